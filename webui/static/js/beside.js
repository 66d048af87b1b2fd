// The item as it would be published, beside the text; it follows the segment somebody is at.
import { place } from "./help.js";

const PAUSE = 400;
const TRIES = 3;
const REMEMBERED = "desk:beside";
const wide = window.matchMedia("(min-width: 66rem)");
const box = document.querySelector(".beside");
const work = box.parentElement;
const button = document.getElementById("beside");
let frame = null;
let shown = null;
let version = 0;
let tries = 0;
let timer = 0;

export const isBeside = () => !box.hidden && wide.matches;

const address = () => `${box.dataset.document}?v=${version}#segment-${shown.key}`;

// Where only the place changes the frame scrolls; it keeps no history of its own.
const move = () => frame.contentWindow.location.replace(address());

function go(again = false) {
  if (!isBeside() || !shown) return;
  tries = TRIES;
  if (again) version += 1;
  if (frame) {
    move();
    return;
  }
  frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "");
  frame.className = "document";
  frame.title = box.dataset.title;
  frame.src = address();
  // A place that was asked for before it was there is asked for again. Moving loads, too, to some
  // browsers, so that there is an end to it.
  frame.addEventListener("load", () => {
    tries -= 1;
    if (tries > 0) move();
  });
  box.append(frame);
}

export function follow(segment) {
  if (shown === segment) return;
  shown = segment;
  go();
}

export function renew() {
  clearTimeout(timer);
  timer = setTimeout(() => go(true), PAUSE);
}

function show(on) {
  box.hidden = !on;
  work.classList.toggle("with-preview", on);
  button.setAttribute("aria-pressed", String(on));
  try {
    localStorage.setItem(REMEMBERED, on ? "yes" : "");
  } catch {
    // It is not remembered.
  }
  if (shown) place(shown);
  go(true);
}

export const toggle = () => wide.matches && show(box.hidden);

export function begin() {
  try {
    if (localStorage.getItem(REMEMBERED)) show(true);
  } catch {
    // As if nothing was remembered.
  }
}

wide.addEventListener("change", () => go());
