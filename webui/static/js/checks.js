// The rules run while typing, a moment after the last key.
import { entryUrl, send } from "./api.js";

const PAUSE = 350;
const timers = new WeakMap();

export function checkSoon(segment) {
  clearTimeout(timers.get(segment));
  timers.set(segment, setTimeout(() => check(segment), PAUSE));
}

async function check(segment) {
  const text = segment.text;
  if (!text.trim()) {
    segment.show([]);
    return;
  }
  const { status, json } = await send("POST", entryUrl(segment.key, "/check"), { target: text });
  if (status === 200 && segment.text === text) segment.show(json.diagnostics);
}
