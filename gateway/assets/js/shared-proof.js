// Checks what an outsider was handed, by RFC 6962 and the formats of C2SP (tlog-proof, signed-note,
// tlog-checkpoint, tlog-witness), with the hashes and signatures that the browser has itself.
// Nothing is sent anywhere. Whatever doesn't hold is thrown as a Refusal with a word for the reason.

const HEADER = "c2sp.org/tlog-proof@v1\n";
const HASHES_MAX = 63;
const EXTRA_BYTES_MAX = 64 * 1024;
const NOTE_BYTES_MAX = 64 * 1024;
const SIGNATURES_MAX = 100;
const ED25519 = 1;
// Of Unicode's property White_Space; the \s of expressions knows others too.
const WHITE_SPACE = "\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const ENDS = new RegExp(`^[${WHITE_SPACE}]+|[${WHITE_SPACE}]+$`, "g");
// Names of keys have no spaces, no plus signs and no control characters.
const NAME = `[^${WHITE_SPACE}+\\x00-\\x1f]+`;
const KEY_LINE = new RegExp(`^(${NAME})\\+([0-9a-fA-F]{8})\\+(.+)$`, "s");
const SIGNATURE_LINE = new RegExp(`^— (${NAME}) (.+)$`, "s");
const U64_MAX = 2n ** 64n - 1n;

/** Why something isn't shown; `wrong` is false when it only can't be checked. */
export class Refusal extends Error {
  constructor(reason, wrong = true) {
    super(reason);
    Object.assign(this, { reason, wrong });
  }
}

const unchecked = (reason) => new Refusal(reason, false);
const utf8 = new TextEncoder();

export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

/** Standard base64, written as an encoder writes it. */
function fromBase64(text) {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const letters = atob(text);
  return btoa(letters) === text ? Uint8Array.from(letters, (letter) => letter.charCodeAt(0)) : null;
}

/** A number without a sign and without leading zeros. */
function fromDecimal(text) {
  const number = /^(0|[1-9][0-9]{0,19})$/.test(text ?? "") ? BigInt(text) : null;
  return number !== null && number <= U64_MAX ? number : null;
}

// The tree.

async function sha256(...parts) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", joined(...parts)));
}

const leafHash = (entry) => sha256([0], entry);
const nodeHash = (left, right) => sha256([1], left, right);

/** A way up the tree: a node's number in its level, and that of the level's last node. */
class Climb {
  constructor(node, last) {
    Object.assign(this, { node, last });
  }

  up() {
    this.node >>= 1n;
    this.last >>= 1n;
  }

  /** Goes up past one sibling and says whether that stands on the left. */
  step() {
    if (this.last === 0n) throw new Refusal("length");
    const left = (this.node & 1n) === 1n || this.node === this.last;
    // A last node without a sibling is its own parent, until it is a right one.
    while (left && (this.node & 1n) === 0n && this.node !== 0n) this.up();
    this.up();
    return left;
  }

  arrive() {
    if (this.last !== 0n) throw new Refusal("length");
  }
}

/** Checks that a leaf is in a tree, at a place (RFC 9162, 2.1.3.2). */
async function checkInclusion(leaf, index, head, hashes) {
  if (index >= head.size) throw new Refusal("no-leaf");
  const climb = new Climb(index, head.size - 1n);
  let root = leaf;
  for (const side of hashes) {
    root = climb.step() ? await nodeHash(side, root) : await nodeHash(root, side);
  }
  climb.arrive();
  if (!same(root, head.root)) throw new Refusal("root");
}

/** Checks that a newer tree begins with the whole older one (RFC 9162, 2.1.4.2). */
async function checkContinues(old, head, hashes) {
  if (old.size > head.size) throw new Refusal("shrunk");
  if (old.size === 0n || old.size === head.size) return checkWithoutHashes(old, head, hashes);
  const whole = (old.size & (old.size - 1n)) === 0n;
  if (!whole && hashes.length === 0) throw new Refusal("length");
  const [first, ...rest] = whole ? [old.root, ...hashes] : hashes;
  const climb = new Climb(old.size - 1n, head.size - 1n);
  while ((climb.node & 1n) === 1n) climb.up();
  let [oldRoot, newRoot] = [first, first];
  for (const side of rest) {
    const left = climb.step();
    if (left) oldRoot = await nodeHash(side, oldRoot);
    newRoot = left ? await nodeHash(side, newRoot) : await nodeHash(newRoot, side);
  }
  climb.arrive();
  if (!same(oldRoot, old.root) || !same(newRoot, head.root)) throw new Refusal("rewritten");
}

