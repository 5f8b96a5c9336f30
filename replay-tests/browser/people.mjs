// People of the demonstration, signed in through the pages as anybody is.
import { createHmac } from "node:crypto";

import { open } from "./browser.mjs";

const PASSWORD = "klaster-na-karte";
const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_SECONDS = 30;

/** Mailboxes by role, as the demonstration tells them. */
export const MAILBOXES = {
  cluster_representative: "cluster@cluster.example",
  organisation_representative: "participant@works.example",
  region_representative: "region@region.example",
  officer: "officer@registry.example",
  auditor: "auditor@audit.example",
  administrator: "administrator@registry.example",
};

/** What a browser that signed in as somebody keeps: to be given to new sessions of it. */
export async function signIn(browser, site, role) {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/sign-in`);
  await page.fill("input[name=email]", MAILBOXES[role]);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("main form button[type=submit]");
  const secret = secretOf(site.told(), MAILBOXES[role]);
  if (secret) {
    await page.fill("input[name=code]", code(secret, Date.now()));
    await page.click("main form button[type=submit]");
  }
  await page.waitForURL(/\/account/);
  const state = await page.context().storageState();
  await close();
  return state;
}

/** The secret of somebody's second factor, where their role needs one. */
function secretOf(told, mailbox) {
  return told.match(new RegExp(`${mailbox}\\s+code from ([A-Z2-7]+)`))?.[1];
}

/** The code of a moment (RFC 6238: SHA-1, 30 seconds, six digits). */
export function code(secret, milliseconds) {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 1000 / STEP_SECONDS)));
  const digest = createHmac("sha1", bytes(secret)).update(counter).digest();
  const from = digest.at(-1) & 15;
  const number = digest.readUInt32BE(from) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

function bytes(base32) {
  const bits = [...base32].map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((eight) => parseInt(eight, 2)));
}
