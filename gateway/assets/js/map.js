// The map and its list in step: what the pointer or the keyboard is at in one is marked in the other,
// and a card beside a bubble says which cluster it is. Without this script a bubble has a tooltip.

const GAP_PX = 12;

const card = Object.assign(document.createElement("p"), { className: "hover-card", hidden: true });
card.setAttribute("aria-hidden", "true");
document.body.append(card);

/** What a bubble says; its tooltip would say it once more. */
function wordsOf(bubble) {
  const title = bubble.querySelector("title");
  if (title) {
    bubble.dataset.words = title.textContent;
    title.remove();
  }
  return bubble.dataset.words;
}

function place(bubble) {
  const at = bubble.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = card;
  const left = Math.min(at.right + GAP_PX, innerWidth - width - GAP_PX);
  const top = Math.max(at.top - height - GAP_PX, GAP_PX);
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${top + scrollY}px`;
}

const bubbleOf = (href) => document.querySelector(`.bubbles a[href="${CSS.escape(href)}"]`);
const rowOf = (href) => document.querySelector(`.list .rows h3 a[href="${CSS.escape(href)}"]`)?.closest("li");

function mark(link) {
  for (const marked of document.querySelectorAll(".lit")) marked.classList.remove("lit");
  card.hidden = true;
  const href = link?.getAttribute("href");
  if (!href) return;
  const bubble = bubbleOf(href);
  bubble?.classList.add("lit");
  rowOf(href)?.classList.add("lit");
  if (bubble && link === bubble) {
    card.textContent = wordsOf(bubble);
    card.hidden = false;
    place(bubble);
  }
}

const linkAt = (target) =>
  target.closest?.(".bubbles a") ?? target.closest?.(".list .rows li")?.querySelector("h3 a");

document.addEventListener("pointerover", (event) => mark(linkAt(event.target)));
document.addEventListener("focusin", (event) => mark(linkAt(event.target)));
document.addEventListener("keydown", (event) => event.key === "Escape" && mark());
document.addEventListener("shown", () => mark());
