// The page that checks proofs: a good file, and every kind of file that isn't.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, open } from "./browser.mjs";
import { serve } from "./demonstration.mjs";

let site, browser;
const given = {};
before(async () => {
  [site, browser] = await Promise.all([serve(process.env.CLUSTERMAP), launch()]);
  const text = async (path) => (await fetch(site.origin + path)).text();
  given.proof = await text("/api/v1/proofs/300");
  given.checkpoint = await text("/log/checkpoint");
  const size = given.checkpoint.split("\n")[1];
  given.continuation = await text(`/api/v1/checkpoints/${size}/consistency`);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Whether a request could carry anything of a file: the page's own icon may be asked for late. */
const uploads = (request) =>
  request.method() !== "GET" || !/^\/assets\/[\w.-]+$/.test(new URL(request.url()).pathname) || /[?]/.test(request.url());

/** What the page says of files, each a text; the key is the page's own unless one is given. */
async function found(files, { key, language = "", ...options } = {}) {
  const { page, complaints, close } = await open(browser, site.origin, options);
  const requests = [];
  await page.goto(`${site.origin}${language}/verify`);
  await page.locator("#check").waitFor();
  page.on("request", (request) => uploads(request) && requests.push(request.url()));
  if (key) await page.fill("#check-key", key);
  const buffers = files.map((text, at) => ({ name: `${at}.tlog-proof`, mimeType: "text/plain", buffer: Buffer.from(text) }));
  await page.setInputFiles("#check-files", buffers);
  await page.locator("#result").waitFor();
  const outcome = await page.getAttribute("#result", "data-outcome");
  const sentence = (await page.innerText("#result .sentence")).replaceAll(/[\u00a0\u202f]/g, " ").replaceAll("\u00ad", "");
  const details = {};
  for (const place of await page.locator("#result [data-of]:not([hidden])").all()) {
    details[await place.getAttribute("data-of")] = await place.locator(".told").textContent();
  }
  const extract = await page.locator("#result .extract:not([hidden]) a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  assert.deepEqual(complaints, []);
  assert.deepEqual(requests, [], "nothing is uploaded");
  await close();
  return { outcome, sentence, details, extract };
}

/** The text with another letter at a place after what it is known by. */
function changed(text, mark, by = 20) {
  const at = text.indexOf(mark) + mark.length + by;
  return text.slice(0, at) + (text[at] === "A" ? "B" : "A") + text.slice(at + 1);
}

test("a good proof is confirmed, with what the entry says, and nothing is sent", async () => {
  const { outcome, sentence, details } = await found([given.proof]);
  assert.equal(outcome, "holds", sentence);
  assert.match(sentence, /на позиции 300 есть именно эта запись/);
  const entry = Buffer.from(given.proof.match(/^extra (.*)$/m)[1], "base64").toString("latin1");
  assert.match(details.stream, /^[А-ЯЁ][а-яё ]+/, "in words");
  assert.match(details.type, /^[А-ЯЁ][а-яё ]+$/, "in words");
  assert.ok(entry.includes("CRE1"));
  assert.match(details.role, /^[а-яЦКР ]+$/);
  assert.match(details.recorded, /20\d\d/);
  assert.equal(details.origin, given.checkpoint.split("\n")[0]);
  assert.equal(details.size.replaceAll(/\D/g, ""), given.proof.split("\n\n")[1].split("\n")[1]);
  assert.equal(Buffer.from(details.root, "hex").toString("base64"), given.proof.split("\n\n")[1].split("\n")[2]);
  assert.ok(JSON.parse(details.payload));
});

test("an extract is told by the proof inside, and its number opens the rest", async () => {
  const cluster = (await (await fetch(`${site.origin}/api/v1/clusters?limit=1`)).json()).items[0].id;
  const answer = await fetch(`${site.origin}/clusters/${cluster}/extract.pdf`);
  const pdf = Buffer.from(await answer.arrayBuffer());
  const number = answer.headers.get("content-disposition").match(/CR-[0-9a-f-]+/)[0];
  for (const language of ["", "/en"]) {
    const { outcome, sentence, extract } = await found([pdf], { language });
    assert.equal(outcome, "holds", sentence);
    assert.ok(sentence.includes(number), sentence);
    assert.deepEqual(extract, [`${language}/verify/${number}`]);
  }
  const { outcome, sentence, extract } = await found(["%PDF-1.7 another paper"]);
  assert.equal(outcome, "unchecked");
  assert.match(sentence, /не выписка из реестра/);
  assert.deepEqual(extract, []);
});

test("in English it says the same", async () => {
  const { outcome, sentence } = await found([given.proof], { language: "/en" });
  assert.equal(outcome, "holds");
  assert.match(sentence, /exactly this entry at position 300/);
});

test("the first and the last entries of the log are confirmed too", async () => {
  const last = Number(given.checkpoint.split("\n")[1]) - 1;
  for (const position of [0, 1, 255, 256, last]) {
    const proof = await (await fetch(`${site.origin}/api/v1/proofs/${position}`)).text();
    const { outcome, sentence } = await found([proof]);
    assert.equal(outcome, "holds", `${position}: ${sentence}`);
  }
});

test("a checkpoint and its continuation are confirmed", async () => {
  assert.equal((await found([given.checkpoint])).outcome, "holds");
  const both = await found([given.continuation, given.checkpoint]);
  assert.equal(both.outcome, "holds", both.sentence);
});

test("older checkpoints are continued, and no changed continuation is", async () => {
  const log = await ownLog();
  for (const size of [1, 5, 128, 200, 256]) {
    const [old, continuation] = [await log.checkpoint(size), await log.continuation(size)];
    const told = await found([old, continuation], { key: log.key });
    assert.equal(told.outcome, "holds", `${size}: ${told.sentence}`);
    assert.equal(told.details.old, String(size));
    const spoiled = changed(continuation, `old ${size}\n`);
    assert.match((await found([old, spoiled], { key: log.key })).sentence, /не показано/i);
  }
  const rewritten = await log.checkpoint(5, { begin: 1 });
  assert.match((await found([rewritten, await log.continuation(5)], { key: log.key })).sentence, /не показано/i);
});

const digest = async (...parts) => Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.concat(parts)));

/** The root over leaves, by the recursive definition of RFC 6962. */
async function rootOf(leaves) {
  if (leaves.length === 1) return leaves[0];
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return digest(Buffer.from([1]), await rootOf(leaves.slice(0, left)), await rootOf(leaves.slice(left)));
}

/** The served log, with checkpoints of any size that a key of ours signs. */
async function ownLog() {
  const { privateKey, publicKey } = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  const name = given.checkpoint.split("\n")[0];
  const bytes = Buffer.concat([Buffer.from([1]), Buffer.from(await crypto.subtle.exportKey("raw", publicKey))]);
  const id = (await digest(Buffer.from(`${name}\n`), bytes)).subarray(0, 4);
  const sign = async (text) => {
    const signature = Buffer.from(await crypto.subtle.sign("Ed25519", privateKey, Buffer.from(text)));
    return `${text}\n— ${name} ${Buffer.concat([id, signature]).toString("base64")}\n`;
  };
  const tile = Buffer.from(await (await fetch(`${site.origin}/log/tile/0/000`)).arrayBuffer());
  const leaves = Array.from({ length: 256 }, (_, at) => tile.subarray(at * 32, (at + 1) * 32));
  const [head] = given.checkpoint.split(/(?<=\n)\n/);
  return {
    key: `${name}+${id.toString("hex")}+${bytes.toString("base64")}`,
    checkpoint: async (size, { begin = 0 } = {}) =>
      sign(`${name}\n${size}\n${(await rootOf(leaves.slice(begin, begin + size))).toString("base64")}\n`),
    continuation: async (size) => {
      const text = await (await fetch(`${site.origin}/api/v1/checkpoints/${size}/consistency`)).text();
      return text.slice(0, text.indexOf("\n\n") + 2) + await sign(head);
    },
  };
}

const swapped = (text) => {
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("index")) + 1;
  [lines[first], lines[first + 1]] = [lines[first + 1], lines[first]];
  return lines.join("\n");
};
const without = (text) => text.replace(/(index \d+\n).*\n/, "$1");

