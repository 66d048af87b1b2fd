// Texts that are not saved yet, kept in the browser: they outlive the server, the tab, the laptop's
// battery. One item of localStorage a segment.
const editor = document.getElementById("editor").dataset;
const prefix = `desk:${document.body.dataset.person}:${editor.lang}/${editor.item}#`;

export function keep(key, text, base, revision) {
  try {
    localStorage.setItem(prefix + key, JSON.stringify({ text, base, revision }));
  } catch {
    // No room or no permission: leaving the page still warns.
  }
}

export function drop(key) {
  try {
    localStorage.removeItem(prefix + key);
  } catch {
    // As above.
  }
}

export function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(prefix + key));
  } catch {
    return null;
  }
}
