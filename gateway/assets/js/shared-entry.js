// Reads what an entry of the log says: its frame, and the MessagePack maps in it.
// Nothing here vouches for the bytes; that is done before.

const FRAME_BYTES = 46;
const DEPTH_MAX = 64;
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

const U32_MAX = 2n ** 32n - 1n;
const U64_MAX = 2n ** 64n - 1n;
// Microseconds from the years -9999 to 9999.
const [EARLIEST, LATEST] = [-377705023201000000n, 253402207200999999n];

const isText = (value) => typeof value === "string";
const isBytes = (value) => value instanceof Uint8Array;
const isDigest = (value) => isBytes(value) && value.length === 32;
const isMap = (value) => value !== null && typeof value === "object" && !Array.isArray(value) && !isBytes(value);
const isWhole = (most, least = 0n) => (value) =>
  (typeof value === "bigint" || Number.isInteger(value)) && BigInt(value) >= least && BigInt(value) <= most;

const BODY = {
  stream: isText, version: isWhole(U64_MAX), index: isWhole(U32_MAX), count: isWhole(U32_MAX),
  recorded_at: isWhole(LATEST, EARLIEST), request_id: isDigest, request_digest: isDigest,
};
const CLEAR = { actor: isMap, type: isText, schema: isWhole(65535n), payload: isBytes };
const SEALED = { key: isText, nonce: isBytes, bytes: isBytes };

/** The entry's place and stream, when it was recorded, by whom and what; null when it isn't one. */
export function readEntry(bytes) {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const framed = utf8.decode(bytes.subarray(0, 4)) === "CRE1" && view.getUint16(44) === bytes.length - FRAME_BYTES;
    return framed ? told(view.getBigUint64(4), mapOf(unpack(bytes.subarray(FRAME_BYTES)), BODY)) : null;
  } catch {
    return null;
  }
}

function told(position, body) {
  const { stream, version, recorded_at: recordedAt, clear = null, sealed = null } = body;
  if ((clear === null) === (sealed === null)) throw new RangeError("neither clear nor sealed");
  const entry = { position, stream, version, recordedAt: new Date(Number(recordedAt) / 1000) };
  if (sealed) {
    mapOf(sealed, SEALED);
    return entry;
  }
  const { type, actor, payload } = mapOf(unpack(clear), CLEAR);
  return { ...entry, type, actor, payload: mapOf(unpack(payload), {}) };
}

/** A map that has these members as they should be, and perhaps others. */
function mapOf(value, members) {
  if (!isMap(value)) throw new RangeError("not a map");
  for (const [name, fits] of Object.entries(members)) {
    if (!Object.hasOwn(value, name) || !fits(value[name])) throw new RangeError(`no ${name}`);
  }
  return value;
}

/** The one MessagePack value in these bytes. */
export function unpack(bytes) {
  const reader = new MessagePack(bytes);
  const value = reader.value(0);
  if (reader.at !== bytes.length) throw new RangeError("more than one value");
  return value;
}

class MessagePack {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = 0;
  }

  /** A number of so many bytes, by the name of its reader in a DataView. */
  number(kind, width) {
    const number = this.view[`get${kind}`](this.at);
    this.at += width;
    return number;
  }

  piece(length) {
    const piece = this.bytes.subarray(this.at, this.at + length);
    if (piece.length !== length) throw new RangeError("it ends within a value");
    this.at += length;
    return piece;
  }

  text(length) {
    return utf8.decode(this.piece(length));
  }

  list(length, depth) {
    const values = [];
    while (values.length < length) values.push(this.value(depth + 1));
    return values;
  }

  map(length, depth) {
    const pairs = [];
    while (pairs.length < length) pairs.push([this.value(depth + 1), this.value(depth + 1)]);
    if (new Set(pairs.map(([name]) => name)).size < pairs.length) throw new RangeError("a member twice");
    return Object.fromEntries(pairs);
  }

  value(depth) {
    if (depth > DEPTH_MAX) throw new RangeError("nested too deep");
    const tag = this.number("Uint8", 1);
    if (tag <= 0x7f) return tag;
    if (tag <= 0x8f) return this.map(tag & 0x0f, depth);
    if (tag <= 0x9f) return this.list(tag & 0x0f, depth);
    if (tag <= 0xbf) return this.text(tag & 0x1f);
    if (tag >= 0xe0) return tag - 256;
    return this.tagged(tag, depth);
  }

  tagged(tag, depth) {
    const length = (width) => this.number({ 1: "Uint8", 2: "Uint16", 4: "Uint32" }[width], width);
    switch (tag) {
      case 0xc0: return null;
      case 0xc2: return false;
      case 0xc3: return true;
      case 0xc4: case 0xc5: case 0xc6: return this.piece(length(2 ** (tag - 0xc4)));
      case 0xca: return this.number("Float32", 4);
      case 0xcb: return this.number("Float64", 8);
      case 0xcc: case 0xcd: case 0xce: return length(2 ** (tag - 0xcc));
      case 0xcf: return this.number("BigUint64", 8);
      case 0xd0: return this.number("Int8", 1);
      case 0xd1: return this.number("Int16", 2);
      case 0xd2: return this.number("Int32", 4);
      case 0xd3: return this.number("BigInt64", 8);
      case 0xd9: case 0xda: case 0xdb: return this.text(length(2 ** (tag - 0xd9)));
      case 0xdc: case 0xdd: return this.list(length(2 ** (tag - 0xdb)), depth);
      case 0xde: case 0xdf: return this.map(length(2 ** (tag - 0xdd)), depth);
      default: throw new RangeError("not MessagePack");
    }
  }
}
