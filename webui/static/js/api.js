// Talking to the server. `status` 0 says that it did not answer.
const csrf = document.body.dataset.csrf;
const editor = document.getElementById("editor").dataset;
const PATIENCE = 20000;

export async function send(method, url, body) {
  try {
    const response = await fetch(url, {
      method,
      headers: { "Content-Type": "application/json", "X-CSRF-Token": csrf, Accept: "application/json" },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const json = await response.json();
    return { status: response.status, json };
  } catch {
    return { status: 0, json: null };
  }
}

export function entryUrl(key, what = "") {
  return `${editor.api}/entries/${key}${what}`;
}

export function pageUrl(key, what) {
  return `${editor.page}/entries/${key}${what}`;
}
