"use strict";
/* The review page. Whatever comes from a paper is set as text, never as markup. */

const $ = (id) => document.getElementById(id);
const HUES = ["#0b5394", "#b45f06", "#38761d", "#990000", "#674ea7", "#0c747e", "#a61c6b", "#5b5b00", "#3d5a80"];
const LISTED = 60; // rows shown in the list, around the one that is open

const state = {
  rows: [], tables: {}, papers: [], shown: [], at: -1,
  row: null, page: 0, editing: "", words: [], marks: {}, slot: "",
};

async function ask(path, said) {
  const options = said === undefined ? {} : {
    method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said),
  };
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Error("The server does not answer: is 'policyfacts review' still running? Nothing was lost that was saved.");
  }
  const found = await answer.json();
  if (!answer.ok) throw new Error(found.error || `The server says ${answer.status}.`);
  return found;
}

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

function say(text, kind = "") {
  $("message").textContent = text;
  $("message").className = kind;
}

const encoded = (part) => part.split("/").map(encodeURIComponent).join("/");

/* ---- lists and filters ---- */

function filtered() {
  const [table, doc, which] = [$("table").value, $("doc").value, $("state").value];
  return state.rows.filter((row) =>
    (table === "facts" ? !["dates", "countries", "amounts"].includes(row.table) : !table || row.table === table)
    && (!doc || row.doc === doc)
    && (which === "all" || (which === "done") === Boolean(row.verdict)));
}

function refilter() {
  const open = state.row && state.row.fact_id;
  state.shown = filtered();
  state.at = Math.max(0, state.shown.findIndex((row) => row.id === open));
  list();
  if (!state.shown.length) clear();
  else if (!open || state.shown[state.at].id !== open) go(state.at);
}

function progress() {
  const judged = state.rows.filter((row) => row.verdict).length;
  $("progress").textContent = `${judged} of ${state.rows.length} rows judged by ${state.who}`;
}

function list() {
  progress();
  const first = Math.max(0, Math.min(state.at - 8, state.shown.length - LISTED));
  $("list").replaceChildren(...state.shown.slice(first, first + LISTED).map((row, number) => {
    const button = element("button", { type: "button" },
      element("span", { className: "what", textContent: `${row.label} (${row.doc}, p. ${row.page})` }),
      element("span", { className: `sure ${row.verdict}`, textContent: row.verdict || row.confidence }));
    if (first + number === state.at) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => go(first + number));
    return element("li", {}, button);
  }));
}

async function go(number) {
  if (state.editing && !leave()) return;
  if (number < 0 || number >= state.shown.length) {
    say(number < 0 ? "This is the first row." : "This was the last row.");
    return;
  }
  state.at = number;
  list();
  try {
    state.row = await ask(`row/${encoded(state.shown[number].id)}`);
  } catch (error) {
    say(error.message, "bad");
    return;
  }
  say(state.row.verdict ? `You said: ${state.row.verdict}.` : "");
  form(state.row.table, state.row.row);
  const { found } = state.row;
  heading(`${state.row.table}`, `${found.doc}, page ${found.page}${found.confidence ? `, confidence ${found.confidence}` : ""}`
    + `${found.certainty && found.certainty !== "asserted" ? `, ${found.certainty}` : ""}`);
  $("quote").textContent = found.quote || found.text || "";
  const fullest = Object.entries(state.row.boxes).sort((one, other) => other[1].length - one[1].length)[0];
  turn(Number(fullest ? fullest[0] : found.page));
}

function heading(table, rest) {
  $("title").replaceChildren(`${table} `, element("span", { textContent: rest }));
}

function clear() {
  state.row = null;
  state.page = 0;
  heading("No rows", "change what is shown above, or add a missed fact");
  for (const id of ["quote", "row", "boxes", "words", "pager"]) $(id).replaceChildren();
  $("picture").removeAttribute("src");
  $("paper").className = "blank";
  $("place").textContent = "Page";
  verdicts();
}

/* ---- the row ---- */

function hue(slot) {
  const names = state.tables[state.editing === "add" ? $("kind").value : state.row.table].map((column) => column.name);
  return HUES[names.indexOf(slot) % HUES.length];
}

