"use strict";
// what a person opened stays open when the page is fetched anew
(() => {
  const kept = new Map();
  document.body.addEventListener("toggle", event => {
    const title = event.target.querySelector(".title");
    if (title) kept.set(title.textContent, event.target.open);
  }, true);
  document.body.addEventListener("htmx:afterSwap", () => {
    for (const details of document.querySelectorAll("details")) {
      const title = details.querySelector(".title");
      if (title && kept.has(title.textContent)) details.open = kept.get(title.textContent);
    }
  });
})();
