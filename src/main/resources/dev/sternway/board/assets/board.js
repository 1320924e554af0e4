"use strict";
// The server says that something changed; htmx fetches what. A page that missed a hundred changes is right after one answer.
htmx.config.allowEval = false;
(() => {
  const AGAIN_MILLIS = 2000;
  const page = document.body.dataset.page;
  const lost = document.getElementById("lost");

  const follow = () => {
    const source = new EventSource(page + "/changes");
    source.addEventListener("changed", () => htmx.trigger(document.body, "changed"));
    source.onopen = () => { lost.hidden = true; };
    source.onerror = () => {
      lost.hidden = false;
      // while it is connecting, the browser tries again by itself; an answer that is no stream ends that
      if (source.readyState === EventSource.CLOSED) setTimeout(ask, AGAIN_MILLIS);
    };
  };
  // reloads only what can be had: a reloaded page that is not there could not try again
  const ask = () => fetch(page, { headers: { Accept: "text/html" }, cache: "no-store" })
    .then(answer => (answer.ok ? location.reload() : setTimeout(ask, AGAIN_MILLIS)))
    .catch(() => setTimeout(ask, AGAIN_MILLIS));
  follow();

  // with the fragment alone, the browser takes the keyboard back to the top once more when the page has loaded
  document.querySelector(".skip").addEventListener("click", event => {
    event.preventDefault();
    document.getElementById("main").focus();
  });

  // what a person opened or closed stays so
  const kept = new Map();
  document.body.addEventListener("click", event => {
    const details = event.target.closest("summary")?.parentElement;
    if (details) kept.set(details.id, !details.open);
  });
  let state = document.getElementById("state").textContent;
  document.body.addEventListener("htmx:afterSwap", () => {
    for (const [id, open] of kept) {
      const details = document.getElementById(id);
      if (details) details.open = open;
    }
    const now = document.getElementById("state").textContent;
    if (now !== state) document.getElementById("said").textContent = state = now;
  });

  const length = seconds => {
    const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return (h ? h + "h" : "") + (m ? m + "m" : "") + (s && !h ? s + "s" : "") || "0s";
  };
  setInterval(() => {
    for (const time of document.querySelectorAll("[data-since]")) {
      const seconds = Math.floor((Date.now() - Date.parse(time.dataset.since)) / 1000);
      if (seconds > 0) time.textContent = "for " + length(seconds);
    }
  }, 1000);
})();
