// The form on the page of a rule: what is typed goes through textclean, in this browser (Pyodide, in a worker).
// Nothing is loaded before the button is pressed, and nothing from another site.
"use strict";

const HERE = new URL(".", document.currentScript.src);

class Engine {
  constructor() {
    this.waiting = new Map();
    this.worker = new Worker(new URL("live-worker.js", HERE), { type: "module" });
    this.worker.onmessage = ({ data }) => this.waiting.get(data.number)?.(data);
    this.worker.onerror = (event) => {
      for (const answer of this.waiting.values()) answer({ error: event.message || "it could not be started" });
    };
  }

  ask(text, rule) {
    const number = this.waiting.size;
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.worker.postMessage({ number, text, rule });
    });
  }
}

let engine = null;

function line(kind, text) {
  const found = document.createElement(kind);
  found.textContent = text;
  return found;
}

function show(form, answer) {
  const out = form.querySelector("pre"), list = form.querySelector("ul");
  list.replaceChildren(...(answer.told || []).map((told) => line("li", told)));
  out.hidden = answer.error !== undefined;
  out.textContent = answer.text ?? "";
  form.querySelector("[role=status]").textContent = answer.error ?? answer.facts;
}

for (const form of document.querySelectorAll("form.live")) {
  const box = form.querySelector("textarea"), status = form.querySelector("[role=status]");
  box.value = JSON.parse(form.dataset.text);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (engine === null) status.textContent = "Starting Python in this browser; this takes some seconds the first time …";
    engine ??= new Engine();
    show(form, await engine.ask(box.value, form.dataset.rule));
  });
}
