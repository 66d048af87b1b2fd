// The concordance: marked words in all items, in this language and those shown for reference.
const PAUSE = 300;
const dialog = document.getElementById("lookup");
const field = document.getElementById("lookup-text");
const found = document.getElementById("lookup-found");
let timer = 0;
let asked = "";

function marked() {
  const active = document.activeElement;
  if (active?.matches("textarea, input")) {
    const text = active.value.slice(active.selectionStart, active.selectionEnd).trim();
    if (text) return text;
  }
  return String(window.getSelection()).trim();
}

async function look() {
  const text = field.value.trim();
  asked = text;
  if (!text) {
    found.replaceChildren();
    return;
  }
  let page = "";
  try {
    const response = await fetch(`${dialog.dataset.search}&q=${encodeURIComponent(text)}`);
    if (response.ok) page = await response.text();
  } catch {
    // The server is gone; saving says so.
  }
  if (asked !== text) return;
  const parsed = new DOMParser().parseFromString(page, "text/html").getElementById("found");
  found.replaceChildren(...(parsed?.children ?? []));
  for (const link of found.querySelectorAll("a")) link.target = "_blank";
}

export function lookUp() {
  field.value = marked().slice(0, 200);
  dialog.showModal();
  field.select();
  look();
}

field.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(look, PAUSE);
});
// Enter looks and does not close; Escape closes and does not only empty the field.
field.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" && event.key !== "Escape") return;
  event.stopPropagation();
  event.preventDefault();
  if (event.key === "Enter") look();
  else dialog.close();
});
