// The interface's words, in its language; the server writes them into the page.
export const words = JSON.parse(document.getElementById("words").textContent);
