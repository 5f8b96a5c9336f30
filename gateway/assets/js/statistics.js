// The statistics made live: the slider shows another month without a new page, and plays the months
// one after the other. What a drag or a play led to is one step back in the browser. Without this
// script the slider is a form.

const STEP_MS = 900;
/** What of a page changes with the date. */
const PARTS = [".site-header", "#charts", ".moment-links", ".site-footer"];

const form = document.querySelector(".moment");
/** The address that the page shows, without the place in it. */
let shownAt = location.pathname + location.search;
/** The number of the move that is being made, and of the one that the newest step of the history is. */
let move = 1;
let remembered = 0;
const still = matchMedia("(prefers-reduced-motion: reduce)");

/** The page at the end of a month; the last month is shown as it is now. */
function addressOf(slider) {
  const address = new URL(form.action);
  for (const kept of form.querySelectorAll("input[type=hidden]")) {
    address.searchParams.append(kept.name, kept.value);
  }
  if (slider.value !== slider.max) {
    const [year, month] = form.dataset.first.split("-").map(Number);
    const end = new Date(Date.UTC(year, month + slider.valueAsNumber, 0));
    address.searchParams.set("as_of", end.toISOString().slice(0, 10));
  }
  return address;
}

/** The band of a past date stands before the content, or isn't there. */
function showBand(page) {
  document.querySelector(".band.past")?.remove();
  const band = page.querySelector(".band.past");
  if (band) document.querySelector("main").before(band);
}

function showPage(page) {
  const open = [...document.querySelectorAll("#charts details[open]")].map(pathOf);
  for (const part of PARTS) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  showBand(page);
  const spoken = page.querySelector("#month").getAttribute("aria-valuetext");
  form.querySelector("#month").setAttribute("aria-valuetext", spoken);
  document.title = page.title;
  for (const path of open) {
    const details = document.querySelector(path);
    if (details) details.open = true;
  }
  showAddresses();
}

/** Names a folded part, one of a chart by its chart, so that it stays open at the next date. */
function pathOf(details) {
  const chart = details.closest("section")?.getAttribute("aria-labelledby");
  return `${chart ? `section[aria-labelledby="${chart}"] ` : ""}.${details.className}`;
}

/** The months of one move are one step of the history. */
function remember(address, ofMove) {
  const path = address.pathname + address.search;
  if (path !== shownAt) {
    if (ofMove === remembered) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    remembered = ofMove;
  }
  shownAt = path;
}

let shown = Promise.resolve(true);
let asked = 0;

/** Shows the month the slider stands at: one page at a time, and of many moves only the last. */
function show(slider) {
  const [own, ofMove, address] = [++asked, move, addressOf(slider)];
  shown = shown.then(async () => {
    if (own !== asked) return true;
    const came = await fetchPage(address);
    if (came) remember(address, ofMove);
    return came;
  });
  return shown;
}

/** Shows what an earlier step of the history showed. */
async function showEarlier(slider) {
  const address = new URL(location.href);
  const path = address.pathname + address.search;
  if (path === shownAt) return;
  const own = ++asked;
  shown = shown.then(() => own !== asked || fetchPage(address, slider));
  if (!(await shown)) location.reload();
  if (own !== asked) return;
  shownAt = path;
  move += 1;
}

/** A slider that is given moves to the month of the page. */
async function fetchPage(address, slider) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (slider) slider.value = page.querySelector("#month").getAttribute("value");
    showPage(page);
    return true;
  } catch {
    form.querySelector("output").textContent = form.dataset.failed;
    return false;
  }
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Plays from the month shown, from the first one where the last is shown. */
async function play(slider, button) {
  const word = button.textContent;
  move += 1;
  button.textContent = button.dataset.pause;
  button.dataset.playing = "true";
  if (slider.value === slider.max) slider.value = slider.min;
  while (button.dataset.playing && (await show(slider)) && slider.value !== slider.max) {
    await pause(STEP_MS);
    if (button.dataset.playing) slider.stepUp();
  }
  stop(button);
  button.textContent = word;
}

/** What is shown after a play is another step than the play. */
function stop(button) {
  if (button.dataset.playing) move += 1;
  delete button.dataset.playing;
}

function startSlider() {
  const slider = form.querySelector("input[type=range]");
  const button = form.querySelector(".play");
  slider.addEventListener("input", () => {
    stop(button);
    show(slider);
  });
  // The pointer was lifted, or a key moved the slider: what is moved after that is another step.
  slider.addEventListener("change", () => (move += 1));
  addEventListener("popstate", () => {
    stop(button);
    showEarlier(slider);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(slider);
  });
  const offerPlay = () => {
    button.hidden = still.matches;
    if (still.matches) stop(button);
  };
  still.addEventListener("change", offerPlay);
  offerPlay();
  button.addEventListener("click", () => {
    if (button.dataset.playing) stop(button);
    else play(slider, button);
  });
}

/** Whole addresses, which only a browser knows. */
function showAddresses() {
  for (const link of document.querySelectorAll(".permanent")) link.textContent = link.href;
}

if (form) startSlider();
showAddresses();
