// Clusters picked for a comparison stay picked from page to page of a list, and the bar says how many
// they are. Without this script the ticks of one page are sent as they stand.

const KEPT = "compare-picks";
const MIN = 2;
const MAX = 6;

const boxes = () => [...document.querySelectorAll("input[type=checkbox][name=ids]")];
const picks = new Set(JSON.parse(sessionStorage.getItem(KEPT) ?? "[]"));

/** What the form of the list sends besides the boxes. */
const carried = () => [...document.querySelectorAll("#filters input[name=ids][type=hidden]")];

/** The form sends what is picked on other pages, too. */
function carry() {
  for (const hidden of carried()) hidden.remove();
  const here = new Set(boxes().map((box) => box.value));
  for (const id of picks) {
    if (!here.has(id)) document.querySelector("#filters").append(Object.assign(document.createElement("input"), { type: "hidden", name: "ids", value: id }));
  }
}

function say(bar) {
  const fits = picks.size >= MIN && picks.size <= MAX;
  bar.querySelector("[type=submit]").disabled = !fits;
  const words = bar.querySelector(".how-many");
  words.textContent = picks.size === 0 ? words.dataset.hint : `${bar.dataset.picked} ${picks.size}`;
  if (picks.size > 0 && !fits) words.textContent += `. ${words.dataset.hint}`;
  bar.querySelector(".unpick").hidden = picks.size === 0;
}

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify([...picks]));
  const bar = document.querySelector("#compare");
  if (!bar) return;
  for (const box of boxes()) box.checked = picks.has(box.value);
  carry();
  say(bar);
}

/** What the address has picked, as the page of a comparison that lacks some sends it, joins them. */
function join() {
  for (const one of carried()) picks.add(one.value);
  for (const box of boxes().filter((box) => box.defaultChecked)) picks.add(box.value);
  keep();
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches("input[type=checkbox][name=ids]")) return;
  if (target.checked) picks.add(target.value);
  else picks.delete(target.value);
  keep();
});
document.addEventListener("click", (event) => {
  if (!event.target.matches(".unpick")) return;
  picks.clear();
  keep();
  // An address that has picked some is left for the one without them.
  if (!new URLSearchParams(location.search).has("ids")) event.preventDefault();
});
document.addEventListener("shown", keep);
join();
