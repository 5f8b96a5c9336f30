// Whole journeys, each with scripts and without.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, open } from "./browser.mjs";
import { serve } from "./demonstration.mjs";

let site, browser;
before(async () => {
  [site, browser] = await Promise.all([serve(process.env.CLUSTERMAP), launch()]);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** The words of the first element, with plain spaces and without soft hyphens. */
const text = async (page, selector) =>
  (await page.locator(selector).first().innerText()).replaceAll("\u00ad", "").replaceAll(/[\u00a0\u202f]/g, " ");

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with scripts" : "without scripts";
  const journey = (name, walk) =>
    test(`${name} (${how})`, { timeout: 120_000 }, async () => {
      const { page, complaints, close } = await open(browser, site.origin, { javaScriptEnabled });
      await walk(page);
      assert.deepEqual(complaints, []);
      await close();
    });

  journey("an investor finds clusters by what they make and compares them", async (page) => {
    await page.goto(site.origin);
    await page.getByRole("searchbox").first().fill("мебельное");
    await page.getByRole("searchbox").first().press("Enter");
    await page.waitForURL(/q=/);
    const picks = page.getByRole("checkbox", { name: /сравнить/i });
    assert.ok(await picks.count() >= 2, "two clusters at least are found");
    await picks.nth(0).check();
    await picks.nth(1).check();
    await page.getByRole("button", { name: /сравнить/i }).first().click();
    await page.waitForURL(/\/compare\?ids=/);
    assert.equal(await page.locator("table").first().locator("thead th[scope=col] a").count(), 2);
    assert.match(await text(page, "main"), /Участники/);
  });

  journey("an auditor asks how a profile stood on a date, and who confirmed what", async (page) => {
    await page.goto(`${site.origin}/clusters/xg35emmn73`);
    await page.locator("details:has(input[name=as_of]) summary").click();
    await page.locator("input[name=as_of]").first().fill("2018-06-30");
    await page.locator("form:has(input[name=as_of]) button[type=submit]").first().click();
    await page.waitForURL(/as_of=2018-06-30/);
    assert.match(await text(page, "body"), /по состоянию на/i);
    await page.getByRole("link", { name: /уровень/i }).first().click();
    await page.waitForURL(/\/level\?.*as_of=2018-06-30/);
    assert.match(await text(page, "main"), /подтвердили/i);
    await page.getByRole("link", { name: /история/i }).first().click();
    await page.waitForURL(/\/history\?.*as_of=2018-06-30/);
    assert.ok(await page.locator("main li, main tr").count() > 3);
  });

  journey("a partner from abroad reads a profile and the offers in English", async (page) => {
    await page.goto(site.origin);
    await page.getByRole("link", { name: "English" }).click();
    await page.waitForURL(/\/en/);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    await page.goto(`${site.origin}/en/clusters/r96jfytc16`);
    assert.equal(await page.locator("h1 [lang=ru]").count(), 0, "its name stands in English");
    await page.getByRole("link", { name: /offers and requests/i }).first().click();
    await page.waitForURL(/\/en\/offers/);
    assert.ok(await page.locator("a[href^=mailto]").count() > 0);
  });
}

test("a month that the slider or the play led to is a step that Back undoes", { timeout: 120_000 }, async () => {
  const { page, complaints, close } = await open(browser, site.origin);
  await page.goto(`${site.origin}/statistics?as_of=2016-03-31`);
  const slider = page.locator("#month");
  const shows = async (month, day) => {
    await page.waitForURL(new RegExp(`as_of=${month}`));
    await page.waitForFunction((value) => document.querySelector("#month").value === value, String(day));
    assert.match(await text(page, ".band.past"), new RegExp(`${month.slice(5)}\\.2016`));
  };
  const drag = (values) =>
    slider.evaluate(async (one, all) => {
      for (const value of all) {
        one.value = value;
        one.dispatchEvent(new Event("input"));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      one.dispatchEvent(new Event("change"));
    }, values);
  await drag([7, 8, 9]);
  await shows("2016-06", 9);
  await drag([8]);
  await shows("2016-05", 8);
  await page.goBack();
  await shows("2016-06", 9);
  await page.goBack();
  await shows("2016-03", 6);
  await page.goForward();
  await shows("2016-06", 9);

  await page.locator(".play").click();
  await shows("2016-08", 11);
  await page.locator(".play").click();
  await page.goBack();
  await shows("2016-06", 9);
  assert.deepEqual(complaints, []);
  await close();
});

test("the bar of what is picked covers no card that is looked at", { timeout: 120_000 }, async () => {
  for (const [width, height] of [[1440, 900], [1000, 800], [390, 844]]) {
    const { page, close } = await open(browser, site.origin, { width, height });
    await page.goto(site.origin);
    for (const card of ["first-child", "last-child"]) {
      const [end, bar] = await page.evaluate((selector) => {
        const shown = document.querySelector(`.list .rows > li:${selector}`);
        shown.scrollIntoView({ block: "end", behavior: "instant" });
        const top = document.querySelector(".compare-bar").getBoundingClientRect().top;
        return [shown.getBoundingClientRect().bottom, top];
      }, card);
      assert.ok(end <= bar + 1, `${card} at ${width}: ${end} is under the bar at ${bar}`);
    }
    await close();
  }
});

test("no column of the register is out of sight", { timeout: 120_000 }, async () => {
  for (const width of [1440, 1340, 1000, 390]) {
    const { page, close } = await open(browser, site.origin, { width });
    await page.goto(`${site.origin}/clusters`);
    const [wide, room] = await page.evaluate(() => {
      const table = document.querySelector("table.register");
      return [table.scrollWidth, table.parentElement.clientWidth];
    });
    assert.ok(wide <= room, `at ${width} the table takes ${wide} of ${room}`);
    await close();
  }
});

test("what is typed is shown at once, a bubble tells its cluster, and picks stay", { timeout: 120_000 }, async () => {
  const { page, complaints, close } = await open(browser, site.origin);
  await page.goto(site.origin);
  const before = await text(page, "#found");
  await page.getByRole("searchbox").pressSequentially("фармацевтика", { delay: 20 });
  await page.waitForURL(/q=/);
  const found = await text(page, "#found");
  assert.notEqual(found, before);
  assert.equal(await page.getByRole("searchbox").inputValue(), "фармацевтика");
  assert.equal(await page.locator("#live-status").innerText(), await page.locator("#found").innerText());
  const row = page.locator(".list .rows li").first();
  const name = (await row.locator("h3").innerText()).replaceAll("\u00ad", "").split("«")[1].split("»")[0];
  const href = await row.locator("h3 a").getAttribute("href");
  await page.locator(`.bubbles a[href="${href}"]`).dispatchEvent("pointerover");
  assert.match(await text(page, ".hover-card"), new RegExp(name));
  assert.match(await row.getAttribute("class") ?? "", /lit/);
  await row.getByRole("checkbox").check();
  await page.getByRole("searchbox").fill("мебель");
  await page.waitForURL(/q=%D0%BC/);
  await page.locator(".list .rows").getByRole("checkbox").first().check();
  await page.getByRole("button", { name: /сравнить/i }).click();
  await page.waitForURL(/\/compare\?ids=/);
  assert.equal(await page.locator("table").first().locator("thead th[scope=col] a").count(), 2, "both picks, from two searches");
  assert.deepEqual(complaints, []);
  await close();
});
