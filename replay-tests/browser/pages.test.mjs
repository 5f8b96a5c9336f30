// Every kind of page: accessible, silent, within its width, asking nobody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, open, shot } from "./browser.mjs";
import { excess, violations } from "./checks.mjs";
import { serve } from "./demonstration.mjs";
import { pages, problems } from "./pages.mjs";

const WIDTHS = { desktop: 1440, phone: 390 };
const NARROW = 320;
/** Compressed, with map and typeface. */
const FIRST_PAGE_BYTES_MAX = 120_000;
/** What the setting for weak sight keeps in its cookie; none for how pages look otherwise. */
const LOOKS = { plain: null, "weak-sight": "150.white-on-black.wide" };
const LANGUAGES = { ru: "", en: "/en" };

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(process.env.CLUSTERMAP), launch()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function session(look, width) {
  const opened = await open(browser, site.origin, { width, reducedMotion: "reduce" });
  if (LOOKS[look]) {
    const cookie = { name: "appearance", value: LOOKS[look], url: site.origin };
    await opened.page.context().addCookies([cookie]);
  }
  return opened;
}

/** An address in a language; the English map has no slash at its end. */
const addressIn = (language, path) => (LANGUAGES[language] + path).replace(/^\/en\/(?=$|\?)/, "/en");

for (const look of Object.keys(LOOKS)) {
  for (const language of Object.keys(LANGUAGES)) {
    for (const [device, width] of Object.entries(WIDTHS)) {
      test(`pages, ${look}, ${language}, ${device}: axe finds nothing and the console is silent`, async (t) => {
        const { page, complaints, close } = await session(look, width);
        for (const [name, path] of Object.entries(await pages(site))) {
          await t.test(name, async () => {
            complaints.length = 0;
            const answer = await page.goto(site.origin + addressIn(language, path));
            assert.equal(answer.status(), 200, path);
            await shot(page, `${name}-${look}-${language}-${device}`);
            assert.deepEqual(await violations(page), []);
            assert.ok(await excess(page) <= 0, `${path} reaches ${await excess(page)} px beyond ${width}`);
            assert.deepEqual(complaints, []);
          });
        }
        await close();
      });
    }
  }
}

for (const look of Object.keys(LOOKS)) {
  test(`pages, ${look}: nothing scrolls sideways at ${NARROW} px`, async (t) => {
    const { page, close } = await session(look, NARROW);
    for (const [name, path] of Object.entries(await pages(site))) {
      await t.test(name, async () => {
        await page.goto(site.origin + path);
        assert.ok(await excess(page) <= 0, `${path} reaches ${await excess(page)} px beyond ${NARROW}`);
      });
    }
    await close();
  });
}

for (const language of Object.keys(LANGUAGES)) {
  test(`on a phone the first chart begins within a screen and a half, ${language}`, async () => {
    const height = 844;
    const { page, close } = await open(browser, site.origin, { width: WIDTHS.phone, height });
    await page.goto(site.origin + addressIn(language, "/statistics"));
    const first = await page.locator(".bars").first().boundingBox();
    assert.ok(first.y < 1.5 * height, `it begins at ${first.y} px`);
    await page.locator(".contents summary").click();
    assert.ok(await page.locator(".contents a").first().isVisible(), "the contents unfold");
    await page.setViewportSize({ width: WIDTHS.desktop, height });
    await page.reload();
    assert.ok(await page.locator(".contents a").first().isVisible(), "elsewhere they lie open");
    await close();
  });
}

test("pages that can't be shown say why and are accessible", async (t) => {
  const { page, close } = await session("plain", WIDTHS.desktop);
  for (const [name, [path, status]] of Object.entries(problems)) {
    await t.test(name, async () => {
      const answer = await page.goto(site.origin + path);
      assert.equal(answer.status(), status);
      assert.deepEqual(await violations(page), []);
    });
  }
  await close();
});

test(`the first page weighs at most ${FIRST_PAGE_BYTES_MAX} bytes on its way and doesn't shift`, async () => {
  const { page, close } = await open(browser, site.origin);
  const sent = [];
  page.on("requestfinished", (request) => sent.push(request.sizes()));
  await page.addInitScript(() => {
    globalThis.shifts = 0;
    new PerformanceObserver((list) => {
      for (const shift of list.getEntries()) globalThis.shifts += shift.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(site.origin, { waitUntil: "networkidle" });
  const sizes = await Promise.all(sent);
  const bytes = sizes.reduce((sum, one) => sum + one.responseBodySize, 0);
  assert.ok(sizes.length >= 5, "page, style, script and fonts are counted");
  assert.ok(bytes <= FIRST_PAGE_BYTES_MAX, `${bytes} bytes`);
  assert.ok(await page.evaluate(() => globalThis.shifts) < 0.01, "nothing moves while it loads");
  await close();
});