async function checkWithoutHashes(old, head, hashes) {
  if (hashes.length > 0) throw new Refusal("length");
  if (old.size === 0n && !same(old.root, await sha256())) throw new Refusal("rewritten");
  if (old.size === head.size && !same(old.root, head.root)) throw new Refusal("rewritten");
}

// Keys, notes and checkpoints.

/** Reads a key that is written NAME+ID+BASE64. */
export async function readKey(text) {
  const [, name, id, coded] = text.replaceAll(ENDS, "").match(KEY_LINE) ?? [];
  const bytes = coded && fromBase64(coded);
  if (bytes?.length !== 33 || bytes[0] !== ED25519) throw unchecked("key");
  if (!isStrong(bytes.subarray(1)) || !isOnCurve(bytes.subarray(1))) throw unchecked("key");
  const keyId = (await sha256(utf8.encode(`${name}\n`), bytes)).subarray(0, 4);
  if (hex(keyId) !== id.toLowerCase()) throw unchecked("key");
  return { name, keyId, key: await imported(bytes.subarray(1)) };
}

// The field of Curve25519, and the places of its points whose order is small: under such a key, and
// beside such a point in a signature, anything could be signed.
const PRIME = 2n ** 255n - 19n;
const ORDER_8 = 0x05fc536d880238b13933c6d305acdfd5f098eff289f4c345b027b2c28f95e826n;
const SMALL_ORDER = [0n, 1n, PRIME - 1n, ORDER_8, PRIME - ORDER_8];

const place = (point) => BigInt(`0x${hex(point.toReversed())}`) & (2n ** 255n - 1n);

/** Whether 32 bytes are written as a point is, of an order that isn't small. */
const isStrong = (point) => place(point) < PRIME && !SMALL_ORDER.includes(place(point));

function power(base, exponent) {
  let product = 1n;
  for (base %= PRIME; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) product = product * base % PRIME;
    base = base * base % PRIME;
  }
  return product;
}

const inverse = (number) => power(number, PRIME - 2n);
const CURVE = (PRIME - 121665n) * inverse(121666n) % PRIME;

function isOnCurve(point) {
  const square = place(point) ** 2n;
  return power((square - 1n) * inverse(CURVE * square + 1n), (PRIME - 1n) / 2n) === 1n;
}

async function imported(bytes) {
  if (!globalThis.crypto?.subtle) throw unchecked("no-ed25519");
  try {
    return await crypto.subtle.importKey("raw", bytes, "Ed25519", false, ["verify"]);
  } catch (error) {
    throw unchecked(error.name === "NotSupportedError" ? "no-ed25519" : "key");
  }
}

/** Whether this browser can check at all. */
export async function canCheck() {
  // The public key of the first example in RFC 8032.
  const example = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
  try {
    await imported(Uint8Array.from(example.match(/../g), (pair) => parseInt(pair, 16)));
    return true;
  } catch {
    return false;
  }
}

/** Size and root of a checkpoint that a key has signed. */
async function openCheckpoint(note, key) {
  const control = [...note].some((letter) => letter < " " && letter !== "\n");
  const end = note.lastIndexOf("\n\n") + 1;
  if (utf8.encode(note).length > NOTE_BYTES_MAX || control || end === 0 || !note.endsWith("\n")) {
    throw new Refusal("broken");
  }
  const [text, lines] = [note.slice(0, end), note.slice(end + 1, -1).split("\n")];
  if (lines.length > SIGNATURES_MAX) throw new Refusal("broken");
  const signed = await Promise.all(lines.map((line) => hasSigned(line, text, key)));
  if (!signed.includes(true)) throw new Refusal("unsigned");
  return headOf(text, key.name);
}

/** Whether a line is the key's signature of a text; lines of others are passed over. */
async function hasSigned(line, text, { name, keyId, key }) {
  const [, who, coded] = line.match(SIGNATURE_LINE) ?? [];
  const bytes = coded && fromBase64(coded);
  if (!bytes || bytes.length < 5) throw new Refusal("broken");
  if (who !== name || !same(bytes.subarray(0, 4), keyId)) return false;
  const signature = bytes.subarray(4);
  const strong = signature.length === 64 && isStrong(signature.subarray(0, 32));
  const holds = strong && await crypto.subtle.verify("Ed25519", key, signature, utf8.encode(text));
  if (!holds) throw new Refusal("signature");
  return true;
}

function headOf(text, name) {
  const lines = text.slice(0, -1).split("\n");
  const [origin, size, root] = [lines[0], fromDecimal(lines[1]), fromBase64(lines[2] ?? "")];
  if (lines.includes("") || size === null || root?.length !== 32) throw new Refusal("broken");
  if (origin !== name) throw new Refusal("origin");
  return { origin, size, root };
}

