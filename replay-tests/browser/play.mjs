// Plays the demonstration once into a folder, so that each file of tests serves a copy of it.
import { rm } from "node:fs/promises";

import { playInto } from "./demonstration.mjs";

const [binary, folder] = process.argv.slice(2);
await rm(folder, { recursive: true, force: true });
await (await playInto(binary, folder)).end();
