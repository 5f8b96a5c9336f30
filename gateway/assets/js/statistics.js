// The statistics made live: the slider shows another month without a new page, and plays the months
// one after the other. Without this script the slider is a form.

const STEP_MS = 900;
/** What of a page changes with the date. */
const PARTS = [".site-header", "#charts", ".moment-links", ".site-footer"];

const form = document.querySelector(".moment");
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

function showPage(page, address) {
  const open = [...document.querySelectorAll("#charts details[open]")].map(pathOf);
  for (const part of PARTS) {
    document.querySelector(part).replaceWith(page.querySelector(part));
  }
  showBand(page);
  const spoken = page.querySelector("#month").getAttribute("aria-valuetext");
  form.querySelector("#month").setAttribute("aria-valuetext", spoken);
  document.title = page.title;
  history.replaceState(null, "", address);
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

let shown = Promise.resolve(true);
let asked = 0;

/** Shows the month the slider stands at: one page at a time, and of many moves only the last. */
function show(slider) {
  const own = ++asked;
  shown = shown.then(() => own !== asked || fetchPage(addressOf(slider)));
  return shown;
}

async function fetchPage(address) {
  try {
    const answer = await fetch(address, { headers: { accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.statusText);
    showPage(new DOMParser().parseFromString(await answer.text(), "text/html"), address);
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
  button.textContent = button.dataset.pause;
  button.dataset.playing = "true";
  if (slider.value === slider.max) slider.value = slider.min;
  while (button.dataset.playing && (await show(slider)) && slider.value !== slider.max) {
    await pause(STEP_MS);
    if (button.dataset.playing) slider.stepUp();
  }
  delete button.dataset.playing;
  button.textContent = word;
}

function startSlider() {
  const slider = form.querySelector("input[type=range]");
  const button = form.querySelector(".play");
  slider.addEventListener("input", () => {
    delete button.dataset.playing;
    show(slider);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(slider);
  });
  const offerPlay = () => {
    button.hidden = still.matches;
    if (still.matches) delete button.dataset.playing;
  };
  still.addEventListener("change", offerPlay);
  offerPlay();
  button.addEventListener("click", () => {
    if (button.dataset.playing) delete button.dataset.playing;
    else play(slider, button);
  });
}

/** Whole addresses, which only a browser knows. */
function showAddresses() {
  for (const link of document.querySelectorAll(".permanent")) link.textContent = link.href;
}

if (form) startSlider();
showAddresses();
