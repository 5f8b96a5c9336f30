// What each page is held to: accessible to everybody, and no wider than its window.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds, each with the first places. */
export async function violations(page) {
  await page.evaluate(AXE);
  const found = await page.evaluate((tags) =>
    globalThis.axe.run(document, { runOnly: tags, resultTypes: ["violations"] }), RULES);
  const told = ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((n) => n.html).slice(0, 3)}`;
  return found.violations.map(told);
}

/** How far a page reaches beyond its window's width. */
export async function excess(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
