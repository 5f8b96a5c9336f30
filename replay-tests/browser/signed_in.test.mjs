// Every kind of page that somebody who signed in has, in the role that it is for: accessible, silent,
// within its width.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, open, shot } from "./browser.mjs";
import { excess, violations } from "./checks.mjs";
import { serve } from "./demonstration.mjs";
import { MAILBOXES, signIn } from "./people.mjs";
import { signedIn } from "./pages.mjs";

const WIDTHS = { desktop: 1440, phone: 390, narrow: 320 };
const LANGUAGES = { ru: "", en: "/en" };
/** The device at which axe looks in a language: it takes the longest, and twice is enough. */
const LOOKED_INTO = { ru: "desktop", en: "phone" };
const HEIGHT = 1000;

let site, browser, pages;
const states = {};
before(async () => {
  [site, browser] = await Promise.all([serve(process.env.CLUSTERMAP), launch()]);
  for (const role of Object.keys(MAILBOXES)) states[role] = await signIn(browser, site, role);
  pages = await signedIn(browser, site.origin, states);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const role of Object.keys(MAILBOXES)) {
  for (const [language, prefix] of Object.entries(LANGUAGES)) {
    test(`pages of ${role}, ${language}: axe finds nothing, nothing is too wide`, async (t) => {
      const given = { reducedMotion: "reduce", storageState: states[role] };
      const { page, complaints, close } = await open(browser, site.origin, given);
      for (const [name, path] of Object.entries(pages[role])) {
        await t.test(name, async () => {
          complaints.length = 0;
          await page.setViewportSize({ width: WIDTHS.desktop, height: HEIGHT });
          const answer = await page.goto(site.origin + prefix + path);
          assert.equal(answer.status(), 200, path);
          assert.equal(new URL(page.url()).pathname, (prefix + path).split("?")[0], "it leads nowhere else");
          assert.deepEqual(await tabsElsewhere(page, prefix), [], "a tab leads out of the language");
          for (const [device, width] of Object.entries(WIDTHS)) {
            await page.setViewportSize({ width, height: HEIGHT });
            await shot(page, `${role}-${name}-${language}-${device}`);
            if (LOOKED_INTO[language] === device) assert.deepEqual(await violations(page), []);
            assert.ok(await excess(page) <= 0, `${path} reaches ${await excess(page)} px beyond ${width}`);
          }
          assert.deepEqual(complaints, []);
        });
      }
      await close();
    });
  }
}

/** Tabs of a page that lead to another language. */
async function tabsElsewhere(page, prefix) {
  const tabs = await page.locator("main nav a").evaluateAll((all) => all.map((a) => a.pathname));
  return tabs.filter((path) => (prefix === "") === /^\/en(\/|$)/.test(path));
}
