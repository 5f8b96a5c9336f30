// Letters of the demonstration, which stand as files in its data folder.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const DELIVERED_WITHIN_MILLISECONDS = 20_000;
const LOOK_EVERY_MILLISECONDS = 200;

/** The mailboxes of everybody; each letter is read once. */
export class Mail {
  #folder;
  #read = new Set();

  constructor(data) {
    this.#folder = join(data, "demo", "mail");
  }

  /** The next letter to a mailbox that nobody has read yet. */
  async to(mailbox) {
    for (const until = Date.now() + DELIVERED_WITHIN_MILLISECONDS; Date.now() < until; await pause(LOOK_EVERY_MILLISECONDS)) {
      for (const name of (await readdir(this.#folder)).sort()) {
        if (this.#read.has(name)) continue;
        const letter = letterOf(await readFile(join(this.#folder, name), "latin1"));
        if (letter?.to !== mailbox) continue;
        this.#read.add(name);
        return letter;
      }
    }
    throw new Error(`no letter came to ${mailbox}`);
  }
}

/** Who a letter is to, what it says, and the path of its one-time link; none while it is being written. */
function letterOf(bytes) {
  const [head, ...rest] = bytes.split("\r\n\r\n");
  const header = (name) => head.match(new RegExp(`^${name}: (.*)$`, "im"))?.[1].trim();
  if (rest.length === 0) return undefined;
  const text = decoded(rest.join("\r\n\r\n"), header("Content-Transfer-Encoding"));
  return { to: header("To"), text, link: text.match(/\/l\/[0-9a-f]{64}/)?.[0] };
}

function decoded(body, encoding) {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1").toString();
  const bytes = body.replaceAll(/=\r\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
