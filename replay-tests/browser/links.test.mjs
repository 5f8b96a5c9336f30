// Every link inside the site answers.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { serve } from "./demonstration.mjs";

/** Pages of one kind whose links are followed: thousands of profiles have the same links. */
const PAGES_OF_A_KIND_MAX = 40;
/** Addresses of one kind with a question that are asked: filters make endlessly many. */
const QUESTIONS_OF_A_KIND_MAX = 25;
const TRIES_MAX = 20;
const AT_ONCE = 6;

let site;
before(async () => { site = await serve(process.env.CLUSTERMAP); });
after(() => site.stop());

/** An address with its variable parts levelled, so that pages of one kind count together. */
function kind(url) {
  const path = url.pathname
    .replace(/\/clusters\/[0-9a-z]{10}/, "/clusters/ID")
    .replace(/\/level\/[A-Z]+[0-9]+/, "/level/MARKER")
    .replace(/\/organisations\/[0-9a-f-]{36}/, "/organisations/ID")
    .replace(/\/regions\/RU-[A-Z]+/, "/regions/CODE")
    .replace(/\/specialisations\/[a-z_]+/, "/specialisations/KEY");
  return `${path}?${[...new Set(url.searchParams.keys())].sort()}`;
}

function links(html, from) {
  const found = [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((match) => match[1]);
  const urls = found.map((link) => new URL(link.replaceAll("&amp;", "&"), from));
  return urls.filter((url) => url.origin === from.origin && !url.pathname.startsWith("/api/docs"));
}

/** Asks again where the server says that it is busy and when to come back, as a reader would. */
async function patiently(url) {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(url, { headers: { accept: "text/html" } });
    const later = Number(answer.headers.get("retry-after"));
    if (answer.status !== 503 || !later || tries >= TRIES_MAX) return answer;
    await answer.text();
    await new Promise((resolve) => setTimeout(resolve, later * 1000));
  }
}

class Crawl {
  #seen = new Set();
  #asked = new Map();
  #read = new Map();
  #waiting = [];
  broken = [];
  answered = 0;

  add(url, from) {
    url.hash = "";
    if (this.#seen.has(url.href)) return;
    const asked = this.#asked.get(kind(url)) ?? 0;
    if (url.search && asked >= QUESTIONS_OF_A_KIND_MAX) return;
    this.#asked.set(kind(url), asked + 1);
    this.#seen.add(url.href);
    this.#waiting.push([url, from]);
  }

  async run() {
    const work = async () => {
      for (let next; (next = this.#waiting.shift()); ) await this.#visit(...next);
    };
    while (this.#waiting.length > 0) {
      await Promise.all(Array.from({ length: AT_ONCE }, work));
    }
  }

  async #visit(url, from) {
    const answer = await patiently(url);
    const body = await answer.text();
    this.answered += 1;
    if (!answer.ok) this.broken.push(`${answer.status} ${url.href} (linked from ${from})`);
    const type = answer.headers.get("content-type") ?? "";
    const read = this.#read.get(kind(url)) ?? 0;
    if (!answer.ok || !type.startsWith("text/html") || read >= PAGES_OF_A_KIND_MAX) return;
    this.#read.set(kind(url), read + 1);
    for (const link of links(body, new URL(answer.url))) this.add(link, url.pathname + url.search);
  }
}

test("every link inside the site answers, in both languages", { timeout: 900_000 }, async (t) => {
  const crawl = new Crawl();
  for (const path of ["/", "/en"]) crawl.add(new URL(path, site.origin), "the start");
  await crawl.run();
  t.diagnostic(`${crawl.answered} addresses answered`);
  assert.deepEqual(crawl.broken, []);
  assert.ok(crawl.answered > 500, `only ${crawl.answered} addresses were found`);
});
