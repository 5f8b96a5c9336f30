// The statistics made live: the slider shows another month without a new page, plays the months one
// after the other, and charts are kept as PNG. Without this script the slider is a form.

const STEP_MS = 900;
const PIXELS = 2;
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
  const open = [...document.querySelectorAll("details[open]")].map(pathOf);
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
  offerPictures();
}

/** Names a folded part by its chart, so that it stays open at the next date. */
function pathOf(details) {
  const chart = details.closest("section")?.getAttribute("aria-labelledby");
  return `section[aria-labelledby="${chart}"] > .${details.className}`;
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

/** A file as an address that a drawing can carry in itself. */
async function embedded(address) {
  const file = await (await fetch(address)).blob();
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(file);
  });
}

/** The site's typeface, since a drawing in a picture loads nothing. */
async function typeface() {
  const fonts = [...document.querySelectorAll("link[rel=preload][as=font]")];
  const files = await Promise.all(fonts.map((font) => embedded(font.href)));
  const ranges = ["U+0400-04FF, U+2116", "U+0000-00FF, U+2000-206F, U+2212"];
  const faces = files.map(
    (file, index) =>
      `@font-face { font-family: "Golos Text"; font-weight: 400 600; src: url("${file}"); unicode-range: ${ranges[index]}; }`,
  );
  return faces.join("");
}

async function pictureOf(address) {
  const drawing = await (await fetch(address)).text();
  const dressed = drawing.replace("<style>", `<style>${await typeface()}`);
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(dressed)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = image.naturalWidth * PIXELS;
  canvas.height = image.naturalHeight * PIXELS;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
}

async function keepPicture(button) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await pictureOf(button.dataset.drawing));
  link.download = button.dataset.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Buttons and whole addresses that only a script can give. */
function offerPictures() {
  for (const button of document.querySelectorAll(".picture")) {
    button.hidden = false;
    button.addEventListener("click", () => keepPicture(button));
  }
  for (const link of document.querySelectorAll(".permanent")) link.textContent = link.href;
}

if (form) startSlider();
offerPictures();
