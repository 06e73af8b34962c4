"use strict";
// Answers stay in this browser until the reader saves them as a file. Nothing is sent.
const form = document.getElementById("form");
const words = JSON.parse(form.dataset.words);
const columns = form.dataset.columns.split("\n");
const fields = [...form.querySelectorAll("fieldset")];
const draftKey = form.dataset.key + ".draft";
const doneKey = form.dataset.key + ".done";
const problems = document.getElementById("problems");
const status = document.getElementById("status");
const memory = new Map(); // where the browser refuses to keep anything

function keep(key, value) {
  memory.set(key, value);
  try { localStorage.setItem(key, JSON.stringify(value)); } catch { /* private window */ }
}
function recall(key, otherwise) {
  try {
    const text = localStorage.getItem(key);
    if (text !== null) return JSON.parse(text);
  } catch { /* private window */ }
  return memory.has(key) ? memory.get(key) : otherwise;
}
function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => name in values ? values[name] : whole);
}
function controls(field) { return [...field.querySelectorAll("input, select, textarea")]; }
function read(control) {
  if (control.type === "radio" || control.type === "checkbox") return control.checked ? control.value : "";
  return control.value;
}
function answers() {
  const found = {};
  for (const control of form.elements) {
    if (!control.name || control.closest("fieldset[hidden]")) continue;
    const value = read(control).trim();
    if (value) found[control.name] = value;
  }
  return found;
}
function route() {
  for (const field of fields) {
    if (!field.dataset.gate) continue;
    const gate = fields.find(each => each.dataset.id === field.dataset.gate);
    const wanted = JSON.parse(field.dataset.gateValues);
    const said = gate.hidden ? [] : controls(gate).filter(each => read(each) !== "")
      .map(each => each.type === "checkbox" ? each.name.split(".")[1] : each.value);
    field.hidden = !said.some(each => wanted.includes(each));
  }
}
function problemOf(field) {
  const filled = controls(field).filter(each => read(each).trim() !== "");
  const { title, most, kind, required } = field.dataset;
  if (required && (kind === "grid" ? filled.length < controls(field).length : !filled.length))
    return fill(words.error_required, { title });
  if (kind === "rank") {
    const places = filled.map(each => each.value);
    if (new Set(places).size < places.length) return fill(words.error_rank, { title });
  }
  if (most && filled.length > Number(most)) return fill(words.error_most, { title, n: most });
  return "";
}
function show(list) {
  const items = problems.querySelector("ul");
  items.replaceChildren(...list.map(([field, text]) => {
    const item = document.createElement("li");
    if (field) {
      const link = document.createElement("a");
      link.href = "#" + field.id;
      link.textContent = text;
      link.addEventListener("click", event => { event.preventDefault(); field.focus(); });
      item.append(link);
    } else item.textContent = text;
    return item;
  }));
  for (const field of fields) field.classList.toggle("wrong", list.some(each => each[0] === field));
  problems.hidden = !list.length;
  if (list.length) problems.focus();
}
function restore(found) {
  for (const control of form.elements) {
    if (!control.name) continue;
    const value = found[control.name] ?? "";
    if (control.type === "radio" || control.type === "checkbox") control.checked = control.value === value;
    else if (control.name === "channel") control.value = value || "form";
    else control.value = value;
  }
  route();
}
function count() {
  const n = recall(doneKey, []).length;
  document.getElementById("files").hidden = !n;
  document.getElementById("count").textContent = fill(words.finished, { n });
}
function newId() {
  return "r" + [...crypto.getRandomValues(new Uint8Array(8))].map(n => n.toString(16).padStart(2, "0")).join("");
}
function quote(text) { return /[",\r\n]|^\s|\s$/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text; }
function save(text, kind) {
  const link = document.createElement("a");
  const name = form.dataset.file + "." + kind;
  link.href = URL.createObjectURL(new Blob([text], { type: kind === "csv" ? "text/csv" : "application/json" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  status.textContent = fill(words.saved, { name });
}

form.addEventListener("input", () => {
  route();
  sure = false;
  keep(draftKey, answers());
  status.textContent = words.kept;
});
form.addEventListener("submit", event => {
  event.preventDefault();
  const found = answers();
  const asked = fields.filter(field => !field.hidden);
  const list = asked.map(field => [field, problemOf(field)]).filter(each => each[1]);
  const isEmpty = !asked.some(field => controls(field).some(each => read(each).trim() !== ""));
  if (isEmpty && !list.length) list.push([null, words.error_empty]);
  show(list);
  if (list.length) return;
  const row = { response_id: newId(), submitted_at: new Date().toISOString().slice(0, 19) + "Z", ...found };
  if (found.received_on) row.submitted_at = found.received_on + "T12:00:00Z";
  delete row.received_on;
  keep(doneKey, [...recall(doneKey, []), row]);
  keep(draftKey, {});
  restore({});
  count();
  status.textContent = words.thanks;
  document.getElementById("save-csv").focus();
});
let sure = false;
document.getElementById("clear").addEventListener("click", () => {
  if (!sure) {
    sure = true;
    status.textContent = words.sure;
    return;
  }
  sure = false;
  keep(draftKey, {});
  restore({});
  show([]);
  status.textContent = words.cleared;
});
document.getElementById("save-csv").addEventListener("click", () => {
  const rows = recall(doneKey, []).map(row => columns.map(name => quote(row[name] ?? "")).join(","));
  save("\ufeff" + [columns.map(quote).join(","), ...rows].join("\r\n") + "\r\n", "csv");
});
document.getElementById("save-json").addEventListener("click", () => {
  save(JSON.stringify(recall(doneKey, []), null, 1) + "\n", "json");
});
for (const hint of form.querySelectorAll(".noscript")) hint.hidden = true;
restore(recall(draftKey, {}));
count();
