// Every kind of page the site has, by the address of an example in the demonstration.

const CLUSTER = "xg35emmn73";
const OTHER = "jswdhd3c34";

/** Names of screenshots and the addresses in Russian; English stands under `/en`. */
export async function pages({ origin, told }) {
  const organisation = await organisationOf(origin, CLUSTER);
  const extract = await extractOf(origin, CLUSTER);
  return {
    map: "/",
    "map-of-a-district": "/?district=PFO",
    "map-of-the-european-part": "/?view=european",
    register: "/clusters",
    "register-searched": "/clusters?q=мебельный&level=initial",
    "register-empty": "/clusters?q=ничегонет",
    profile: `/clusters/${CLUSTER}`,
    "profile-as-of": `/clusters/${CLUSTER}?as_of=2018-06-30`,
    level: `/clusters/${CLUSTER}/level`,
    marker: `/clusters/${CLUSTER}/level/M8`,
    write: `/clusters/${CLUSTER}/write`,
    report: `/clusters/${CLUSTER}/report?field=summary`,
    history: `/clusters/${CLUSTER}/history`,
    difference: `/clusters/${CLUSTER}/difference?from=2015-12-01`,
    compare: `/compare?ids=${CLUSTER},${OTHER}`,
    "compare-begun": `/compare?ids=${CLUSTER}`,
    offers: "/offers",
    links: "/links",
    "links-of-a-cluster": `/links?cluster=${CLUSTER}`,
    expected: "/expected",
    publications: "/publications",
    "publications-withdrawn": "/publications?status=withdrawn",
    statistics: "/statistics",
    "statistics-as-of": "/statistics?as_of=2015-12-01",
    regions: "/regions",
    region: "/regions/RU-TOM",
    specialisations: "/specialisations",
    specialisation: "/specialisations/ict",
    crossing: "/regions/RU-TOM/specialisations/ict",
    organisation: `/organisations/${organisation}`,
    methodology: "/methodology",
    about: "/about",
    "open-data": "/open-data",
    samples: "/samples",
    moderation: "/moderation",
    proposals: "/proposals",
    proposal: await proposalOf(origin),
    "letter-sent": `/clusters/${CLUSTER}/letter-sent`,
    join: `/clusters/${CLUSTER}/write?kind=join`,
    registration: "/register",
    "registration-sent": "/register/sent",
    "sign-in": "/sign-in",
    reset: "/sign-in/reset",
    "reset-sent": "/sign-in/reset/sent",
    "confirmation-by-link": told().match(/\/l\/[0-9a-f]{64}/)[0],
    verify: "/verify",
    extract: `/verify/${extract}`,
    "register-in-english": "/clusters?english=true",
    accessibility: "/accessibility",
    privacy: "/privacy",
    terms: "/terms",
  };
}

/** Pages that say why they can't be shown, with the status each has. */
export const problems = {
  "not-found": ["/clusters/0000000000", 404],
  "compare-empty": ["/compare", 422],
  "near-cluster": [`/clusters/${CLUSTER.replace(/.$/, "4")}`, 404],
  "near-region": ["/regions/томская", 404],
  malformed: ["/clusters?as_of=never", 422],
  "unknown-link": [`/l/${"0".repeat(64)}`, 410],
};

async function organisationOf(origin, cluster) {
  const profile = await (await fetch(`${origin}/clusters/${cluster}`)).text();
  return profile.match(/\/organisations\/([0-9a-f-]{36})/)[1];
}

/** The page of the first proposal that everybody may read. */
async function proposalOf(origin) {
  const all = await (await fetch(`${origin}/proposals`)).text();
  return all.match(/"(\/proposals\/[0-9a-f-]{36})"/)[1];
}

/** The version at which what is said of a field was stated. */
async function versionOf(origin, cluster, path) {
  const { claims } = await (await fetch(`${origin}/api/v1/clusters/${cluster}`)).json();
  return claims.find((claim) => claim.path === path).version;
}

/** The number of a cluster's extract. */
export async function extractOf(origin, cluster) {
  const { headers } = await fetch(`${origin}/clusters/${cluster}/extract.pdf`);
  return headers.get("content-disposition").match(/CR-[0-9a-f-]+/)[0];
}

/**
 * Pages for those who signed in, by the role that each is for; what looks the same in every role stands
 * with the first. A dispute is filed on the way, since nothing waits of those that were played.
 */
