// The editor: what the keys, the dock and the marks do.
import * as beside from "./beside.js";
import { checkSoon } from "./checks.js";
import { send } from "./api.js";
import { openConflict } from "./conflict.js";
import { box, helpWith, nth } from "./help.js";
import { listen } from "./keys.js";
import { lookUp } from "./lookup.js";
import { forget, retryNow, save, step, unfinishedWork } from "./saver.js";
import { Segment } from "./segment.js";
import { words } from "./words.js";

const FURTHEST_FIRST = ["approved", "translated", "needs-work", "draft", "untranslated"];
const root = document.getElementById("editor");
const reviewer = root.dataset.reviewer === "yes";
const fourEyes = root.dataset.fourEyes === "yes";
const segments = [...root.querySelectorAll(".segment")].map((element) => new Segment(element));
const byElement = new Map(segments.map((segment) => [segment.element, segment]));
let current = segments[0] ?? null;
let saved = null; // the last segment of all that was saved

const of = (target) => byElement.get(target.closest?.(".segment"));

function make(segment) {
  if (!segment) return;
  current?.element.classList.remove("current");
  current = segment;
  segment.element.classList.add("current");
  showUndo();
  helpWith(segment);
  beside.follow(segment);
}

// Accepting goes on to the next segment: who slipped need not go back first.
function undoable() {
  if (current?.undo) return current;
  return saved?.undo && !saved.dirty ? saved : null;
}

function showUndo() {
  document.querySelector("[data-do=undo]").disabled = !undoable();
}

// Go to a segment; the page moves only where the segment is not wholly in sight.
function go(segment) {
  if (!segment) return;
  segment.field.focus({ preventScroll: true });
  make(segment);
  const { top, bottom } = segment.element.getBoundingClientRect();
  const room = window.innerHeight - document.getElementById("dock").offsetHeight;
  if (top < 60 || bottom > room) {
    const tall = bottom - top > room - 60;
    segment.element.scrollIntoView({ block: tall ? "start" : "center" });
  }
}

function find(from, by, wanted = () => true) {
  for (let i = segments.indexOf(from) + by; segments[i]; i += by) {
    if (wanted(segments[i])) return segments[i];
  }
  return null;
}

// The next one that waits: behind this one, else from the top, where a save may have been refused.
function findOpen(from, finished) {
  const open = (segment) =>
    segment !== from && !segment.saving && (segment.dirty || !finished(segment));
  return find(from, 1, open) ?? segments.find(open);
}

function accept(state, finished) {
  const segment = current;
  if (!segment) return;
  if (!segment.text.trim()) {
    segment.say(words.empty, "bad");
    return;
  }
  if (state === "approved" && fourEyes && (segment.dirty || !segment.finished)) {
    segment.say(words.fourEyes, "bad");
    return;
  }
  save(segment, state);
  go(findOpen(segment, finished) ?? find(segment, 1));
}

const actions = {
  accept: () => accept("translated", (segment) => segment.finished),
  approve: () => reviewer && accept("approved", (segment) => segment.state === "approved"),
  unfinished: () => current && save(current, "needs-work"),
  sendBack: () => reviewer && current && save(current, "needs-work"),
  previous: () => go(find(current, -1)),
  next: () => go(find(current, 1)),
  previousUnfinished: () => go(find(current, -1, (segment) => !segment.finished)),
  nextUnfinished: () => go(find(current, 1, (segment) => !segment.finished)),
  async undo() {
    const segment = undoable();
    if (!segment) return;
    const entry = await step(segment, "/restore", { change: segment.undo });
    if (!entry) return;
    count();
    segment.undo = null;
    go(segment);
    segment.put(entry.target, { whole: true });
    forget(segment);
    segment.say(words.undone, "good");
    helpWith(segment, { again: true });
  },
  copySource: () => current?.put(current.element.querySelector(".source .text").textContent, { whole: true }),
  suggestion: (number) => (number ? nth("suggestion", number) : box.querySelector("#ask-engine"))?.click(),
  insert: (number) => nth("insert", number)?.click(),
  comment: () => box.querySelector("#comment")?.focus(),
  beside: () => {
    beside.toggle();
    if (current) helpWith(current, { again: true });
  },
  lookUp,
  leave: () => document.activeElement.blur(),
  keys: () => document.getElementById("keys").showModal(),
};

// What is marked in a source goes into the form for a new term.
root.addEventListener("click", (event) => {
  const link = event.target.closest("#add-term");
  if (!link) return;
  const marked = String(window.getSelection()).trim();
  link.href = marked ? `${link.dataset.add}?source=${encodeURIComponent(marked)}` : link.dataset.add;
});
root.addEventListener("focusin", (event) => make(of(event.target)));
root.addEventListener("input", (event) => {
  const segment = of(event.target);
  if (!segment || event.target !== segment.field) return;
  segment.typed();
  checkSoon(segment);
});
root.addEventListener("submit", (event) => {
  const segment = of(event.target);
  if (event.target === segment?.form) event.preventDefault();
});
root.addEventListener("click", (event) => {
  const doing = event.target.closest("[data-do]")?.dataset.do;
  if (doing) {
    actions[doing]();
    return;
  }
  const mark = event.target.closest("[data-insert]");
  const fix = event.target.closest("[data-fix]");
  const suggestion = event.target.closest(".suggestion");
  const segment = of(event.target) ?? current;
  if (fix) segment.put(fix.dataset.fix, { whole: true });
  else if (mark) segment.put(mark.dataset.insert);
  else if (suggestion) segment.put(suggestion.dataset.text, { whole: true });
});