const BAD = [
  ["a byte of the entry is changed", (proof) => changed(proof, "extra ", 200), "wrong", /этой записи на этом месте в журнале нет/i],
  ["a hash is changed", (proof) => changed(proof, "index 300\n"), "wrong", /этой записи на этом месте в журнале нет/i],
  ["two hashes are swapped", swapped, "wrong", /этой записи на этом месте в журнале нет/i],
  ["a hash is missing", without, "wrong", /хешей меньше или больше/],
  ["another position is named", (proof) => proof.replace("index 300", "index 301"), "wrong", /этой записи на этом месте/i],
  ["a position beyond the log is named", (proof) => proof.replace("index 300", "index 99999999"), "wrong", /такой позиции в журнале нет/i],
  ["the signature is changed", (proof) => changed(proof, "— ", proof.split("— ")[1].indexOf(" ") + 40), "wrong", /подпись не подходит/i],
  ["the size in the checkpoint is changed", (proof) => proof.replace(/\n\n(.*)\n(\d+)\n/, "\n\n$1\n1$2\n"), "wrong", /подпись не подходит/i],
  ["the file is cut", (proof) => proof.slice(0, proof.length / 2), "wrong", /повреждён/],
  ["the end of the signature is cut", (proof) => proof.slice(0, -5), "wrong", /повреждён/],
  ["the file is no proof", () => "Выписка из реестра\n", "wrong", /не доказательство/],
  ["the file is empty", () => "", "wrong", /не доказательство/],
  ["the file doesn't carry the entry", (proof) => proof.replace(/extra .*\n/, ""), "unchecked", /нет самой записи/],
];

