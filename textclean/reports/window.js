"use strict";
// The window: asks the server about a text, shows what it found, and keeps which choices are on.  The text is always
// what the choices make of the source, so undo is a list of switches.
(() => {
  const by = id => document.getElementById(id);
  const all = (what, inside = document) => [...inside.querySelectorAll(what)];
  const told = by("told");
  let source = null; // what was asked about: {name, kind, data}
  let answer = null; // what the server said
  let points = []; // the source by code points
  let on = []; // for each choice: is it made?
  let done = [], undone = []; // numbers of choices, in the order they were turned
  let asked = 0, settings = "";

  function say(text, wrong = false) {
    told.textContent = text;
    told.classList.toggle("wrong", wrong);
  }

  function choose() { // the rules of the profile
    for (const box of all("input[data-switch]")) box.checked = box.dataset.profiles.split(" ").includes(by("profile").value);
  }

  function query() {
    const profile = by("profile").value;
    const found = new URLSearchParams({ profile, floor: by("floor").value, kind: source.kind, name: source.name });
    for (const box of all("input[data-switch]")) {
      const usual = box.dataset.profiles.split(" ").includes(profile);
      if (box.checked && !usual) found.append("also", box.dataset.switch);
      if (!box.checked && usual) found.append("skip", box.dataset.switch);
    }
    return found.toString();
  }

  async function ask() {
    if (!source) { say("There is no text yet."); return; }
    const number = ++asked;
    settings = query();
    say("Looking …");
    const start = performance.now();
    try {
      const response = await fetch(`inspect?${settings}`, { method: "POST", body: source.data });
      const found = await response.json();
      if (number !== asked) return; // a later question was put meanwhile
      if (!response.ok) { say(found.error, true); return; }
      show(found);
      const took = ((performance.now() - start) / 1000).toFixed(1);
      say([found.reading, `looked at in ${took} s`, ...found.problems].filter(Boolean).join("; "));
    } catch (error) {
      if (number === asked) say(`The server did not answer: ${error.message}`, true);
    }
  }

  function show(found) {
    answer = found;
    points = Array.from(found.before);
    on = found.choices.map(choice => choice.on);
    done = []; undone = [];
    by("title").textContent = found.title;
    document.title = `textclean: ${found.title}`;
    for (const name of ["facts", "chart", "levels", "grades", "body"]) by(name).innerHTML = found[name]; // escaped by the server
    by("found").hidden = false;
    text();
    document.dispatchEvent(new Event("textclean:shown"));
  }

  function made() {
    const pieces = [];
    let at = 0;
    answer.choices.forEach((choice, number) => {
      if (!on[number]) return;
      pieces.push(points.slice(at, choice.start).join(""), choice.new);
      at = choice.end;
    });
    pieces.push(points.slice(at).join(""));
    return pieces.join("");
  }

  function text() {
    by("out").value = made();
    by("undo").disabled = !done.length;
    by("redo").disabled = !undone.length;
  }

  function turn(number) {
    on[number] = !on[number];
    for (const box of all(`input[data-choice="${number}"]`)) box.checked = on[number];
    for (const mark of all(`mark[data-choice="${number}"]`)) {
      mark.classList.toggle("refused", !on[number]);
      mark.classList.toggle("made", on[number]);
      for (const part of all(".on", mark)) part.hidden = !on[number];
      for (const part of all(".off", mark)) part.hidden = on[number];
    }
    text();
  }

  function choice(number) {
    done.push(number);
    undone = [];
    turn(number);
    say(on[number] ? "Made." : "Refused.");
  }

  function step(from, to, word) {
    if (!from.length) return;
    const number = from.pop();
    to.push(number);
    turn(number);
    say(word);
  }
  const undo = () => step(done, undone, "Undone.");
  const redo = () => step(undone, done, "Done again.");

  function save(name, data, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([data], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  const plain = name => name.replace(/[^\w.-]+/g, "_").replace(/^\.+/, "") || "text.txt";

  async function saveRecord() {
    const numbers = on.flatMap((made, number) => (made ? [number] : []));
    try {
      const response = await fetch(`record?${settings}&on=${numbers.join(",")}`, { method: "POST", body: source.data });
      if (!response.ok) { say((await response.json()).error, true); return; }
      save(`${plain(answer.name)}.changes`, await response.text(), "application/jsonl");
    } catch (error) { say(`The server did not answer: ${error.message}`, true); }
  }

  function saveJson() {
    const { name, encoding, before, findings } = answer;
    const choices = answer.choices.map((one, number) => ({ ...one, on: on[number] }));
    save(`${plain(name)}.json`, JSON.stringify({ name, encoding, before, text: made(), choices, findings }, null, 1), "application/json");
  }

  async function take(file) {
    source = { name: file.name, kind: "file", data: await file.arrayBuffer() };
    by("text").value = "";
    ask();
  }

  by("ask").addEventListener("submit", e => {
    e.preventDefault();
    const typed = by("text").value;
    if (typed) source = { name: "pasted text", kind: "text", data: new TextEncoder().encode(typed) };
    ask();
  });
  by("text").addEventListener("paste", () => setTimeout(() => by("ask").requestSubmit()));
  by("text").addEventListener("keydown", e => { if (e.key === "Enter" && (e.ctrlKey || e.metaKey)) by("ask").requestSubmit(); });
  by("file").addEventListener("change", () => { if (by("file").files.length) take(by("file").files[0]); });
  by("profile").addEventListener("change", () => { choose(); if (source) ask(); });
  by("floor").addEventListener("change", () => { if (source) ask(); });
  document.addEventListener("change", e => {
    if (e.target.matches("input[data-choice]")) choice(Number(e.target.dataset.choice));
    else if (e.target.matches("input[data-switch]") && source) ask();
  });
  by("undo").addEventListener("click", undo);
  by("redo").addEventListener("click", redo);
  by("copy").addEventListener("click", async () => {
    try { await navigator.clipboard.writeText(made()); say("Copied."); } catch { by("out").closest("details").open = true; by("out").select(); say("Press Ctrl-C: the text is selected."); }
  });
  by("save-text").addEventListener("click", () => save(plain(answer.name), made(), "text/plain;charset=utf-8"));
  by("save-record").addEventListener("click", saveRecord);
  by("save-json").addEventListener("click", saveJson);
  document.addEventListener("keydown", e => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.closest?.("textarea, select, input:not([type=checkbox])")) return;
    const mark = e.target.closest?.("mark[data-choice]");
    if (e.key === "a" && mark) choice(Number(mark.dataset.choice));
    else if (e.key === "u") undo();
  });
  for (const name of ["dragover", "dragleave", "drop"]) document.addEventListener(name, e => {
    if (name !== "dragleave") e.preventDefault();
    document.body.classList.toggle("over", name === "dragover");
    if (name !== "drop") return;
    const file = e.dataTransfer.files[0], typed = e.dataTransfer.getData("text/plain");
    if (file) take(file);
    else if (typed) { by("text").value = typed; by("ask").requestSubmit(); }
  });
  choose();
})();
