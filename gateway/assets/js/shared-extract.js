// What a registry's extract (PDF) has inside: the numbers that stand in it, which is one, and the proof
// that is attached to it.

const PROOF = "c2sp.org/tlog-proof@v1\n";
const NUMBER = /CR-\d{1,20}-[0-9a-f]{12}-[0-9a-f]{8}/gu;
/** More than the proof of any entry. */
const STREAM_BYTES_MAX = 4 * 1024 * 1024;

/** Bytes as letters of the same number, so that places in both agree. */
const letters = (bytes) => new TextDecoder("latin1").decode(bytes);

/** What a compressed stream has; nothing of one that is compressed otherwise, or is too long. */
async function inflated(bytes) {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  const parts = [];
  let size = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      size += read.value.length;
      if (size > STREAM_BYTES_MAX) return undefined;
      parts.push(read.value);
    }
  } catch {
    // Bytes behind the end of a stream are told after all of it was read.
    if (size === 0) return undefined;
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

/** The bytes of every stream of a file, in its order. */
function* streamsOf(bytes, text) {
  const begins = /stream\r?\n/gu;
  for (let begin = begins.exec(text); begin; begin = begins.exec(text)) {
    const end = text.indexOf("endstream", begins.lastIndex);
    if (end < 0) return;
    yield bytes.subarray(begins.lastIndex, text[end - 1] === "\n" ? end - 1 : end);
    begins.lastIndex = end + "endstream".length;
  }
}

/**
 * The numbers of an extract, each once, and its proof, undefined where the PDF has none; undefined for
 * bytes that are no PDF.
 */
export async function extractOf(bytes) {
  const text = letters(bytes);
  if (!text.startsWith("%PDF-")) return undefined;
  const numbers = new Set(text.match(NUMBER));
  let proof;
  for (const stream of streamsOf(bytes, text)) {
    const plain = await inflated(stream) ?? stream;
    const said = letters(plain);
    // The attached card has people's own words in it, which may name other extracts.
    if (!said.startsWith("{")) for (const number of said.match(NUMBER) ?? []) numbers.add(number);
    if (proof === undefined && said.startsWith(PROOF)) proof = new TextDecoder().decode(plain);
  }
  return { numbers: [...numbers], proof };
}