for (const [name, spoil, outcome, sentence] of BAD) {
  test(`it isn't confirmed when ${name}`, async () => {
    const spoiled = spoil(given.proof);
    assert.notEqual(spoiled, given.proof);
    const told = await found([spoiled]);
    assert.deepEqual([told.outcome, told.details], [outcome, {}], told.sentence);
    assert.match(told.sentence, sentence);
  });
}

test("another key doesn't confirm it, nor one that is mistyped", async () => {
  const { key } = await ownLog();
  const other = await found([given.proof], { key });
  assert.deepEqual([other.outcome, /не подписана этим ключом/.test(other.sentence)], ["wrong", true], other.sentence);
  const mistyped = await found([given.proof], { key: changed(key, "+", 12) });
  assert.deepEqual([mistyped.outcome, /ошибкой/.test(mistyped.sentence)], ["unchecked", true], mistyped.sentence);
});

test("a continuation alone, a changed one and two proofs at once aren't confirmed", async () => {
  assert.match((await found([given.continuation])).sentence, /прежнюю контрольную точку/);
  const older = given.continuation.replace(/^old \d+/, "old 5");
  assert.equal((await found([given.checkpoint, older])).outcome, "wrong");
  assert.equal((await found([given.proof, given.proof])).outcome, "unchecked");
});

test("an entry that its proof doesn't carry is taken from the bundle that the page names", async () => {
  const bare = given.proof.replace(/extra .*\n/, "");
  const alone = await found([bare]);
  assert.equal(alone.outcome, "unchecked");
  const [bundle] = alone.sentence.match(/\/log\/tile\/entries\/[0-9x/.p]+[0-9]/);
  const entries = Buffer.from(await (await fetch(site.origin + bundle)).arrayBuffer());
  const both = await found([bare, entries]);
  assert.equal(both.outcome, "holds", both.sentence);
  entries[entries.length >> 1] ^= 1;
  assert.notEqual((await found([given.checkpoint, entries])).outcome, "holds");
});

test("what was found before is gone when another file is looked at", async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/verify`);
  await page.locator("#check").waitFor();
  const file = (text) => ({ name: "1.tlog-proof", mimeType: "text/plain", buffer: Buffer.from(text) });
  await page.setInputFiles("#check-files", file(given.proof));
  await page.locator("#result[data-outcome=holds]").waitFor();
  await page.evaluate(() => { Blob.prototype.arrayBuffer = () => new Promise(() => {}); });
  await page.setInputFiles("#check-files", file(""));
  await page.locator("#result").waitFor({ state: "hidden" });
  await page.evaluate(() => { Blob.prototype.arrayBuffer = () => Promise.reject(new Error("unreadable")); });
  await page.setInputFiles("#check-files", file(given.proof));
  await page.locator("#result[data-outcome=unchecked]").waitFor();
  assert.match(await page.innerText("#result .sentence"), /Не\sудалось проверить/);
  await close();
});

test("a browser without such signatures says so and offers the programs", async () => {
  const { page, close } = await open(browser, site.origin);
  await page.addInitScript(() => {
    SubtleCrypto.prototype.importKey = async () => { throw new DOMException("no", "NotSupportedError"); };
  });
  await page.goto(`${site.origin}/verify`);
  await page.locator("#incapable").waitFor();
  assert.equal(await page.locator("#check").isVisible(), false);
  assert.ok(await page.locator("a[href$='verify_log.py']").isVisible());
  await close();
});

test("without scripts the page says how to check", async () => {
  const { page, complaints, close } = await open(browser, site.origin, { javaScriptEnabled: false });
  await page.goto(`${site.origin}/verify`);
  assert.equal(await page.locator("#check").isVisible(), false);
  assert.match(await page.innerText("main"), /clustermap verify/);
  assert.deepEqual(complaints, []);
  await close();
});
