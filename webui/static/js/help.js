// The help for the focused segment: at the side, or below the segment where there is no room.
import { pageUrl } from "./api.js";

const PAUSE = 120;
const box = document.getElementById("help");
const side = box.parentElement;
const roomy = window.matchMedia("(min-width: 66rem)");
const roomier = window.matchMedia("(min-width: 110rem)");
const isRoomy = () => (side.classList.contains("with-preview") ? roomier : roomy).matches;
let shown = null;
let timer = 0;

export function helpWith(segment, { again = false } = {}) {
  place(segment);
  if (shown === segment && !again) return;
  shown = segment;
  clearTimeout(timer);
  timer = setTimeout(() => load(segment), PAUSE);
}

async function load(segment) {
  let text = "";
  try {
    const response = await fetch(pageUrl(segment.key, "/help"), { headers: { "HX-Request": "true" } });
    if (response.ok) text = await response.text();
  } catch {
    // The server is gone; saving says so, and help is of no use then.
  }
  if (shown !== segment || box.contains(document.activeElement)) return;
  box.innerHTML = text;
  htmx.process(box);
}

export function place(segment) {
  // Never inside the segment's form: a form in a form is none.
  const home = isRoomy() ? side : segment.element;
  if (box.parentElement === home) return;
  // The help may leave a place above; what one looks at stays where it is.
  const before = segment.field.getBoundingClientRect().top;
  box.replaceChildren();
  if (home === side) side.querySelector(".segments").after(box);
  else home.append(box);
  window.scrollBy({ top: segment.field.getBoundingClientRect().top - before, behavior: "instant" });
}

export function nth(kind, number) {
  return box.querySelectorAll(`.${kind}`)[number - 1] ?? null;
}

for (const media of [roomy, roomier]) {
  media.addEventListener("change", () => shown && helpWith(shown, { again: true }));
}
export { box };
