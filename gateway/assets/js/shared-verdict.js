// What files that somebody was handed come to: they are told apart, checked, and the entry is read.
// It knows nothing of a page, so that programs can run it too; and it ends in an answer, whatever
// the files are.

import { readEntry } from "/assets/shared-entry.js";
import { Refusal, checkCheckpoint, checkContinuation, checkProof, checkTogether, entryIn, kindOf, readKey } from "/assets/shared-proof.js";

const FILE_BYTES_MAX = 256 * 1024;
/** As many bytes as the longest file has that is of use here: a bundle of entries. */
export const BYTES_MAX = 256 * (2 + 65535);

/** Outcome `holds` with what was shown, or `wrong` or `unchecked` with a word for the reason. */
export async function verdict(files, key) {
  try {
    return { outcome: "holds", ...await shown(files.map(read), key) };
  } catch (error) {
    if (!(error instanceof Refusal)) return { outcome: "unchecked", reason: "unexpected" };
    return { outcome: error.wrong ? "wrong" : "unchecked", reason: error.reason, bundle: error.bundle };
  }
}

/**
 * The same of an extract: what is checked is the proof that is attached inside, and that its number is
 * of the same entry.
 */
export async function verdictOfExtract({ numbers, proof }, key) {
  if (proof === undefined) return { outcome: "unchecked", reason: "not-an-extract" };
  const found = await verdict([new TextEncoder().encode(proof)], key);
  const another = numbers.some((number) => positionOf(number) !== found.index);
  return found.outcome === "holds" && another ? { outcome: "wrong", reason: "other-number" } : found;
}

/** The position of the entry that an extract is of, by its number. */
const positionOf = (number) => BigInt(number.split("-")[1]);

/** An archive, as a case is: programs check it, and no page. A bundle may begin with two of its letters. */
const ARCHIVE = [0x50, 0x4b, 0x03, 0x04];
const isArchive = (bytes) => ARCHIVE.every((byte, at) => bytes[at] === byte);

function read(bytes) {
  const text = textOf(bytes);
  return { bytes, text, kind: text === null ? null : kindOf(text) };
}

function textOf(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function shown(files, given) {
  const of = (kind) => files.find((file) => file.kind === kind)?.text;
  if (files.some((file) => file.bytes.length > (file.kind || files.length === 1 ? FILE_BYTES_MAX : BYTES_MAX))) {
    throw new Refusal("not-a-proof", false);
  }
  if (files.some((file) => isArchive(file.bytes))) throw new Refusal("a-case", false);
  const key = await readKey(given);
  const kinds = files.map((file) => file.kind ?? "other").sort().join(" ");
  switch (kinds) {
    case "proof": return proof(of("proof"), key);
    case "other proof": return proof(of("proof"), key, files.find((file) => !file.kind).bytes);
    case "checkpoint": return { kind: "checkpoint", head: await checkCheckpoint(of("checkpoint"), key) };
    case "continuation": throw new Refusal("alone", false);
    case "checkpoint continuation":
      return { kind: "continuation", ...await checkContinuation(of("checkpoint"), of("continuation"), key) };
    case "checkpoint checkpoint": return together(files, key);
    // What isn't known for one of these isn't as it was handed out; known files are only the wrong ones.
    default: throw new Refusal("not-a-proof", files.some((file) => !file.kind));
  }
}

/** Two checkpoints without a proof between them. */
async function together(files, key) {
  const [old, head] = await checkTogether(files.map((file) => file.text), key);
  return old.size === head.size ? { kind: "checkpoint", head } : { kind: "continuation", old, head };
}

async function proof(text, key, beside) {
  const { entry, index, head } = await checkProof(text, key, beside && ((at) => entryIn(beside, at)));
  const told = readEntry(entry);
  if (!told) throw new Refusal("unread");
  if (told.position !== index) throw new Refusal("position");
  return { kind: "proof", index, head, told };
}