function form(table, row) {
  const proved = new Set(Object.values(state.row ? state.row.boxes : {}).flat().map((box) => box.slot));
  const cells = state.tables[table].flatMap((column) => [label(column, proved), cell(column, row[column.name] || "")]);
  const note = { name: "note", meaning: "A remark; 'optional' makes the row count on neither side.", vocabulary: [] };
  $("row").replaceChildren(...cells, label(note, proved), cell(note, row.note || ""));
  verdicts();
}

function label(column, proved) {
  const swatch = element("span", { className: proved.has(column.name) ? "hue" : "hue none" });
  if (proved.has(column.name)) swatch.style.setProperty("--hue", hue(column.name));
  return element("label", { htmlFor: `cell-${column.name}`, title: column.meaning }, swatch, column.name);
}

function cell(column, value) {
  let made;
  if (column.vocabulary.length) {
    const values = ["", ...column.vocabulary, ...(value && !column.vocabulary.includes(value) ? [value] : [])];
    made = element("select", {}, ...values.map((one) => element("option", { value: one, textContent: one || "—" })));
    made.disabled = !state.editing;
  } else {
    made = element("input", { type: "text", autocomplete: "off", spellcheck: false });
    made.readOnly = !state.editing;
  }
  Object.assign(made, { id: `cell-${column.name}`, name: column.name, value });
  made.dataset.before = value;
  made.addEventListener("input", () => made.classList.toggle("changed", made.value !== made.dataset.before));
  made.addEventListener("focus", () => { state.slot = column.name; lit(); marked(); });
  return made;
}

function cells() {
  const row = {};
  for (const one of $("row").elements) if (one.name) row[one.name] = one.value;
  return row;
}

function verdicts() {
  const editing = Boolean(state.editing);
  for (const id of ["accept", "edit", "reject", "undo", "previous", "next", "add"]) $(id).hidden = editing;
  for (const id of ["save", "cancel"]) $(id).hidden = !editing;
  for (const id of ["accept", "edit", "reject"]) $(id).disabled = !state.row;
  $("undo").disabled = !(state.row && state.row.verdict);
  $("add").disabled = !state.papers.length;
}

/* ---- the page ---- */

async function turn(page) {
  const doc = docHere();
  if (!doc) return;
  const pages = Number((state.papers.find((paper) => paper.doc === doc) || {}).pages || 1);
  state.page = Math.min(Math.max(1, page), pages);
  $("place").textContent = `${doc}, page ${state.page} of ${pages}`;
  const before = element("button", { type: "button", textContent: "page before", disabled: state.page <= 1 });
  const after = element("button", { type: "button", textContent: "page after", disabled: state.page >= pages });
  before.addEventListener("click", () => turn(state.page - 1));
  after.addEventListener("click", () => turn(state.page + 1));
  const others = state.editing === "add" || !state.row ? [] : state.row.pages.filter((one) => one !== state.page);
  $("pager").replaceChildren(before, after, ...others.map((one) => {
    const button = element("button", { type: "button", textContent: `proof on page ${one}` });
    button.addEventListener("click", () => turn(one));
    return button;
  }));
  $("paper").className = "";
  $("unseen").textContent = "";
  $("boxes").replaceChildren();
  $("words").replaceChildren();
  const picture = $("picture");
  picture.alt = `Page ${state.page} of ${doc}`;
  const source = `page/${state.page}/${encoded(doc)}`;
  picture.onload = () => { if (!state.editing) scroll(); };
  picture.onerror = async () => {
    $("paper").className = "blank";
    try { await ask(source); } catch (error) { $("unseen").textContent = `No picture. ${error.message}`; }
  };
  picture.src = source;
  draw();
  if (state.editing) await words();
}

const docHere = () => (state.editing === "add" ? state.adding : state.row && state.row.found.doc);

function place(made, [left, top, width, height]) {
  Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return made;
}

function draw() {
  const here = state.row && state.editing !== "add" ? state.row.boxes[String(state.page)] || [] : [];
  $("boxes").replaceChildren(...here.map((box) => {
    const made = place(element("div", { className: "box", title: box.slot }), box.at);
    made.dataset.slot = box.slot;
    made.style.setProperty("--hue", hue(box.slot));
    return made;
  }));
  lit();
}

