// A server of the demonstration that is started for the tests and stopped by its own process id.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PLAY_MILLISECONDS_MAX = 600_000;

/**
 * Serves the demonstration with a binary, a copy of the one in the folder DEMONSTRATION when that is
 * set; `origin` is where it is served, `told` what it said of itself, `data` the folder with its data
 * and letters.
 */
export async function serve(binary) {
  const folder = await mkdtemp(join(tmpdir(), "site-"));
  const played = process.env.DEMONSTRATION;
  if (played) await cp(played, folder, { recursive: true });
  const { origin, told, end } = await playInto(binary, folder);
  const stop = async () => {
    await end();
    await rm(folder, { recursive: true });
  };
  return { origin, data: folder, stop, told };
}

/** Plays the demonstration into a folder, or what isn't there yet, and serves it until `end`. */
export async function playInto(binary, folder) {
  const given = ["--data", folder, "demo", "--listen", "127.0.0.1:0"];
  const server = spawn(binary, given, { stdio: ["ignore", "pipe", "pipe"] });
  const told = [];
  server.stderr.on("data", (line) => told.length < 200 && told.push(line));
  const address = await first(server, told);
  const end = async () => {
    server.kill("SIGTERM");
    if (server.exitCode === null) await once(server, "exit");
  };
  return { origin: `http://${address}`, told: () => told.join(""), end };
}

async function first(server, told) {
  const lines = createInterface({ input: server.stdout });
  const timer = setTimeout(() => server.kill("SIGTERM"), PLAY_MILLISECONDS_MAX);
  for await (const line of lines) {
    clearTimeout(timer);
    return line.trim();
  }
  throw new Error(`the demonstration isn't served:\n${told.join("")}`);
}
