// A word diff of two texts, as nodes: what went in <del>, what came in <ins>.
const WORDS = /[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu;
const LONGEST = 4000000;
// Texts with less in common are shown one after the other: a patchwork of words says nothing.
const ALIKE = 0.6;

export function diff(before, after) {
  const a = before.match(WORDS) ?? [];
  const b = after.match(WORDS) ?? [];
  const out = document.createDocumentFragment();
  if (a.length * b.length > LONGEST) return wholly(out, before, after);
  const width = b.length + 1;
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] = a[i] === b[j]
        ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
    }
  }
  if (common[0] < ALIKE * Math.max(a.length, b.length)) return wholly(out, before, after);
  let i = 0;
  let j = 0;
  let kind = "";
  let run = "";
  const flush = () => {
    if (run) out.append(kind ? node(kind, run) : run);
    run = "";
  };
  const add = (next, word) => {
    if (next !== kind) flush();
    kind = next;
    run += word;
  };
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add("", a[i++]);
      j++;
    } else if (j >= b.length || (i < a.length && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      add("del", a[i++]);
    } else {
      add("ins", b[j++]);
    }
  }
  flush();
  return out;
}

function wholly(out, before, after) {
  if (before) out.append(node("del", before), " ");
  if (after) out.append(node("ins", after));
  return out;
}

function node(name, text) {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
