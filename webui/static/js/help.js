// The help for the focused segment: at the side, or below the segment where there is no room.
import { pageUrl } from "./api.js";

const PAUSE = 120;
const box = document.getElementById("help");
const side = box.parentElement;
const roomy = window.matchMedia("(min-width: 66rem)");
let shown = null;
let timer = 0;

export function helpWith(segment, { again = false } = {}) {
  place(segment);
  if (shown === segment && !again) return;
  shown = segment;
  clearTimeout(timer);
  timer = setTimeout(() => load(segment), PAUSE);
}

function load(segment) {
  return htmx.ajax("GET", pageUrl(segment.key, "/help"), { target: box, swap: "innerHTML" });
}

function place(segment) {
  const home = roomy.matches ? side : segment.element.querySelector(".target");
  if (box.parentElement !== home) home.append(box);
}

export function nth(kind, number) {
  return box.querySelectorAll(`.${kind}`)[number - 1] ?? null;
}

roomy.addEventListener("change", () => shown && place(shown));
export { box };