function lit() {
  for (const box of $("boxes").children) box.classList.toggle("lit", box.dataset.slot === state.slot);
}

function scroll() {
  const first = $("boxes").firstElementChild;
  if (first) first.scrollIntoView({ block: "center", behavior: "instant" });
}

/* ---- marking words ---- */

async function words() {
  const [doc, page] = [docHere(), state.page];
  try {
    state.words = await ask(`words/${page}/${encoded(doc)}`);
  } catch (error) {
    $("unseen").textContent = `Words cannot be marked. ${error.message}`;
    return;
  }
  if (!state.editing || page !== state.page) return;
  $("words").replaceChildren(...state.words.map((word, number) => {
    const made = place(element("button", { type: "button", className: "word", tabIndex: number ? -1 : 0 }), word.at);
    made.dataset.start = word.start;
    made.setAttribute("aria-label", `word ${number + 1} of the page`);
    made.addEventListener("click", () => mark(word));
    made.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: 8, ArrowUp: -8 }[event.key];
      if (!step) return;
      event.preventDefault();
      const other = $("words").children[number + step];
      if (other) { made.tabIndex = -1; other.tabIndex = 0; other.focus(); }
    });
    return made;
  }));
  marked();
}

async function mark(word) {
  const slot = state.slot || state.tables[tableHere()][0].name;
  const spans = state.marks[slot] || [];
  const known = spans.findIndex(([start]) => start === word.start);
  if (known >= 0) spans.splice(known, 1);
  else spans.push([word.start, word.end]);
  spans.sort((one, other) => one[0] - other[0]);
  state.marks[slot] = spans;
  marked();
  try {
    await fill(slot, spans);
  } catch (error) {
    say(error.message, "bad");
  }
}

async function fill(slot, spans) {
  const field = $(`cell-${slot}`);
  const texts = await ask(`texts/${encoded(docHere())}`, { spans: joined(spans) });
  const { value } = texts.length ? await ask("read", { table: tableHere(), column: slot, words: texts }) : { value: "" };
  if (value === null) say(`${slot}: '${texts.join(" ")}' cannot be read as such; write it yourself.`, "bad");
  else {
    field.value = value;
    field.dispatchEvent(new Event("input"));
    say("");
  }
}

/* Neighbouring words are one stretch. */
function joined(spans) {
  const stretches = [];
  for (const [start, end] of spans) {
    const last = stretches.at(-1);
    if (last && start - last[1] <= 1) last[1] = end;
    else stretches.push([start, end]);
  }
  return stretches;
}

function marked() {
  const starts = new Set((state.marks[state.slot] || []).map(([start]) => String(start)));
  for (const word of $("words").children) word.classList.toggle("marked", starts.has(word.dataset.start));
}

const tableHere = () => (state.editing === "add" ? $("kind").value : state.row.table);

/* ---- verdicts ---- */

async function judge(verdict) {
  if (!state.row || state.editing) return;
  await send({ verdict, table: state.row.table, fact_id: state.row.fact_id, row: state.row.row, spans: {} });
}

async function send(said) {
  let saved;
  try {
    saved = await ask("judge", said);
  } catch (error) {
    say(error.message, "bad");
    return false;
  }
  const known = state.rows.find((row) => row.id === saved.fact_id);
  if (known) Object.assign(known, { verdict: saved.verdict, label: saved.label });
  else {
    state.rows.push({
      id: saved.fact_id, table: said.table, doc: said.row.doc, page: Number(said.row.page), confidence: "",
      label: saved.label, verdict: saved.verdict,
    });
  }
  progress();
  say(said.verdict === "undo" ? "Taken back." : `Saved: ${said.verdict}.`, "good");
  advance(said.verdict);
  return true;
}

function advance(verdict) {
  const text = $("message").textContent;
  const at = state.at;
  const before = state.row && state.row.fact_id;
  state.shown = filtered();
  const here = state.shown.findIndex((row) => row.id === before);
  const next = verdict === "undo" || verdict === "add" ? Math.max(here, 0) : here >= 0 ? here + 1 : at;
  if (!state.shown.length) { list(); clear(); say(`${text} No more rows here.`, "good"); return; }
  go(Math.min(next, state.shown.length - 1)).then(() => say(text, "good"));
}