export async function signedIn(browser, origin, states) {
  const reader = (role) => new Reader(browser, origin, states[role]);
  const [cluster, party, region, officer, administrator] = [
    "cluster_representative",
    "organisation_representative",
    "region_representative",
    "officer",
    "administrator",
  ].map(reader);
  const ownOrganisation = await party.first("/work", /^\/work\/organisations\/[0-9a-f-]{36}$/);
  const own = await cluster.first("/work", /^\/work\/clusters\/\w{10}$/);
  const unsaid = await cluster.first(`${own}/confirmations`, /\/confirmations\/\d+$/);
  const member = await cluster.first(`${own}/lists/participants`, /\/lists\/participants\/\d+$/);
  const asked = await party.first("/work/confirmations", /\/work\/confirmations\/\w{10}$/);
  const contest = await party.first(asked, /\/disputes\/\w{10}\/new\?/);
  const denials = await party.allOf("/work/confirmations", /\/work\/confirmations\/\w{10}$/, /\/denials\/\d+$/);
  const [denial, denied] = [denials[0], denials.at(-1)];
  const question = await party.first(asked, /\/confirmations\/\w{10}\/question\?/);
  const given = await party.firstOf("/work/confirmations", /\/work\/confirmations\/\w{10}$/, /\/given\/\d+\/withdrawal$/);
  await sentFrom(browser, origin, states.organisation_representative, denied, { reason: "Не участвуем с мая" });
  const receipt = await contested(browser, origin, states.organisation_representative, contest);
  const report = await officer.first("/work/queue", /\/work\/queue\/reports\/[0-9a-f-]{36}$/);
  const dispute = await officer.first("/work/queue", /\/work\/disputes\/\w{10}\/\d+$/);
  const expected = await officer.firstOf("/work/expected", /\/work\/expected\/[0-9a-f-]{36}$/, /\/invitation$/);
  const acts = (act) => expected.replace(/invitation$/, act);
  const waiting = await officer.first("/work/queue", /\/work\/queue\/applications\/[0-9a-f-]{36}$/);
  const person = await administrator.first("/admin/accounts", /\/admin\/accounts\/[0-9a-f-]{36}$/);
  const application = await begun(browser, origin, states.cluster_representative);
  return {
    cluster_representative: {
      account: "/account",
      password: "/account/password",
      "second-factor": "/account/second-factor",
      sessions: "/account/sessions",
      notifications: "/account/notifications",
      tokens: "/account/tokens",
      "new-proposal": "/proposals/new",
      work: "/work",
      tasks: own,
      section: `${own}/sections/identity`,
      text: `${own}/fields/summary`,
      address: `${own}/fields/website`,
      choice: `${own}/fields/specialisation_key`,
      place: `${own}/fields/location`,
      number: `${own}/fields/employees_total`,
      list: `${own}/lists/participants`,
      "new-item": `${own}/lists/participants/new`,
      item: member,
      "end-of-an-item": `${member}/close`,
      "new-project": `${own}/lists/projects/new`,
      "import-of-projects": `${own}/lists/projects/import`,
      contacts: `${own}/lists/contacts`,
      "empty-list": `${own}/lists/success_stories`,
      "request-for-a-name": `${own}/requests/official_name`,
      "request-for-regions": `${own}/requests/regions`,
      import: `${own}/lists/participants/import`,
      evidence: `${own}/evidence`,
      preview: `${own}/preview`,
      renewal: `${own}/renewal`,
      "unconfirmed-members": `${own}/confirmations`,
      enquiries: `${own}/enquiries`,
      "ask-a-member": unsaid,
      applications: "/work/applications",
      application,
      "matter-of-an-application": `${application}/form/summary`,
      "regions-of-an-application": `${application}/form/regions`,
      "status-of-an-application": `${application}/form/official_statuses`,
      "participants-of-an-application": `${application}/form/participants`,
      queue: "/work/queue",
      confirmations: "/work/confirmations",
    },
    organisation_representative: {
      account: "/account",
      work: "/work",
      queue: "/work/queue",
      confirmations: "/work/confirmations",
      "confirmations-of-a-cluster": asked,
      denial,
      "withdrawal-of-a-denial": `${denied}/withdrawal`,
      question,
      "given-confirmation": given,
      applying: "/work/applications",
      contest,
      receipt,
      organisation: ownOrganisation,
      "organisation-details": `${ownOrganisation}/details`,
      "organisation-size": `${ownOrganisation}/size`,
      "organisation-branches": `${ownOrganisation}/branches`,
    },
    region_representative: {
      account: "/account",
      work: "/work",
      queue: "/work/queue",
      confirmations: "/work/confirmations",
      expected: "/work/expected",
      "new-expected": "/work/expected/new",
      completeness: "/work/completeness",
      region: await region.first("/work", /^\/work\/regions\/[A-Z-]+$/),
    },
    officer: {
      account: "/account",
      work: "/work",
      queue: "/work/queue",
      application: waiting,
      dispute,
      "report-of-a-mistake": report,
      representatives: "/work/representatives",
      "mail-domains": `/work/organisations/${await organisationOf(origin, CLUSTER)}/mailbox-domains`,
      confirmations: "/work/confirmations",
      "confirmations-of-a-cluster": await officer.first("/work/confirmations", /\/work\/confirmations\/\w{10}$/),
      completeness: "/work/completeness",
      standing: `${own}/standing`,
      tasks: own,
      expected: "/work/expected",
      "new-cluster": "/work/clusters/new",
      "new-expected": "/work/expected/new",
      "expected-cluster": expected.replace(/\/invitation$/, ""),
      invitation: expected,
      "expected-application": acts("application"),
      "expected-registration": acts("registration"),
      "expected-removal": acts("removal"),
      "record-of-an-organisation": `/work/organisations/${await organisationOf(origin, CLUSTER)}/record`,
      "regions-with-centres": "/work/regions",
      "centres-of-a-region": "/work/regions/RU-TOM/ckr",
      "new-publication": "/work/publications/new",
      publication: await officer.first("/publications", /\/work\/publications\/\d+$/),
      estimate: "/work/estimate",
      masks: `/work/clusters/${CLUSTER}/masks?path=summary&version=${await versionOf(origin, CLUSTER, "summary")}`,
      "answer-to-a-proposal": await officer.firstOf("/proposals", /\/proposals\/[0-9a-f-]{36}$/, /\/answer$/),
      "publication-of-a-proposal": await officer.firstOf("/proposals", /\/proposals\/[0-9a-f-]{36}$/, /\/publication$/),
    },
    auditor: {
      account: "/account",
      work: "/work",
      desk: "/desk",
      journal: "/desk/journal",
      "time-line": `/desk/clusters/${CLUSTER}`,
      acts: person.replace("/admin/", "/desk/"),
      sample: "/desk/samples/gates_by_one_organisation",
      "sample-of-applications": "/desk/samples/applications_overdue",
      "sample-of-mailboxes": "/desk/samples/shared_mail_domain",
      "sample-of-documents": "/desk/samples/evidence_unopened",
      "sealed-application": waiting.replace("/work/queue/", "/desk/sealed/"),
      "sealed-dispute": dispute.replace("/work/", "/desk/sealed/"),
      "sealed-report": report.replace("/work/queue/", "/desk/sealed/"),
      security: "/desk/security",
      expected: "/work/expected",
      "expected-cluster": expected.replace(/\/invitation$/, ""),
      completeness: "/work/completeness",
      region: "/work/regions/RU-TOM",
      accounts: "/admin/accounts",
      person,
      editions: "/admin/editions",
      proposals: "/proposals",
    },
    administrator: {
      account: "/account",
      work: "/work",
      accounts: "/admin/accounts",
      editions: "/admin/editions",
      person,
      work: "/work",
    },
  };
}

