// Whole journeys of those who keep the register alive, through pages and letters alone: each with
// scripts and without.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { launch, open, shot } from "./browser.mjs";
import { serve } from "./demonstration.mjs";
import { Mail } from "./mail.mjs";
import { signIn } from "./people.mjs";

const PASSWORD = "sosna-i-granit-2026";
const PARTICIPANTS = 10;
const WAYS = [[true, "with scripts"], [false, "without scripts"]];

let site, browser, mail;
const states = {};
before(async () => {
  [site, browser] = await Promise.all([serve(process.env.CLUSTERMAP), launch()]);
  mail = new Mail(site.data);
  for (const role of ["officer", "cluster_representative"]) states[role] = await signIn(browser, site, role);
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** The words of the first element, with plain spaces and without soft hyphens. */
const text = async (page, selector) =>
  (await page.locator(selector).first().innerText()).replaceAll("\u00ad", "").replaceAll(/[\u00a0\u202f]/g, " ");
const pathOf = (page) => new URL(page.url()).pathname;
const api = async (path) => (await fetch(`${site.origin}/api/v1${path}`)).json();
const send = (page, act) => page.locator(act ? `main button[name=act][value=${act}]` : "main form:has([name=request]) button[type=submit]").first().click();
const goto = async (page, path, status = 200) =>
  assert.equal((await page.goto(site.origin + path)).status(), status, path);

/** What browsers say of a form that is half typed and so answered with what is wrong, as it should be. */
const REFUSED = /status of 422/;

/** Somebody's browser; `finish` holds it to what every page is held to. */
async function somebody(javaScriptEnabled, role) {
  const { page, complaints, close } = await open(browser, site.origin, { javaScriptEnabled, storageState: states[role] });
  const finish = async () => {
    assert.deepEqual(complaints.filter((said) => !REFUSED.test(said)), []);
    await close();
  };
  return { page, finish };
}

/** Fills in fields by their names, whatever kind each is. */
async function fill(page, fields) {
  for (const [name, value] of Object.entries(fields)) {
    const field = page.locator(`main [name="${name}"]`);
    const kind = await field.first().evaluate((one) => one.type);
    if (kind === "select-one") await field.selectOption(value);
    else if (["radio", "checkbox"].includes(kind)) await page.locator(`main [name="${name}"][value="${value}"]`).check();
    else await field.fill(value);
  }
}

/** Waits until the views tell of something that was recorded. */
async function until(look) {
  for (let times = 0; times < 100; times += 1) {
    const found = await look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`never: ${look}`);
}

/** The OGRN of an invented organisation (its last digit is the rest by 11, then by 10). */
function ogrn(number) {
  const body = 102_779_900_000 + number;
  return `${body}${(body % 11) % 10}`;
}

function members(first, length = PARTICIPANTS) {
  const line = (_, at) =>
    `ООО «Сосновая мастерская ${first + at}» (демо); ${ogrn(first + at)}; ${at === 0 ? "образовательные" : "малые предприятия"}`;
  return Array.from({ length }, line).join("\n");
}

/** The matter of an application that a field stands in. */
const matterOf = (name) => (["role.ru", "email.value"].includes(name) ? "contacts" : name.split(".")[0]);

/** Fills in the matters of an application, each on its page. */
async function fillIn(page, application, fields) {
  for (const matter of new Set(Object.keys(fields).map(matterOf))) {
    const own = Object.entries(fields).filter(([name]) => matterOf(name) === matter);
    await goto(page, `${application}/form/${matter}`);
    await fill(page, Object.fromEntries(own));
    await send(page, "save");
  }
}

/** Everything that an application needs. */
const whole = (name, first) => ({
  "official_name.ru": name,
  "regions.value": "RU-TOM",
  "specialisation_key.value": "ict",
  "year_created.value": "2012",
  "summary.ru": "Кластер объединяет предприятия, вузы и научные организации области, которые вместе делают программы. ".repeat(3),
  "location.lat": "56,4977",
  "location.lng": "84,9744",
  "location.precision": "locality",
  "employees_total.value": "1 200",
  "employees_total.on": "2026-06-30",
  "role.ru": "Дирекция кластера",
  "email.value": "office@sosna.example",
  participants: members(first),
});

/** A proof that a page offers is taken down and holds, for the program and for the page that checks. */
async function holds(path) {
  const proof = await until(async () => {
    const answer = await fetch(site.origin + path);
    return answer.ok && answer.text();
  });
  const folder = await mkdtemp(join(tmpdir(), "proof-"));
  const file = join(folder, "receipt.tlog-proof");
  await writeFile(file, proof);
  const { page, finish } = await somebody(true);
  await goto(page, "/verify");
  await page.locator("#check").waitFor();
  const key = await page.inputValue("#check-key");
  await promisify(execFile)(process.env.CLUSTERMAP, ["verify", file, "--key", key]);
  const spoiled = proof.replace(/index (\d+)/, (_, index) => `index ${Number(index) - 1}`);
  await writeFile(file, spoiled);
  await assert.rejects(promisify(execFile)(process.env.CLUSTERMAP, ["verify", file, "--key", key]), { code: 1 });
  await page.setInputFiles("#check-files", { name: "receipt.tlog-proof", mimeType: "text/plain", buffer: Buffer.from(proof) });
  await page.locator("#result[data-outcome=holds]").waitFor();
  await finish();
  await rm(folder, { recursive: true });
}

for (const [scripts, how] of WAYS) {
  const name = `Томский кластер «Сосновые программы ${scripts ? "и сети" : "и устройства"}» (демо)`;
  const mailbox = `olga-${scripts}@sosna.example`;
  const first = scripts ? 100 : 200;

  test(`from registering to a participant's word and its verified receipt (${how})`, { timeout: 180_000 }, async (t) => {
    const applicant = await somebody(scripts);
    const officer = await somebody(scripts, "officer");
    const olga = applicant.page;
    let application, cluster;

    await t.test("somebody registers by the link of a letter", async () => {
      await goto(olga, "/register");
      await fill(olga, { email: mailbox });
      await send(olga);
      assert.equal(pathOf(olga), "/register/sent");
      await goto(olga, (await mail.to(mailbox)).link);
      await fill(olga, { name: "Ольга Соснина (демо)", password: PASSWORD });
      await send(olga);
      assert.equal(pathOf(olga), "/work/applications");
    });

    await t.test("begins an application and sees what it lacks", async () => {
      await fill(olga, { right_to_speak: "Управляющая компания, доверенность № 12" });
      await send(olga);
      application = pathOf(olga);
      const { participants, ...fields } = whole(name, first);
      await shot(olga, `journey-matters-${scripts}`);
      await fillIn(olga, application, fields);
      assert.equal(pathOf(olga), `${application}/form/official_statuses`, "one matter leads to the next");
      await send(olga, "save");
      assert.equal(pathOf(olga), `${application}/form/participants`);
      assert.match(await text(olga, "#requirements .met"), /8 из 10/);
      assert.match(await text(olga, "#requirements li.is-open"), /Назовите участников/);
      await fill(olga, { participants });
      if (scripts) {
        await olga.locator("[name=participants]").blur();
        await olga.locator("#requirements .met", { hasText: "10 из 10" }).waitFor();
      }
      await send(olga, "check");
      assert.match(await text(olga, ".import-report tbody"), /Сосновая мастерская.*Добавится/s);
      assert.equal(await olga.inputValue("[name=participants]"), participants, "what was typed stays");
      await shot(olga, `journey-missing-${scripts}`);
      await send(olga, "save");
      assert.equal(pathOf(olga), application);
      assert.match(await text(olga, "#requirements .met"), /10 из 10/);
      await send(olga, "submit");
      assert.match(await text(olga, "h1"), /Заявка отправлена/);
    });

    await t.test("an officer returns it with the reason at its field", async () => {
      await goto(officer.page, "/work/queue");
      await officer.page.getByRole("link", { name }).click();
      const reason = officer.page.locator("[name='reason.year_created']");
      await officer.page.locator("details", { has: reason }).locator("summary").click();
      await reason.fill("По уставу кластер создан позже");
      await shot(officer.page, `journey-review-${scripts}`);
      await send(officer.page, "return");
      assert.match(await text(officer.page, "h1"), /возвращена/);
    });

    await t.test("it is corrected, handed in again and listed", async () => {
      await goto(olga, application);
      assert.match(await text(olga, ".returned li"), /Год создания.*По уставу кластер создан позже/);
      await shot(olga, `journey-returned-${scripts}`);
      await olga.locator(".returned li a").click();
      await fill(olga, { "year_created.value": "2013" });
      await send(olga, "save");
      await send(olga, "submit");
      await goto(officer.page, `/work/queue${application.replace("/work", "")}`);
      await send(officer.page, "list");
      assert.match(await text(officer.page, "h1"), /внесён в реестр/);
      await until(async () => {
        await goto(olga, application);
        return olga.locator(".done-panel a").count();
      });
      await olga.getByRole("link", { name: "Как видят все" }).click();
      cluster = pathOf(olga).split("/").at(-1);
      assert.match(await text(olga, "h1"), /Сосновые программы/);
      assert.match(await text(olga, "main"), /2013/);
    });

    const marker = async (page) => {
      await goto(page, `/clusters/${cluster}/level/M8`);
      return text(page, "main");
    };

    await t.test("a participant confirms by a link, without an account, and the page of the level says so", async () => {
      const card = await until(async () => (await api(`/clusters/${cluster}`)).items);
      const organisation = card.participants[0].claims.find(({ path }) => path.endsWith("/organisation")).value.id;
      const domain = `masterskaya-${first}.example`;
      await goto(officer.page, `/organisations/${organisation}`);
      await officer.page.locator("main a[href$='/mailbox-domains']").click();
      await fill(officer.page, { domain, source: "register", evidence: "https://egrul.example/1" });
      await send(officer.page, "tie");
      assert.match(await text(officer.page, "h1"), /домен привязан/);
      await shot(officer.page, `journey-domain-${scripts}`);
      const before = await marker(olga);
      await goto(olga, `/work/clusters/${cluster}/confirmations`);
      await olga.getByRole("link", { name: new RegExp(`Сосновая мастерская ${first}`) }).click();
      await fill(olga, { email: `office@${domain}` });
      await send(olga);
      assert.match(await text(olga, ".done-panel"), /Письмо отправлено.*Сосновая мастерская/);

      const party = await somebody(scripts);
      await goto(party.page, (await mail.to(`office@${domain}`)).link);
      assert.match(await text(party.page, ".exact"), /Сосновая мастерская.*участник кластера.*Сосновые программы/);
      await shot(party.page, `journey-confirmation-${scripts}`);
      await fill(party.page, { answer: "confirm" });
      await send(party.page);
      assert.match(await text(party.page, "h1"), /Участие подтверждено/);
      await shot(party.page, `journey-confirmed-${scripts}`);
      await until(async () => (await marker(olga)) !== before);
      assert.match(await marker(olga), /подтвер/);
      await goto(olga, `/work/clusters/${cluster}/confirmations`);
      assert.equal(await olga.locator(".work-tasks li").count(), PARTICIPANTS - 1);
      await goto(party.page, pathOf(party.page));
      await holds(await party.page.locator("a.proof").getAttribute("href"));
      await party.finish();
    });
    await applicant.finish();
    await officer.finish();
  });

  test(`the level rises by the word that one participant gives by a link (${how})`, { timeout: 180_000 }, async () => {
    const officer = await somebody(scripts, "officer");
    const cluster = (await api("/clusters?level=high")).items[scripts ? 0 : 1].id;
    const card = () => api(`/clusters/${cluster}`);
    const level = async () => (await card()).level.key;
    const isConfirmed = ({ claims }) => claims.some(({ path, confirmations }) => path.endsWith("/organisation") && confirmations.length > 0);

    // Of the high level half of the participants have to have confirmed: so many new ones are named that
    // one word is missing.
    const named = (await card()).items.participants.filter(({ open }) => open);
    const added = 2 * named.filter(isConfirmed).length + 1 - named.length;
    assert.ok(added > 0, `${named.length} participants`);
    const newcomer = first + 50;
    await goto(officer.page, `/work/clusters/${cluster}/lists/participants/import`);
    await fill(officer.page, { rows: members(newcomer, added) });
    await send(officer.page, "check");
    await send(officer.page, "record");
    await until(async () => (await level()) === "medium");
    await goto(officer.page, `/clusters/${cluster}/level`);
    assert.match(await text(officer.page, "main"), /Не менее половины участников подтвердили участие/);
    await shot(officer.page, `journey-level-before-${scripts}`);

    const { item, claims } = (await card()).items.participants.find((one) => one.open && !isConfirmed(one) && JSON.stringify(one).includes(`Сосновая мастерская ${newcomer}`));
    const organisation = claims.find(({ path }) => path.endsWith("/organisation")).value.id;
    const domain = `masterskaya-${newcomer}.example`;
    await goto(officer.page, `/work/organisations/${organisation}/mailbox-domains`);
    await fill(officer.page, { domain, source: "register", evidence: "https://egrul.example/1" });
    await send(officer.page, "tie");
    await goto(officer.page, `/work/clusters/${cluster}/confirmations/${item}`);
    await fill(officer.page, { email: `office@${domain}` });
    await send(officer.page);
    const party = await somebody(scripts);
    await goto(party.page, (await mail.to(`office@${domain}`)).link);
    await fill(party.page, { answer: "confirm" });
    await send(party.page);
    assert.match(await text(party.page, "h1"), /Участие подтверждено/);
    await until(async () => (await level()) === "high");
    await goto(party.page, `/clusters/${cluster}/level`);
    assert.match(await text(party.page, "main"), /Высокий/);
    await shot(party.page, `journey-level-after-${scripts}`);
    await party.finish();
    await officer.finish();
  });

  test(`a message reaches a cluster and its answer the writer, and no address is told (${how})`, { timeout: 120_000 }, async () => {
    const [writer, office] = [`anna-${scripts}@pine.example`, "office@cluster-000.example"];
    const cluster = own();
    const anna = await somebody(scripts);
    await goto(anna.page, `/clusters/${cluster}`);
    await anna.page.getByRole("link", { name: "Написать", exact: true }).first().click();
    const words = `Хотим испытать у вас новый сплав (${how})`;
    await fill(anna.page, { name: "Анна, завод «Сосна»", email: writer, text: words });
    await send(anna.page);
    assert.equal(pathOf(anna.page), `/clusters/${cluster}/letter-sent`);
    const asked = await mail.to(writer);
    assert.ok(!asked.text.includes(office));
    await goto(anna.page, asked.link);
    assert.ok((await text(anna.page, "main")).includes(words));
    await send(anna.page);
    assert.match(await text(anna.page, "h1"), /Сообщение отправлено/);

    const passed = await mail.to(office);
    assert.ok(passed.text.includes(words) && !passed.text.includes(writer));
    const receiver = await somebody(scripts);
    await goto(receiver.page, passed.link);
    assert.ok(!(await text(receiver.page, "main")).includes("@"));
    await fill(receiver.page, { answer: "Приезжайте в среду" });
    await shot(receiver.page, `journey-answer-${scripts}`);
    await send(receiver.page);
    assert.match(await text(receiver.page, "h1"), /Ответ отправлен/);
    const answer = await mail.to(writer);
    assert.ok(answer.text.includes("Приезжайте в среду") && !answer.text.includes(office));
    await anna.finish();
    await receiver.finish();
  });

  test(`a mistake is reported without an account, decided, and everybody reads why (${how})`, { timeout: 120_000 }, async () => {
    const finder = `finder-${scripts}@pine.example`;
    const cluster = own();
    const field = scripts ? "summary" : "regions";
    const { page, finish } = await somebody(scripts);
    await goto(page, `/clusters/${cluster}`);
    const way = await page.locator(`a[href="/clusters/${cluster}/report?field=${field}"]`).first().getAttribute("href");
    await goto(page, way);
    await fill(page, { mistake: "В уставе сказано иначе", email: finder });
    await send(page);
    await goto(page, (await mail.to(finder)).link);
    await send(page);
    assert.match(await text(page, "h1"), /Сообщение об ошибке отправлено/);
    await holds(await page.locator("a.proof").getAttribute("href"));

    const reason = `Сверено с уставом: сказано верно (${how})`;
    await until(async () => (await waiting(cluster, field)).length > 0);
    const officer = await somebody(scripts, "officer");
    await goto(officer.page, "/work/queue");
    const [{ report }] = await waiting(cluster, field);
    await officer.page.locator(`section[aria-labelledby=queue-reports] a[href$="${report}"]`).click();
    assert.equal(await text(officer.page, ".said"), "В уставе сказано иначе");
    await shot(officer.page, `journey-report-${scripts}`);
    await fill(officer.page, { outcome: "declined", reason });
    await send(officer.page);
    assert.match(await text(officer.page, "h1"), /Решение по сообщению об ошибке записано/);
    await officer.finish();
    assert.ok((await mail.to(finder)).text.includes(reason));
    await until(async () => {
      await goto(page, `/moderation?cluster=${cluster}`);
      return (await text(page, ".cases")).includes(reason);
    });
    await shot(page, `journey-moderation-${scripts}`);
    await finish();
  });
}

/** The first cluster that the demonstration's representative speaks for. */
function own() {
  return site.told().match(/representative of (\w{10})/)[1];
}

/** Reports of a field that wait for a decision. */
async function waiting(cluster, field) {
  const { items } = await api("/reports?outcome=waiting&limit=500");
  return items.filter((one) => one.path === field && one.cluster.id === cluster);
}

test("a year's renewal: what changed is unticked, and the rest is one commit", { timeout: 120_000 }, async () => {
  const cluster = own();
  const { page, finish } = await somebody(false, "cluster_representative");
  await goto(page, `/work/clusters/${cluster}/renewal`);
  const ticks = await page.locator("[name=keep]:checked").count();
  assert.ok(ticks > 10, `only ${ticks} statements are renewed`);
  await page.locator("[name=keep]:checked").first().uncheck();
  // A tick of an item stands for each of its statements that grow old.
  const said = (all) => all.flatMap((one) => one.value.split(" ")).length;
  const statements = await page.locator("[name=keep]:checked").evaluateAll(said);
  await shot(page, "journey-renewal");
  const head = (await api("/changes?limit=1")).position;
  await send(page);
  assert.equal(pathOf(page), `/work/clusters/${cluster}`);
  assert.match(await text(page, ".done-panel"), new RegExp(`Подтвержден.* ${statements} свед`));
  assert.equal(await page.locator(".done-panel li").count(), 1, "what is still to change");
  await shot(page, "journey-renewed");
  const entries = await until(async () => {
    const { items } = await api(`/changes?from=${head + 1}&limit=500`);
    return items.length > 0 && items;
  });
  const [{ position, version }] = entries;
  const row = (entry, at) => [`cluster/${cluster}`, position + at, version + at, "ClaimsStated"];
  const told = entries.map((entry) => [entry.stream, entry.position, entry.version, entry.type]);
  assert.deepEqual(told, entries.map(row), "one after another, and nothing of anybody else between");
  await finish();
});
