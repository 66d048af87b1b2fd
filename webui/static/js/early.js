// Runs before the page is drawn, so that nothing jumps when the rest arrives.
document.documentElement.classList.add("js");
