// On paper: the passport of a region's cluster policy fits two sheets, and nothing that leads about
// the site is printed.
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { after, before, test } from "node:test";

import { launch, open } from "./browser.mjs";
import { serve } from "./demonstration.mjs";

const SHEETS_MAX = 2;
const SHOTS = process.env.SCREENSHOTS;
const LANGUAGES = { ru: "", en: "/en" };
/** What only leads about the site, or asks for something. */
const LEADS = [".site-header", ".skip", "nav", "form", ".tools", ".pages"];

let site, browser, regions;
before(async () => {
  if (SHOTS) await mkdir(SHOTS, { recursive: true });
  [site, browser] = await Promise.all([serve(process.env.CLUSTERMAP), launch()]);
  regions = await examples();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** The region with the most clusters, one with a single cluster, and one without. */
async function examples() {
  const answer = await (await fetch(`${site.origin}/api/v1/clusters?limit=1`)).json();
  const counted = answer.facets.region.toSorted((one, other) => other.count - one.count);
  const codes = await codesOfAll();
  const without = codes.find((code) => !counted.some(({ key, count }) => key === code && count > 0));
  const few = counted.findLast(({ count }) => count > 0);
  return { rich: counted[0].key, few: few.key, without };
}

async function codesOfAll() {
  const page = await (await fetch(`${site.origin}/regions`)).text();
  return [...new Set([...page.matchAll(/\/regions\/(RU-[A-Z]+)/g)].map((match) => match[1]))];
}

/** How many sheets a document has: each is an object of its own, and no tree of them. */
const sheets = (pdf) => pdf.toString("latin1").match(/\/Type\s*\/Page(?![a-zA-Z])/g).length;

for (const [language, prefix] of Object.entries(LANGUAGES)) {
  test(`a region's passport is at most ${SHEETS_MAX} sheets, ${language}`, async (t) => {
    const { page, close } = await open(browser, site.origin);
    for (const [name, code] of Object.entries(regions)) {
      await t.test(`${name}: ${code}`, async () => {
        await page.goto(`${site.origin}${prefix}/regions/${code}`);
        const path = SHOTS && `${SHOTS}/passport-${name}-${language}.pdf`;
        const pdf = await page.pdf({ path, preferCSSPageSize: true });
        const count = sheets(pdf);
        assert.ok(count >= 1 && count <= SHEETS_MAX, `${code} takes ${count} sheets`);
      });
    }
    await close();
  });
}

test("on paper a region's page has its passport's name and leads nowhere", async () => {
  const { page, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/regions/${regions.rich}`);
  const seen = async (selector) => {
    const all = await page.locator(selector).all();
    return (await Promise.all(all.map((one) => one.isVisible()))).filter(Boolean).length;
  };
  const leads = async () => Promise.all(LEADS.map(seen));
  assert.ok((await leads()).some((count) => count > 0), "on a screen they are seen");
  assert.equal(await seen(".on-paper"), 0);
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await leads(), LEADS.map(() => 0));
  assert.equal(await seen(".on-paper"), 1);
  await close();
});
