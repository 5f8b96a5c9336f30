// The form of a list made live: what is typed or ticked is shown at once, without a new page. Parts of
// the page that follow from the form are marked `data-live`; the rest, the form's own fields among
// it, stays. Without this script the form has a button.

const PAUSE_MS = 250;

const form = document.querySelector("form.filters");
const status = document.querySelector("#live-status");
let timer;
let asking = new AbortController();

/** The address that the form stands for, without what says nothing. */
function address() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (value.trim() !== "") address.searchParams.append(name, value);
  }
  return address;
}

/** Clusters that are picked for a comparison stay picked, also when the list has them no more. */
function keepPicks(picked) {
  const bar = document.querySelector("#compare");
  for (const id of picked) {
    const box = document.querySelector(`input[name=ids][value="${id}"]`);
    if (box) box.checked = true;
    else bar?.append(Object.assign(document.createElement("input"), { type: "hidden", name: "ids", value: id }));
  }
}

/** The same control in the new parts, so that the keyboard stays where it was. */
function focusAgain(control) {
  if (control.isConnected || !control.name) return;
  const same = [...form.elements].find((one) => one.name === control.name && one.value === control.value);
  same?.focus();
}

function show(page, shown) {
  const focused = document.activeElement;
  const picked = [...document.querySelectorAll("input[name=ids]")]
    .filter((one) => one.checked || one.type === "hidden").map((one) => one.value);
  for (const part of document.querySelectorAll("[data-live]")) {
    const same = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (same) part.replaceWith(same);
  }
  keepPicks(picked);
  focusAgain(focused);
  history.replaceState(null, "", shown);
  status.textContent = document.querySelector("[data-found]")?.textContent ?? "";
  document.dispatchEvent(new Event("shown"));
}

async function ask() {
  asking.abort();
  asking = new AbortController();
  const wanted = address();
  const answer = await fetch(wanted, { headers: { accept: "text/html" }, signal: asking.signal });
  const led = new URL(answer.url);
  // A number or an id that names one thing leads to its page.
  if (answer.redirected && led.pathname !== wanted.pathname) return location.assign(led);
  if (!answer.ok) return;
  show(new DOMParser().parseFromString(await answer.text(), "text/html"), wanted);
}

/** A question that a newer one overtook, or that didn't come through, leaves the page as it is. */
function askSoon(pause) {
  clearTimeout(timer);
  timer = setTimeout(() => ask().catch(() => {}), pause);
}

form.addEventListener("input", (event) => {
  if (event.target.form === form) askSoon(event.target.matches("[type=checkbox], select") ? 0 : PAUSE_MS);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  askSoon(0);
});
