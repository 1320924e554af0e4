"use strict";
// Draws the diagram that the rollback is in, or the one that a person chose; the marks are those of the list beside it.
(() => {
  const LEAST_SCALE = 0.75;
  const BORDER = 24;
  let viewer, shown, chosen, drawn;

  const open = async key => {
    const answer = await fetch(document.body.dataset.page + "/diagrams/" + encodeURIComponent(key), { cache: "no-store" });
    if (!answer.ok) return false;
    const canvas = document.getElementById("canvas");
    if (!viewer) {
      canvas.innerHTML = '<div class="scroll" role="region" tabindex="0"><div class="paper"></div></div>';
      viewer = new BpmnJS({
        container: canvas.querySelector(".paper"),
        bpmnRenderer: { defaultFillColor: "var(--card)", defaultStrokeColor: "var(--ink)", defaultLabelColor: "var(--ink)" },
      });
    }
    await viewer.importXML(await answer.text());
    const plane = viewer.get("canvas");
    const box = plane.viewbox().inner;
    const scroll = canvas.querySelector(".scroll");
    const scale = Math.min(1, Math.max(LEAST_SCALE, scroll.clientWidth / (box.width + 2 * BORDER)));
    const paper = canvas.querySelector(".paper");
    paper.style.width = (box.width + 2 * BORDER) * scale + "px";
    paper.style.height = (box.height + 2 * BORDER) * scale + "px";
    plane.resized();
    plane.viewbox({ x: box.x - BORDER, y: box.y - BORDER, width: box.width + 2 * BORDER, height: box.height + 2 * BORDER });
    // the project's mark stays in view, whatever is scrolled
    const mark = paper.querySelector(".bjs-powered-by");
    if (mark) {
      canvas.querySelector(":scope > .bjs-powered-by")?.remove();
      canvas.append(mark);
    }
    scroll.setAttribute("aria-label", "Diagram: " + document.getElementById("show-" + key).textContent);
    return true;
  };

  const mark = () => {
    const marks = [...document.querySelectorAll(`#words li[data-of="${CSS.escape(shown)}"]`)].map(item => ({ ...item.dataset }));
    const now = shown + JSON.stringify(marks);
    if (now === drawn) return;
    drawn = now;
    const [plane, overlays, registry] = ["canvas", "overlays", "elementRegistry"].map(part => viewer.get(part));
    overlays.clear();
    let where;
    for (const { element, tone, words } of marks) {
      const shape = registry.get(element);
      if (!shape) continue;
      for (const other of ["done", "running", "asked", "failed", "skipped", "planned"]) plane.removeMarker(element, "at-" + other);
      plane.addMarker(element, "at-" + tone);
      const sign = document.createElement("span");
      sign.className = "sign " + tone;
      sign.textContent = words;
      overlays.add(element, { position: { top: -10, left: 6 }, html: sign });
      if (["running", "asked", "failed"].includes(tone)) where = shape;
    }
    if (where) {
      const scroll = document.querySelector("#canvas .scroll");
      const { x, scale } = plane.viewbox();
      scroll.scrollLeft = (where.x + where.width / 2 - x) * scale - scroll.clientWidth / 2;
    }
  };

  let turn = Promise.resolve();
  const show = () => {
    turn = turn.then(async () => {
      const buttons = [...document.querySelectorAll("[data-diagram]")];
      if (!buttons.length) return;
      const current = buttons.filter(button => button.dataset.current === "true").pop() ?? buttons[0];
      const wanted = chosen ?? current.dataset.diagram;
      for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.diagram === wanted);
      if (wanted !== shown && await open(wanted)) {
        shown = wanted;
        drawn = undefined;
      }
      if (shown) mark();
    }).catch(failure => console.warn("The diagram cannot be drawn", failure));
  };
  document.body.addEventListener("click", event => {
    const button = event.target.closest("[data-diagram]");
    if (!button) return;
    chosen = button.dataset.current === "true" ? undefined : button.dataset.diagram;
    show();
  });
  document.body.addEventListener("htmx:afterSwap", show);
  show();
})();
