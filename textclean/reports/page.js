"use strict";
(() => {
  const all = (what, inside = document) => [...inside.querySelectorAll(what)];
  const tip = document.getElementById("tip");

  function filter() {
    const boxes = all("input[data-rule], input[data-level], input[data-grade]"), spots = all(".spot");
    const on = kind => new Set(boxes.filter(b => b.checked && b.dataset[kind]).map(b => b.dataset[kind]));
    const rules = on("rule"), levels = on("level"), grades = on("grade");
    let shown = 0;
    for (const spot of spots) {
      let any = false;
      const fitting = e => e.dataset.rules.split(" ").some(r => rules.has(r))
        && levels.has(e.dataset.level) && grades.has(e.dataset.grade);
      for (const choice of all(".choices > li", spot)) choice.hidden = !fitting(choice);
      for (const mark of all("mark", spot)) {
        const fits = fitting(mark);
        mark.classList.toggle("off", !fits);
        mark.tabIndex = fits ? 0 : -1;
        any = any || fits;
      }
      spot.hidden = !any;
      shown += any;
    }
    for (const file of all(".file")) file.hidden = !file.querySelector(".spot:not([hidden])") && !file.querySelector(".clean");
    document.querySelector(".count").textContent =
      spots.length ? `${shown} of ${spots.length} damaged lines shown` : "Nothing to restore";
    hide();
  }

  function show(mark) {
    if (mark.classList.contains("off")) return;
    tip.textContent = mark.dataset.tip;
    tip.hidden = false;
    const at = mark.getBoundingClientRect(), own = tip.getBoundingClientRect();
    const left = Math.min(Math.max(16, at.left), innerWidth - own.width - 16);
    const below = at.bottom + 8 + own.height < innerHeight;
    tip.style.left = `${left + scrollX}px`;
    tip.style.top = `${(below ? at.bottom + 8 : at.top - own.height - 8) + scrollY}px`;
    all("mark[aria-describedby]").forEach(m => m.removeAttribute("aria-describedby"));
    mark.setAttribute("aria-describedby", "tip");
  }

  function hide() { tip.hidden = true; }

  function step(by) {
    const marks = all(".was mark:not(.off)").filter(m => !m.closest("[hidden]"));
    if (!marks.length) return;
    const here = marks.indexOf(document.activeElement);
    const next = marks[here < 0 ? (by > 0 ? 0 : marks.length - 1) : (here + by + marks.length) % marks.length];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
    show(next);
  }

  document.addEventListener("change", e => { if (e.target.matches("input[data-rule], input[data-level], input[data-grade]")) filter(); });
  document.addEventListener("click", e => {
    const button = e.target.closest("button[data-all]");
    if (!button) return;
    all("input[data-rule]").forEach(box => { box.checked = Boolean(button.dataset.all); });
    filter();
  });
  document.addEventListener("textclean:shown", filter); // other findings stand on the page now
  for (const [event, act] of [["mouseover", show], ["focusin", show], ["click", show]])
    document.addEventListener(event, e => { const mark = e.target.closest("mark"); if (mark) act(mark); });
  document.addEventListener("mouseout", e => { if (e.target.closest("mark")) hide(); });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.("textarea, select, input:not([type=checkbox])")) return;
    if (e.key === "n") step(1);
    else if (e.key === "p") step(-1);
    else if (e.key === "Escape") hide();
  });
  if (matchMedia("(max-width: 52rem)").matches) document.querySelector("aside details").open = false;
  filter();
})();