/** Somebody who looks for links on their pages. */
class Reader {
  constructor(browser, origin, storageState) {
    Object.assign(this, { browser, origin, storageState });
  }

  /** The first link of a page whose address is like this. */
  async first(path, pattern) {
    const [found] = (await this.#links(path)).filter((link) => pattern.test(link));
    if (!found) throw new Error(`${path} has no link like ${pattern}`);
    return found;
  }

  /** The first link like the second on the pages that a page leads to by links like the first. */
  async firstOf(path, pages, pattern) {
    for (const page of (await this.#links(path)).filter((link) => pages.test(link))) {
      const found = (await this.#links(page)).find((link) => pattern.test(link));
      if (found) return found;
    }
    throw new Error(`no page of ${path} has a link like ${pattern}`);
  }

  /** Every link like the second on the pages that a page leads to by links like the first. */
  async allOf(path, pages, pattern) {
    const found = [];
    for (const page of (await this.#links(path)).filter((link) => pages.test(link))) {
      found.push(...(await this.#links(page)).filter((link) => pattern.test(link)));
    }
    if (found.length < 2) throw new Error(`pages of ${path} have too few links like ${pattern}`);
    return found;
  }

  async #links(path) {
    const context = await this.browser.newContext({ storageState: this.storageState, javaScriptEnabled: false });
    const html = await (await context.request.get(this.origin + path)).text();
    await context.close();
    const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    return [...main.matchAll(/href="([^"#]+)/g)].map((match) => match[1].replaceAll("&amp;", "&"));
  }
}

/** The address of the application that somebody begins. */
async function begun(browser, origin, storageState) {
  return sentFrom(browser, origin, storageState, "/work/applications", { right_to_speak: "Устав, п. 3" });
}

/** The address of the receipt for a dispute that somebody files. */
async function contested(browser, origin, storageState, path) {
  return sentFrom(browser, origin, storageState, path, { grounds: "По уставу иначе" });
}

/** Where a form leads that is filled in and sent. */
async function sentFrom(browser, origin, storageState, path, fields) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(origin + path);
  for (const [name, value] of Object.entries(fields)) await page.fill(`main [name=${name}]`, value);
  await page.click("main form:has([name=request]) button[type=submit]");
  const error = page.locator(".error-summary");
  if (await error.count()) throw new Error(`${path}: ${await error.innerText()}`);
  const { pathname } = new URL(page.url());
  await context.close();
  return pathname;
}