// The texts of proofs.

/** Takes the lines of a proof from its top, and what is left after the empty line. */
class Reader {
  constructor(text) {
    this.text = text;
  }

  line() {
    const end = this.text.indexOf("\n");
    if (end < 0) throw new Refusal("broken");
    const line = this.text.slice(0, end);
    this.text = this.text.slice(end + 1);
    return line;
  }

  number(word) {
    const line = this.line();
    const number = line.startsWith(`${word} `) ? fromDecimal(line.slice(word.length + 1)) : null;
    if (number === null) throw new Refusal("broken");
    return number;
  }

  hashes() {
    const hashes = [];
    for (let line; (line = this.line()) !== ""; ) {
      const hash = fromBase64(line);
      if (hash?.length !== 32 || hashes.length === HASHES_MAX) throw new Refusal("broken");
      hashes.push(hash);
    }
    return hashes;
  }
}

function extra(reader) {
  if (!reader.text.startsWith("extra ")) return null;
  const bytes = fromBase64(reader.line().slice("extra ".length));
  if (!bytes || bytes.length > EXTRA_BYTES_MAX) throw new Refusal("broken");
  return bytes;
}

/** What a file is by its first line. */
export function kindOf(text) {
  if (text.startsWith(HEADER)) return "proof";
  if (text.startsWith("old ")) return "continuation";
  return /^[^\n]+\n[0-9]+\n/.test(text) && text.includes("\n\n— ") ? "checkpoint" : null;
}

/**
 * Checks the proof of one entry; returns its bytes, its place and the checkpoint. `beside` gives the
 * entry at a place from a file that was given too, where the proof doesn't carry it.
 */
export async function checkProof(text, key, beside) {
  const reader = new Reader(text.slice(HEADER.length));
  const carried = extra(reader);
  const index = reader.number("index");
  const hashes = reader.hashes();
  const head = await openCheckpoint(reader.text, key);
  const entry = beside ? beside(index) : carried;
  if (beside && !entry) throw new Refusal("broken");
  if (!entry) throw Object.assign(unchecked("no-entry"), { bundle: bundlePath(index, head.size) });
  await checkInclusion(await leafHash(entry), index, head, hashes);
  return { entry, index, head };
}

/** Where a published log of a size has the entry at a place (C2SP tlog-tiles). */
function bundlePath(index, size) {
  const bundle = index / 256n;
  const groups = [];
  for (let left = bundle; groups.length === 0 || left > 0n; left /= 1000n) {
    groups.unshift(`${groups.length > 0 ? "x" : ""}${String(left % 1000n).padStart(3, "0")}`);
  }
  const partial = bundle === size / 256n ? `.p/${size % 256n}` : "";
  return `/log/tile/entries/${groups.join("/")}${partial}`;
}

/** The entry at a place among those of a bundle, or the one entry of a file. */
export function entryIn(bytes, index) {
  if (bytes.length >= 4 && String.fromCharCode(...bytes.subarray(0, 4)) === "CRE1") return bytes;
  let at = 0;
  for (let left = index % 256n; at + 2 <= bytes.length; left -= 1n) {
    const end = at + 2 + bytes[at] * 256 + bytes[at + 1];
    if (end > bytes.length) return null;
    if (left === 0n) return bytes.subarray(at + 2, end);
    at = end;
  }
  return null;
}

/** Checks that a newer checkpoint continues an older one; returns both. */
export async function checkContinuation(note, text, key) {
  const old = await openCheckpoint(note, key);
  const reader = new Reader(text);
  const size = reader.number("old");
  const hashes = reader.hashes();
  const head = await openCheckpoint(reader.text, key);
  if (size !== old.size) throw new Refusal("old-size");
  await checkContinues(old, head, hashes);
  return { old, head };
}

/**
 * Checks who signed two checkpoints, and whether they can both be of one log; returns the older and the
 * newer. Which of two sizes continues the other, only a proof shows.
 */
export async function checkTogether(notes, key) {
  const heads = await Promise.all(notes.map((note) => openCheckpoint(note, key)));
  const [old, head] = heads[0].size <= heads[1].size ? heads : heads.toReversed();
  if (old.size !== 0n && old.size !== head.size) throw unchecked("two-checkpoints");
  const root = old.size === head.size ? head.root : await sha256();
  if (!same(old.root, root)) throw new Refusal("forked");
  return [old, head];
}

/** Checks who signed a checkpoint, and returns it. */
export const checkCheckpoint = openCheckpoint;
