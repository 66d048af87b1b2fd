// One segment on the page: its field, what is stored of it, and what is said about it.
import { diff } from "./diff.js";
import { drop, keep, kept } from "./kept.js";
import { words } from "./words.js";

export class Segment {
  constructor(element) {
    this.element = element;
    this.key = element.dataset.key;
    this.revision = element.dataset.revision;
    this.state = element.dataset.state;
    this.form = element.querySelector("form.target");
    this.field = element.querySelector("textarea");
    this.base = this.form.elements.base.value;
    this.saidBox = element.querySelector(".said");
    this.findingsBox = element.querySelector(".findings");
    this.undo = null;
    this.saving = 0;
    this.conflict = null;
    this.edits = null;
    this.findings = [];
    const old = kept(this.key);
    if (old && old.text !== this.base) {
      this.field.value = old.text;
      this.stale = old.revision !== this.revision;
      if (this.stale) this.base = old.base;
      this.say(words.restored, "bad");
    }
    this.fit();
  }

  get text() {
    return this.field.value;
  }

  get dirty() {
    return this.text.trim() !== this.base.trim();
  }

  get finished() {
    return this.state === "translated" || this.state === "approved";
  }

  typed() {
    this.fit();
    if (this.dirty) {
      keep(this.key, this.text, this.base, this.revision);
      this.say(words.unsaved);
    } else {
      drop(this.key);
      this.say("");
    }
    this.markMissing();
    this.showEdits();
  }

  // What a person changed of a draft, until it is saved.
  showEdits() {
    if (this.state !== "draft" || !this.dirty || !this.text.trim()) {
      this.edits?.remove();
      this.edits = null;
      return;
    }
    if (!this.edits) {
      this.edits = document.createElement("p");
      this.edits.className = "changes edits";
      this.edits.lang = this.field.lang;
      this.findingsBox.parentElement.after(this.edits);
    }
    const label = document.createElement("span");
    label.className = "quiet";
    label.textContent = `${words.sinceDraft} `;
    this.edits.replaceChildren(label, diff(this.base, this.text));
  }

  // Put a text in as if typed, so that the browser's own undo takes it back.
  put(text, { whole = false } = {}) {
    this.field.focus({ preventScroll: true });
    if (whole) this.field.select();
    if (!document.execCommand("insertText", false, text)) {
      const { selectionStart: from, selectionEnd: to } = this.field;
      this.field.setRangeText(text, from, to, "end");
      this.field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }

  // Take over what the server stored.
  take(entry, sent) {
    this.revision = entry.revision;
    this.state = entry.state;
    this.base = entry.target;
    this.form.elements.revision.value = entry.revision;
    this.form.elements.base.value = entry.target;
    this.element.dataset.revision = entry.revision;
    this.element.dataset.state = entry.state;
    this.element.className = this.element.className.replace(/\bis-[a-z-]+/, `is-${entry.state}`);
    const chip = this.element.querySelector(".state .chip");
    chip.className = `chip is-${entry.state}`;
    chip.textContent = words.states[entry.state];
    const draft = entry.state === "draft";
    const [origin, ...details] = (entry.origin ?? "").split(" ");
    this.element.querySelector(".origin").textContent = [
      [words.origins[origin] ?? origin, ...(draft ? details : [])].join(" "),
      draft && entry.score !== null && `${Math.round(100 * entry.score)} %`,
      draft && entry.match !== null && `${entry.match} %`,
      entry.approved,
    ].filter(Boolean).join(" · ");
    if (this.text === sent && this.text !== entry.target) {
      this.field.value = entry.target;
      this.fit();
    }
    if (this.dirty) keep(this.key, this.text, this.base, this.revision);
    else drop(this.key);
    this.show(entry.diagnostics);
    this.markMissing();
    this.showEdits();
  }

  say(text, kind = "") {
    this.saidBox.textContent = text;
    this.saidBox.className = `said ${kind}`;
  }

  show(findings) {
    this.findings = findings;
    this.findingsBox.replaceChildren(...findings.map((found) => this.#finding(found)));
  }

  #finding(found) {
    const line = document.createElement("li");
    line.className = `finding is-${found.severity}${found.aside ? " aside" : ""}`;
    const sign = document.createElement("span");
    sign.className = "sign";
    sign.setAttribute("aria-hidden", "true");
    sign.textContent = found.severity === "error" ? "✕" : "!";
    const message = document.createElement("span");
    message.textContent = found.message;
    line.append(sign, message);
    if (found.fix && !found.aside) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "small fix";
      button.textContent = words.useFix;
      button.title = button.dataset.fix = found.fix;
      line.append(button);
    }
    return line;
  }

  markMissing() {
    for (const mark of this.element.querySelectorAll(".source .text .placeable")) {
      mark.classList.toggle("missing", this.text !== "" && !this.text.includes(mark.dataset.insert));
    }
  }

  // Grow with the text where the browser does not do it by itself.
  fit() {
    if (CSS.supports("field-sizing", "content")) return;
    this.field.rows = 1;
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }
}
