// Saving: one request at a time a segment, said when it is on disk, retried while the server is gone.
import { entryUrl, send } from "./api.js";
import { openConflict } from "./conflict.js";
import { drop, keep, kept } from "./kept.js";
import { words } from "./words.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15000;
const waiting = new Map();
const trouble = document.getElementById("trouble");
let wait = FIRST_WAIT;
let timer = 0;
let signingIn = false;

export function unfinishedWork(segments) {
  // Who goes to sign in comes back to the texts that the browser keeps.
  const safe = (segment) => signingIn && kept(segment.key)?.text === segment.text;
  return segments.some((segment) => (segment.dirty && !safe(segment)) || segment.saving > 0)
    || waiting.size > 0;
}

// Save in a state. Resolves to whether it is stored.
export function save(segment, state, override = "") {
  const text = segment.text;
  segment.saving += 1;
  segment.say(words.saving);
  keep(segment.key, text, segment.base, segment.revision);
  segment.chain = (segment.chain ?? Promise.resolve()).then(() =>
    put(segment, { target: text, state, override }));
  return segment.chain.finally(() => {
    segment.saving -= 1;
  });
}

export async function step(segment, what, body) {
  const { status, json } = await send("POST", entryUrl(segment.key, what), {
    ...body,
    revision: segment.revision,
  });
  if (status === 200) {
    const before = segment.text;
    segment.take(json, before);
    return json;
  }
  answer(segment, status, json, segment.text);
  return null;
}

async function put(segment, wish) {
  const body = { ...wish, revision: segment.revision };
  if (!body.override) delete body.override;
  const { status, json } = await send("PUT", entryUrl(segment.key), body);
  if (status === 200) {
    waiting.delete(segment);
    segment.take(json, wish.target);
    segment.undo = json.undo ?? segment.undo;
    stored(segment, wish.state);
    return true;
  }
  // The answer to an earlier try may have been lost after the text was stored.
  const current = json?.current;
  if (status === 409 && current.target === wish.target.trim() && current.state === wish.state) {
    waiting.delete(segment);
    segment.take(current, wish.target);
    stored(segment, wish.state);
    return true;
  }
  // A machine's draft came meanwhile where there was nothing: the person's text goes before it.
  if (status === 409 && current.state === "draft" && !segment.base.trim()) {
    segment.take(current, null);
    return put(segment, wish);
  }
  answer(segment, status, json, wish.target, wish);
  return false;
}

function stored(segment, state) {
  const said = { approved: words.approvedSaid, "needs-work": words.unfinishedSaid };
  if (!segment.dirty) segment.say(said[state] ?? words.saved, "good");
  if (waiting.size === 0) tell("");
  segment.element.dispatchEvent(new CustomEvent("desk:stored", { bubbles: true }));
}

function answer(segment, status, json, text, wish) {
  if (status === 0 || status >= 500) {
    if (wish) retryLater(segment, wish);
    if (status >= 500) segment.say(json?.error?.message ?? words.unsaved, "bad");
    return;
  }
  waiting.delete(segment);
  segment.say(words.unsaved, "bad");
  if (status === 409) {
    openConflict(segment, json.current, text);
  } else if (status === 422) {
    segment.say(words.findings, "bad");
    segment.show(json.diagnostics);
    segment.refused = wish;
    segment.element.dispatchEvent(new CustomEvent("desk:refused", { bubbles: true, detail: segment }));
  } else if (status === 401) {
    tellSignedOut();
  } else if (status === 404) {
    segment.say(words.gone, "bad");
  } else {
    segment.say(json?.error?.message ?? words.outdated, "bad");
  }
}

function retryLater(segment, wish) {
  waiting.set(segment, wish);
  segment.say(words.unsaved, "bad");
  tell(words.waiting.replace("{n}", waiting.size));
  clearTimeout(timer);
  timer = setTimeout(retry, wait);
  wait = Math.min(wait * 2, LONGEST_WAIT);
}

async function retry() {
  for (const [segment, wish] of [...waiting]) {
    if (waiting.get(segment) !== wish) continue;
    segment.chain = (segment.chain ?? Promise.resolve()).then(() => put(segment, wish));
    if (!(await segment.chain) && waiting.has(segment)) return;
  }
  wait = FIRST_WAIT;
}

export function retryNow() {
  if (waiting.size === 0) return;
  clearTimeout(timer);
  retry();
}

export function forget(segment) {
  waiting.delete(segment);
  drop(segment.key);
  if (waiting.size === 0) tell("");
}

function tellSignedOut() {
  tell(`${words.signedOut} `);
  const link = document.createElement("a");
  link.href = location.pathname;
  link.textContent = words.signIn;
  link.addEventListener("click", () => {
    signingIn = true;
  });
  trouble.append(link);
}
document.body.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) tellSignedOut();
});

function tell(text) {
  trouble.textContent = text;
  trouble.hidden = text === "";
}
