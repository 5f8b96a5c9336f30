// The form of a list made live: what is typed or ticked is shown at once, without a new page. Parts of
// the page that follow from the form are marked `data-live`; the rest, the form's own fields among
// it, stays. Each change is a step back in the browser. Without this script the form has a button.

const PAUSE_MS = 250;

const form = document.querySelector("form.filters");
const status = document.querySelector("#live-status");
let timer;
let asking = new AbortController();
/** The address that the page shows, without the place in it. */
let shownAt = location.pathname + location.search;
/** Whether the newest step of the history is of words that are still being typed. */
let typing = false;

/** The address that the form stands for, without what says nothing; what is picked is kept beside it. */
function address() {
  const address = new URL(form.action);
  for (const [name, value] of new FormData(form)) {
    if (name !== "ids" && value.trim() !== "") address.searchParams.append(name, value);
  }
  return address;
}

/** The same control in the new parts, so that the keyboard stays where it was. */
function focusAgain(control) {
  if (control.isConnected || !control.name) return;
  const same = [...form.elements].find((one) => one.name === control.name && one.value === control.value);
  same?.focus();
}

/** Fields that stay get what stands in the page that is shown again. */
function refill(page) {
  for (const field of form.querySelectorAll("input[id]")) {
    const same = page.getElementById(field.id);
    if (same) field.value = same.getAttribute("value") ?? "";
  }
}

function show(page) {
  const focused = document.activeElement;
  for (const part of document.querySelectorAll("[data-live]")) {
    const same = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (same) part.replaceWith(same);
  }
  focusAgain(focused);
  tell(document.querySelector("[data-found]")?.textContent ?? "", false);
  document.dispatchEvent(new Event("shown"));
}

/** Says how many were found to who listens; a refusal stands for all to see. */
function tell(words, isRefusal) {
  status.textContent = words;
  status.className = isRefusal ? "notice" : "hidden";
}

/** One step of the history for each change; letters of a word are one together. */
function remember(wanted, isTyped) {
  const path = wanted.pathname + wanted.search;
  if (path !== shownAt) {
    if (isTyped && typing) history.replaceState(null, "", wanted);
    else history.pushState(null, "", wanted);
  }
  shownAt = path;
  typing = isTyped;
}

/** The page at an address; none where it is refused, which is told, or where it leads elsewhere. */
async function fetched(wanted) {
  asking.abort();
  asking = new AbortController();
  const answer = await fetch(wanted, { headers: { accept: "text/html" }, signal: asking.signal });
  const led = new URL(answer.url);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok) tell(page.querySelector("main .lead")?.textContent ?? answer.statusText, true);
  // A number or an id that names one thing leads to its page.
  else if (answer.redirected && led.pathname !== wanted.pathname) location.assign(led);
  else return page;
}

async function ask(isTyped) {
  const wanted = address();
  const page = await fetched(wanted);
  if (!page) return;
  show(page);
  remember(wanted, isTyped);
}

/** A question that a newer one overtook, or that didn't come through, leaves the page as it is. */
function askSoon(pause, isTyped) {
  clearTimeout(timer);
  timer = setTimeout(() => ask(isTyped).catch(() => {}), pause);
}

form.addEventListener("input", (event) => {
  if (event.target.form !== form || event.target.name === "ids") return;
  const isTyped = !event.target.matches("[type=checkbox], select");
  askSoon(isTyped ? PAUSE_MS : 0, isTyped);
});
form.addEventListener("submit", (event) => {
  // A button with a name leads away from the list.
  if (event.submitter?.name) return;
  event.preventDefault();
  askSoon(0, false);
});
// Words that were left or sent are settled: what is typed after them is another step.
form.addEventListener("change", () => (typing = false));

addEventListener("popstate", async () => {
  const wanted = new URL(location.href);
  if (wanted.pathname + wanted.search === shownAt) return;
  clearTimeout(timer);
  try {
    const page = await fetched(wanted);
    if (!page) return;
    refill(page);
    show(page);
    shownAt = wanted.pathname + wanted.search;
    typing = false;
  } catch (error) {
    if (error.name !== "AbortError") location.reload();
  }
});