async function edit() {
  if (!state.row || state.editing) return;
  state.editing = "correct";
  state.marks = {};
  form(state.row.table, state.row.row);
  const first = $("row").querySelector("input, select");
  if (first) first.focus();
  await words();
}

async function add() {
  if (state.editing || !state.papers.length) return;
  const table = state.row ? state.row.table : "funds";
  state.adding = state.row ? state.row.found.doc : $("doc").value || state.papers[0].doc;
  const page = state.page || 1;
  state.editing = "add";
  state.marks = {};
  const kind = element("select", { id: "kind" }, ...Object.keys(state.tables).map(
    (name) => element("option", { value: name, textContent: name, selected: name === table })));
  kind.addEventListener("change", () => { state.marks = {}; blank(); });
  $("title").replaceChildren(element("label", { htmlFor: "kind", textContent: "Add to " }), kind);
  $("quote").textContent = "Choose a cell, then click the words on the page that state it.";
  blank();
  kind.focus();
  await turn(page);
}

function blank() {
  const row = state.row;
  state.row = null;
  form($("kind").value, {});
  state.row = row;
  state.slot = state.tables[$("kind").value][0].name;
}

async function save() {
  if (!state.editing) return;
  const adding = state.editing === "add";
  const row = { ...(adding ? {} : state.row.row), ...cells() };
  if (adding) Object.assign(row, { doc: state.adding, page: String(state.page) });
  const spans = Object.fromEntries(Object.entries(state.marks).map(([slot, marks]) => [slot, joined(marks)]));
  const said = { table: tableHere(), row, spans };
  const mine = adding || state.row.verdict === "add";
  Object.assign(said, { verdict: mine ? "add" : "correct", fact_id: adding ? "" : state.row.fact_id });
  const [mode, marks] = [state.editing, state.marks];
  state.editing = "";
  if (!await send(said)) Object.assign(state, { editing: mode, marks });
}

function leave() {
  const changed = [...$("row").elements].some((one) => one.name && one.value !== one.dataset.before);
  if (changed && !window.confirm("Leave without saving?")) return false;
  state.editing = "";
  state.marks = {};
  $("words").replaceChildren();
  return true;
}

function cancel() {
  if (!state.editing || !leave()) return;
  if (state.row) go(state.at);
  else clear();
}

/* ---- keys ---- */

const KEYS = {
  j: () => go(state.at + 1), k: () => go(state.at - 1), a: () => judge("accept"), r: () => judge("reject"),
  u: () => { if (state.row && state.row.verdict) judge("undo"); }, e: edit, n: add,
  "[": () => turn(state.page - 1), "]": () => turn(state.page + 1), "?": () => $("help").showModal(),
  w: () => { const word = $("words").querySelector("[tabindex='0']"); if (word) word.focus(); },
};

document.addEventListener("keydown", (event) => {
  if ($("help").open) return;
  if (event.key === "Escape") { cancel(); return; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const typing = event.target.matches("select, input:not([readonly])");
  if (typing || !(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

async function start() {
  const found = await ask("rows");
  Object.assign(state, found);
  const options = [["facts", "facts"], ["", "all tables"], ...Object.keys(found.tables).map((name) => [name, name])];
  $("table").replaceChildren(...options.map(([value, text]) => element("option", { value, textContent: text })));
  $("doc").replaceChildren(element("option", { value: "", textContent: "all papers" }),
    ...found.papers.map((paper) => element("option", { value: paper.doc, textContent: paper.doc })));
  for (const id of ["table", "doc", "state"]) $(id).addEventListener("change", refilter);
  const actions = {
    accept: () => judge("accept"), reject: () => judge("reject"), undo: () => judge("undo"), edit, add, save, cancel,
    previous: () => go(state.at - 1), next: () => go(state.at + 1),
    "help-button": () => $("help").showModal(), "help-close": () => $("help").close(),
  };
  for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
  $("row").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  refilter();
}

start().catch((error) => say(error.message, "bad"));
