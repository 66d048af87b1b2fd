// What every page has: the session's token on htmx requests, menus that close.
const csrf = document.body.dataset.csrf;

document.body.addEventListener("htmx:configRequest", (event) => {
  event.detail.headers["X-CSRF-Token"] = csrf;
});
// The session is over: the page asks to sign in. The editor says so itself, since it holds texts.
document.body.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401 && !document.getElementById("editor")) location.reload();
});

// One tick for all of a list.
document.addEventListener("change", ({ target }) => {
  const name = target.dataset.all;
  if (!name) return;
  for (const box of target.form.querySelectorAll(`input[name="${name}"]`)) box.checked = target.checked;
});

const menu = document.querySelector(".menu");
document.addEventListener("click", (event) => {
  if (menu?.open && !menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
