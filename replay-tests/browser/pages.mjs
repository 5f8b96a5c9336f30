// Every kind of page the site has, by the address of an example in the demonstration.

const CLUSTER = "xg35emmn73";
const OTHER = "jswdhd3c34";

/** Names of screenshots and the addresses in Russian; English stands under `/en`. */
export async function pages(origin) {
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
};

async function organisationOf(origin, cluster) {
  const profile = await (await fetch(`${origin}/clusters/${cluster}`)).text();
  return profile.match(/\/organisations\/([0-9a-f-]{36})/)[1];
}

/** The number of a cluster's extract. */
export async function extractOf(origin, cluster) {
  const { headers } = await fetch(`${origin}/clusters/${cluster}/extract.pdf`);
  return headers.get("content-disposition").match(/CR-[0-9a-f-]+/)[0];
}

/** Pages for those who signed in, by the role that each is for. */
export async function signedIn(browser, origin, states) {
  const cluster = await firstLink(browser, origin, states.cluster_representative, "/work", /\/work\/clusters\/(\w{10})$/);
  const account = await firstLink(browser, origin, states.administrator, "/admin/accounts", /\/admin\/accounts\/([0-9a-f-]{36})$/);
  const everybody = {
    account: "/account",
    password: "/account/password",
    "second-factor": "/account/second-factor",
    sessions: "/account/sessions",
    tokens: "/account/tokens",
  };
  return {
    cluster_representative: {
      ...everybody,
      work: "/work",
      tasks: `/work/clusters/${cluster}`,
      section: `/work/clusters/${cluster}/sections/about`,
      field: `/work/clusters/${cluster}/fields/website`,
      renewal: `/work/clusters/${cluster}/renewal`,
    },
    organisation_representative: { account: "/account" },
    region_representative: { account: "/account" },
    officer: { account: "/account" },
    auditor: {
      account: "/account",
      desk: "/desk",
      journal: "/desk/journal",
      "time-line": `/desk/clusters/${CLUSTER}`,
      acts: `/desk/accounts/${account}`,
      sample: "/desk/samples/gates_by_one_organisation",
      security: "/desk/security",
    },
    administrator: {
      account: "/account",
      accounts: "/admin/accounts",
      person: `/admin/accounts/${account}`,
    },
  };
}

/** What the first link of a page names. */
async function firstLink(browser, origin, storageState, path, pattern) {
  const context = await browser.newContext({ storageState });
  const page = await context.newPage();
  await page.goto(origin + path);
  const links = await page.locator("main a").evaluateAll((all) => all.map((a) => a.pathname));
  await context.close();
  return links.map((link) => link.match(pattern)?.[1]).find(Boolean);
}
