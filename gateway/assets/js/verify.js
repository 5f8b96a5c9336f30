// The page that checks a proof: a file is read here, in the browser, and what was found is shown in
// one sentence with details below. Without this script the page says how else to check.

import { readEntry } from "/assets/shared-entry.js";
import { extractOf } from "/assets/shared-extract.js";
import { Refusal, canCheck, checkCheckpoint, checkContinuation, checkProof, hex, kindOf, readKey } from "/assets/shared-proof.js";

const FILE_BYTES_MAX = 1024 * 1024;

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

async function textOf(file) {
  if (file.size > FILE_BYTES_MAX) throw new Refusal("not-a-proof", false);
  try {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    return decoder.decode(await file.arrayBuffer());
  } catch {
    throw new Refusal("not-a-proof", false);
  }
}

/** The extract that a file is; none of one that is no PDF. */
async function extractIn(file) {
  if (file.size > FILE_BYTES_MAX) return undefined;
  return extractOf(new Uint8Array(await file.arrayBuffer()));
}

/** What is checked of an extract is the proof that is attached inside; its number opens the rest. */
async function extract({ number: given, proof: attached }, key) {
  if (attached === undefined) throw new Refusal("not-an-extract", false);
  const found = await proof(attached, key);
  if (given === undefined || !found.moment) return { ...found, given };
  const parts = { number: given, position: found.details.position, moment: found.moment };
  return { ...found, sentence: say("extract-holds", parts), given };
}

/** Checks one file, or an older checkpoint with its continuation: the sentence and the details. */
async function checked(list) {
  const pdf = list.length === 1 ? await extractIn(list[0]) : undefined;
  if (pdf) return extract(pdf, await readKey(form.elements.key.value));
  const texts = await Promise.all([...list].map(textOf));
  const of = (kind) => texts.find((text) => kindOf(text) === kind);
  const key = await readKey(form.elements.key.value);
  if (texts.length === 1 && of("proof")) return proof(of("proof"), key);
  if (texts.length === 1 && of("checkpoint")) return checkpoint(of("checkpoint"), key);
  if (texts.length === 1 && of("continuation")) throw new Refusal("alone", false);
  if (texts.length === 2 && of("checkpoint") && of("continuation")) {
    return continuation(of("checkpoint"), of("continuation"), key);
  }
  throw new Refusal("not-a-proof", false);
}

const signed = ({ origin, size, root }) => ({ origin, size: number.format(size), root: hex(root) });

async function checkpoint(note, key) {
  const head = await checkCheckpoint(note, key);
  return { sentence: say("checkpoint-holds", { size: number.format(head.size) }), details: signed(head) };
}

async function continuation(note, text, key) {
  const { old, head } = await checkContinuation(note, text, key);
  const parts = { old: number.format(old.size), size: number.format(head.size) };
  return { sentence: say("continuation-holds", parts), details: { ...signed(head), old: parts.old } };
}

async function proof(text, key) {
  const { entry, index, head } = await checkProof(text, key);
  const told = readEntry(entry);
  if (told && told.position !== index) throw new Refusal("position");
  const position = number.format(index);
  const details = { position, ...signed(head), ...detailsOf(told) };
  if (!told) return { sentence: say("unread-holds", { position }), details };
  const moment = time.format(told.recordedAt);
  return { sentence: say("proof-holds", { position, moment }), details, moment };
}

function detailsOf(told) {
  if (!told) return {};
  const { stream, version, recordedAt, type, actor, payload } = told;
  const always = { stream, version: number.format(version), recorded: time.format(recordedAt) };
  if (!actor) return { ...always, sealed: say("sealed") };
  return { ...always, type, role: say(`role-${actor.role}`) ?? say("role-unknown"), payload: JSON.stringify(payload, plain, 2) };
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

/** Of several files one after the other, the last is shown. */
async function check(list) {
  const own = ++asked;
  if (list.length === 0) return;
  let found;
  try {
    found = { outcome: "holds", ...await checked(list) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    found = { outcome: error.wrong ? "wrong" : "unchecked", sentence: say(`refused-${error.reason}`) };
  }
  if (own === asked) show(found.outcome, found.sentence, found.details, found.given);
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
