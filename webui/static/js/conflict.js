// The three-way view: before, theirs, mine. Whatever is chosen, the other stays in the history.
import { diff } from "./diff.js";
import { drop, keep } from "./kept.js";
import { words } from "./words.js";

export function openConflict(segment, current, mine) {
  closeConflict(segment);
  const view = document.getElementById("conflict").content.firstElementChild.cloneNode(true);
  const show = (name, ...what) => view.querySelector(`[data-show=${name}]`).append(...what);
  show("before", segment.base || "—");
  show("theirs", diff(segment.base, current.target));
  show("mine", diff(segment.base, mine));
  show("state", `(${words.states[current.state]})`);
  const choose = (take) => {
    closeConflict(segment);
    segment.take(current, null);
    if (take) {
      segment.put(current.target, { whole: true });
      drop(segment.key);
      segment.say("");
    } else {
      keep(segment.key, segment.text, segment.base, segment.revision);
      segment.say(words.unsaved, "bad");
      segment.field.focus({ preventScroll: true });
    }
  };
  view.querySelector("[data-choose=mine]").addEventListener("click", () => choose(false));
  view.querySelector("[data-choose=theirs]").addEventListener("click", () => choose(true));
  segment.field.before(view);
  segment.conflict = view;
}

export function closeConflict(segment) {
  segment.conflict?.remove();
  segment.conflict = null;
}
