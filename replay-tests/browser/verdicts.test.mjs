// The page's script over the table of files that every verifier must find the same of. It needs no
// browser: Node has the same hashes and signatures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { test } from "node:test";
import { deflateSync } from "node:zlib";

const root = new URL("../../", import.meta.url);
// Modules name each other by their addresses on the site.
const resolve = `export const resolve = (name, context, next) => name.startsWith("/assets/")
  ? { url: new URL(name.slice(8), ${JSON.stringify(new URL("gateway/assets/js/", root).href)}).href, format: "module", shortCircuit: true }
  : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);
const { verdict, verdictOfExtract } = await import("/assets/shared-verdict.js");
const { extractOf } = await import("/assets/shared-extract.js");

const CODES = { holds: 0, wrong: 1, unchecked: 2 };
const content = ({ text, hex }) => new Uint8Array(text === undefined ? Buffer.from(hex, "hex") : Buffer.from(text));

const lines = readFileSync(new URL("replay-tests/verdicts/cases.jsonl", root), "utf8").trimEnd().split("\n");
for (const { case: name, key, files, verdict: expected } of lines.map(JSON.parse)) {
  test(`${name}: ${expected}`, async () => {
    const given = Object.values(files).map(content);
    const { outcome, reason } = await verdict(given, key);
    // Cases are left to programs.
    const isCase = given.some(([first, second]) => first === 0x50 && second === 0x4b);
    assert.equal(CODES[outcome], isCase ? CODES.unchecked : expected, reason);
    if (isCase) assert.equal(reason, "a-case");
    assert.notEqual(reason, "unexpected");
  });
}

// Extracts: the proof of position 1 inside, and a number on the paper.
const good = lines.map(JSON.parse).find(({ case: name }) => name === "a proof as it was handed out");
const paper = (...streams) =>
  new Uint8Array(Buffer.concat(["%PDF-1.7\n", ...streams.flatMap((stream) => ["stream\n", stream, "\nendstream\n"])].map((part) => Buffer.from(part))));
const number = (position) => `CR-${position}-44136fa355b3-0badc0de`;
const proof = good.files[1].text;

for (const [name, streams, outcome, reason] of [
  ["an extract with the number of its proof", [number(1), proof], "holds"],
  ["an extract without a number", ["-", proof], "holds"],
  ["an extract with the number of another entry", [number(42143), proof], "wrong", "other-number"],
  ["an extract with its number and that of another entry", [number(1), number(42143), proof], "wrong", "other-number"],
  ["an extract with another number behind its proof", [number(1), proof, number(17)], "wrong", "other-number"],
  ["an extract whose card has a number in its words", [number(1), deflateSync(`{"summary":"${number(17)}"}`), proof], "holds"],
  ["an extract with a number that no log has", [number("99999999999999999999"), proof], "wrong", "other-number"],
  ["an extract with a forged proof", [number(1), proof.replace("index 1", "index 0")], "wrong", "root"],
  ["an extract with its parts compressed", [deflateSync(number(17)), deflateSync(proof)], "wrong", "other-number"],
  ["a paper without a proof", [number(1)], "unchecked", "not-an-extract"],
]) {
  test(`${name}: ${outcome}`, async () => {
    const found = await verdictOfExtract(await extractOf(paper(...streams)), good.key);
    assert.deepEqual([found.outcome, found.reason], [outcome, reason]);
    if (outcome === "holds") assert.equal(found.index, 1n);
  });
}
