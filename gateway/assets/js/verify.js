// The page that checks a proof: a file is read here, in the browser, and what was found is shown in
// one sentence with details below. Without this script the page says how else to check.

import { extractOf } from "/assets/shared-extract.js";
import { canCheck, hex } from "/assets/shared-proof.js";
import { BYTES_MAX, verdict, verdictOfExtract } from "/assets/shared-verdict.js";

const form = document.querySelector("#check");
const files = form.querySelector("input[type=file]");
const result = document.querySelector("#result");
const words = document.querySelector("#words").content;
const language = document.documentElement.lang;
const number = new Intl.NumberFormat(language);
const time = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium", timeZone: form.dataset.zone });

/** A sentence of the page's words, with what stands for its parts. */
function say(key, parts = {}) {
  const sentence = words.querySelector(`[data-word="${CSS.escape(key)}"]`)?.textContent;
  if (sentence === undefined) return undefined;
  return Object.entries(parts).reduce((text, [name, part]) => text.replaceAll(`{${name}}`, part), sentence);
}

async function bytesOf(file) {
  return new Uint8Array(await (file.size > BYTES_MAX ? file.slice(0, BYTES_MAX + 1) : file).arrayBuffer());
}

const signed = ({ origin, size, root }) => ({ origin, size: number.format(size), root: hex(root) });

/** What was shown, as a sentence and details. */
const TOLD = {
  checkpoint: ({ head }) => [say("checkpoint-holds", { size: number.format(head.size) }), signed(head)],
  continuation({ old, head }) {
    const parts = { old: number.format(old.size), size: number.format(head.size) };
    return [say("continuation-holds", parts), { ...signed(head), old: parts.old }];
  },
  proof({ index, head, told }) {
    const [position, moment] = [number.format(index), time.format(told.recordedAt)];
    return [say("proof-holds", { position, moment }), { position, ...signed(head), ...detailsOf(told) }];
  },
};

function detailsOf(told) {
  const { stream, version, recordedAt, type, actor, payload } = told;
  const always = { stream: about(stream), version: number.format(version), recorded: time.format(recordedAt) };
  if (!actor) return { ...always, sealed: say("sealed") };
  return { ...always, type: say(`type-${type}`) ?? type, role: say(`role-${actor.role}`) ?? say("role-unknown"), payload: JSON.stringify(payload, plain, 2) };
}

/** What a stream is about, in words where its kind is known. */
function about(stream) {
  const [, kind, id = ""] = stream.match(/^([^/]*)\/?(.*)$/s);
  return say(`stream-${kind}`, { id }) ?? stream;
}

/** Bytes as hexadecimal digits, and numbers that JSON has no place for as text. */
function plain(_, value) {
  if (value instanceof Uint8Array) return hex(value);
  return typeof value === "bigint" ? value.toString() : value;
}

function show(outcome, sentence, details = {}, given = undefined) {
  result.hidden = false;
  result.dataset.outcome = outcome;
  result.querySelector("h2").textContent = say(outcome);
  result.querySelector(".sentence").textContent = sentence;
  const extract = result.querySelector(".extract");
  extract.hidden = given === undefined;
  if (given) extract.querySelector("a").href = form.dataset.numbers + given;
  for (const place of result.querySelectorAll("[data-of]")) {
    const detail = details[place.dataset.of];
    place.hidden = detail === undefined;
    place.querySelector(".told").textContent = detail ?? "";
  }
  result.querySelector("h2").focus();
}

let asked = 0;

/** Of several files one after the other, the last is shown; what was found before is gone at once. */
async function check(list) {
  const own = ++asked;
  result.hidden = true;
  if (list.length === 0) return;
  const found = await foundIn(list);
  if (own === asked) show(...found);
}

/** Outcome, sentence, details and the number of an extract; whatever goes wrong, nothing is confirmed. */
async function foundIn(list) {
  try {
    const files = await Promise.all([...list].map(bytesOf));
    const extract = files.length === 1 ? await extractOf(files[0]) : undefined;
    return await (extract ? foundInExtract(extract) : foundInFiles(files));
  } catch {
    return ["unchecked", say("refused-unexpected")];
  }
}

async function foundInFiles(files) {
  return toldOf(await verdict(files, form.elements.key.value));
}

function toldOf(found) {
  if (found.outcome === "holds") return ["holds", ...TOLD[found.kind](found)];
  return [found.outcome, say(`refused-${found.reason}`, { bundle: found.bundle ?? "" })];
}

/** What is checked of an extract is the proof that is attached inside; its number opens the rest. */
async function foundInExtract(extract) {
  const [given] = extract.numbers;
  const found = await verdictOfExtract(extract, form.elements.key.value);
  const [outcome, sentence, details] = toldOf(found);
  // A number that isn't that of the proof opens nothing.
  if (found.reason === "other-number") return [outcome, sentence];
  if (outcome !== "holds" || given === undefined) return [outcome, sentence, details, given];
  const parts = { number: given, position: details.position, moment: details.recorded };
  return [outcome, say("extract-holds", parts), details, given];
}

form.addEventListener("submit", (event) => event.preventDefault());
files.addEventListener("change", () => check(files.files));
form.elements.key.addEventListener("change", () => check(files.files));
form.addEventListener("dragover", (event) => {
  event.preventDefault();
  form.classList.add("over");
});
form.addEventListener("dragleave", () => form.classList.remove("over"));
form.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  files.files = event.dataTransfer.files;
  check(files.files);
});

if (await canCheck()) form.hidden = false;
else document.querySelector("#incapable").hidden = false;
