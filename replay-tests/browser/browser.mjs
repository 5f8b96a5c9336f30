// Debian's Chromium, asked for pages of one origin only and watched for what it complains of.
import { chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

export function launch() {
  return chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox", "--disable-gpu"] });
}

/** A page of its own session; `complaints` gathers errors of the console and foreign requests. */
export async function open(browser, origin, { width = 1440, height = 1000, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script: ${error.message}`));
  page.on("console", (said) => {
    if (["error", "warning"].includes(said.type())) complaints.push(`console: ${said.text()}`);
  });
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin !== origin && url.protocol !== "data:") complaints.push(`asks ${url.href}`);
  });
  return { page, complaints, close: () => context.close() };
}

/** A screenshot of the whole page, where a folder for them is named. */
export async function shot(page, name) {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  const taken = () => page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
  // A busy Chromium now and then can't capture a tall page it has just laid out; twice it isn't chance.
  await taken().catch(taken);
}