// The help's own forms act on the segment in place.
root.addEventListener("submit", async (event) => {
  const { aside, restore } = event.target.dataset;
  if (aside === undefined && restore === undefined) return;
  event.preventDefault();
  const segment = current;
  const entry = aside === undefined
    ? await step(segment, "/restore", { change: Number(restore) })
    : await step(segment, "/aside", { rule: aside, reason: event.target.elements.reason.value });
  if (!entry) return;
  count();
  if (restore !== undefined) {
    segment.put(entry.target, { whole: true });
    forget(segment);
  }
  segment.say(words.saved, "good");
  helpWith(segment, { again: true });
});

// A reviewer may know better than a rule, and says why.
root.addEventListener("desk:refused", ({ detail: segment }) => {
  if (!reviewer || !segment.refused) return;
  const field = document.createElement("input");
  field.placeholder = field.ariaLabel = words.override;
  field.className = "override";
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !field.value.trim()) return;
    event.preventDefault();
    event.stopPropagation();
    save(segment, segment.refused.state, field.value);
  });
  const line = document.createElement("li");
  line.append(field);
  segment.findingsBox.append(line);
});

function count() {
  const counts = {};
  for (const { state } of segments) counts[state] = (counts[state] ?? 0) + 1;
  const said = (state) =>
    words.counted.replace("{n}", counts[state]).replace("{state}", words.states[state]);
  document.getElementById("counts").textContent =
    FURTHEST_FIRST.filter((state) => counts[state]).map(said).join(", ");
  // What is left for drafting.
  const open = document.getElementById("open");
  if (!open) return;
  open.closest("form").hidden = !counts.untranslated;
  if (counts.untranslated) open.textContent = said("untranslated");
}

root.addEventListener("desk:stored", (event) => {
  count();
  beside.renew();
  const segment = of(event.target);
  if (segment.undo) saved = segment;
  showUndo();
  if (segment !== current) return;
  helpWith(current, { again: true });
});

const dock = document.getElementById("dock");
// The field keeps the cursor while the dock, or a button of the help, is clicked.
dock.addEventListener("mousedown", (event) => event.preventDefault());
box.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
dock.addEventListener("click", (event) => {
  const name = event.target.closest("[data-do]")?.dataset.do;
  if (name) actions[name]();
});

// What changed on disk while this page was out of sight.
async function refresh(said = words.changed) {
  retryNow();
  const { status, json } = await send("GET", root.dataset.api);
  if (status !== 200) return;
  const entries = new Map(json.entries.map((entry) => [entry.key, entry]));
  for (const segment of segments) {
    const entry = entries.get(segment.key);
    if (!entry || entry.revision === segment.revision || segment.saving) continue;
    if (segment.dirty && entry.state === "draft" && !segment.base.trim()) {
      segment.take(entry, null); // a draft came while a person wrote: the person's text stays
    } else if (segment.dirty) {
      if (!segment.conflict) openConflict(segment, entry, segment.text);
    } else {
      segment.field.value = entry.target;
      segment.take(entry, null);
      segment.fit();
      segment.say(said);
    }
  }
  count();
}
document.addEventListener("visibilitychange", () => !document.hidden && refresh());
window.addEventListener("focus", () => refresh());
document.body.addEventListener("desk:drafted", () => {
  refresh(words.drafted);
  beside.renew();
});
window.addEventListener("online", retryNow);
window.addEventListener("beforeunload", (event) => {
  if (unfinishedWork(segments)) event.preventDefault();
});

beside.begin();
listen(actions);
for (const segment of segments) {
  segment.markMissing();
  // What scrolls by itself on a small screen can be scrolled with keys.
  const source = segment.element.querySelector(".source .text");
  if (source.scrollHeight > source.clientHeight + 1) source.tabIndex = 0;
  if (segment.dirty) checkSoon(segment);
}
if (segments.some((segment) => segment.stale)) refresh();
const named = document.getElementById(location.hash.slice(1));
const start = byElement.get(named)
  ?? segments.find((segment) => segment.dirty)
  ?? segments.find((segment) => !segment.finished)
  ?? current;
go(start);
// Browsers take the focus away when they scroll to the address's segment, after this script.
window.addEventListener("load", () => requestAnimationFrame(() => {
  if (document.activeElement === document.body && current === start) go(start);
}));
root.dataset.ready = "yes";
