// The page's script over the table of files that every verifier must find the same of. It needs no
// browser: Node has the same hashes and signatures.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { test } from "node:test";

const root = new URL("../../", import.meta.url);
// Modules name each other by their addresses on the site.
const resolve = `export const resolve = (name, context, next) => name.startsWith("/assets/")
  ? { url: new URL(name.slice(8), ${JSON.stringify(new URL("gateway/assets/js/", root).href)}).href, format: "module", shortCircuit: true }
  : next(name, context);`;
register(`data:text/javascript,${encodeURIComponent(resolve)}`);
const { verdict } = await import("/assets/shared-verdict.js");

const CODES = { holds: 0, wrong: 1, unchecked: 2 };
const content = ({ text, hex }) => new Uint8Array(text === undefined ? Buffer.from(hex, "hex") : Buffer.from(text));

const lines = readFileSync(new URL("replay-tests/verdicts/cases.jsonl", root), "utf8").trimEnd().split("\n");
for (const { case: name, key, files, verdict: expected } of lines.map(JSON.parse)) {
  test(`${name}: ${expected}`, async () => {
    const { outcome, reason } = await verdict(Object.values(files).map(content), key);
    assert.equal(CODES[outcome], expected, reason);
    assert.notEqual(reason, "unexpected");
  });
}
