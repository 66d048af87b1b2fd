// Keys, by their place on the keyboard: a Georgian, Cyrillic or Latin layout must not matter.
const CHORD_TIME = 3000;

export function listen(actions) {
  let chord = null;
  let until = 0;

  const plain = {
    KeyJ: actions.next,
    KeyK: actions.previous,
    KeyN: actions.nextUnfinished,
  };
  const ctrl = { KeyS: actions.unfinished, KeyB: actions.sendBack };
  const alt = {
    ArrowUp: actions.previous,
    ArrowDown: actions.next,
    PageUp: actions.previousUnfinished,
    PageDown: actions.nextUnfinished,
    KeyZ: actions.undo,
    KeyC: actions.copySource,
    KeyK: actions.comment,
    KeyP: actions.beside,
    KeyF: actions.lookUp,
    Slash: actions.keys,
  };

  function wanted(event) {
    const typing = event.target.matches?.("textarea, input, select");
    const command = event.ctrlKey || event.metaKey;
    const digit = /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1];
    if (chord && digit && Date.now() < until) {
      const act = actions[chord];
      chord = null;
      return () => act(Number(digit));
    }
    if (!["Control", "Shift", "Alt", "Meta"].includes(event.key)) chord = null;
    if (command && !event.altKey) {
      if (event.key === "Enter") return event.shiftKey ? actions.approve : actions.accept;
      if (event.shiftKey) return null;
      if (event.code === "KeyM" || event.code === "KeyI") {
        return () => {
          chord = event.code === "KeyM" ? "suggestion" : "insert";
          until = Date.now() + CHORD_TIME;
        };
      }
      return ctrl[event.code] ?? null;
    }
    if (event.altKey && !command) return alt[event.code] ?? null;
    if (typing) return event.key === "Escape" ? actions.leave : null;
    return event.key === "?" ? actions.keys : plain[event.code] ?? null;
  }

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || document.querySelector("dialog[open]")) return;
    const act = wanted(event);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
