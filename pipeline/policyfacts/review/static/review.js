"use strict";
/* The review page. Whatever comes from a paper is set as text, never as markup.

   What is shown is what is judged: a row is shown all at once, with its page, and only then can it be judged. */

import { $, ask, element, encoded, joined, place, say } from "./common.js";
import * as ahead from "./ahead.js";
import * as typed from "./typed.js";
import { differences } from "./deciding.js";

const HUES = ["#0b5394", "#b45f06", "#38761d", "#990000", "#674ea7", "#0c747e", "#a61c6b", "#5b5b00", "#3d5a80"];
const LISTED = 60; // rows shown in the list, around the one that is open
const AHEAD = 4; // rows fetched before they are asked for
const PATIENCE = 150; // milliseconds after which waiting is told

const state = {
  rows: [], tables: {}, papers: [], shown: [], at: -1,
  row: null, page: 0, editing: "", words: [], marks: {}, slot: "", key: "",
  ready: false, // the row is shown with its page, and nothing is on its way: it may be judged
  asked: 0, // counts what was asked for, so that an answer that comes late is not shown
  last: null, filters: {},
};

/* ---- lists and filters ---- */

function filtered() {
  const [table, doc, which] = [$("table").value, $("doc").value, $("state").value];
  return state.rows.filter((row) =>
    (table === "facts" ? !["dates", "countries", "amounts"].includes(row.table) : !table || row.table === table)
    && (!doc || row.doc === doc)
    && (which === "all" || (which === "done") === Boolean(row.verdict)));
}

const FILTERS = ["table", "doc", "state"];

function refilter() {
  if (state.editing && !leave()) {
    for (const id of FILTERS) $(id).value = state.filters[id];
    return;
  }
  for (const id of FILTERS) state.filters[id] = $(id).value;
  const open = state.row && state.row.fact_id;
  state.shown = filtered();
  state.at = Math.max(0, state.shown.findIndex((row) => row.id === open));
  if (state.shown.length) go(state.at);
  else { list(); clear(); }
}

function progress() {
  const judged = state.rows.filter((row) => row.verdict).length;
  const said = state.decides ? "rows on which reviewers differ decided" : `rows judged by ${state.who}`;
  $("progress").textContent = `${judged} of ${state.rows.length} ${said}`;
}

function list() {
  progress();
  const first = Math.max(0, Math.min(state.at - 8, state.shown.length - LISTED));
  $("list").replaceChildren(...state.shown.slice(first, first + LISTED).map((row, number) => {
    const button = element("button", { type: "button" },
      element("span", { className: "what", textContent: `${row.label} (${row.doc}, p. ${row.page})` }),
      element("span", { className: `sure ${row.verdict}`, textContent: row.verdict || row.confidence }));
    button.setAttribute("aria-label", `Open row ${first + number + 1}: ${row.label}; ${row.doc}, page ${row.page}; `
      + (row.verdict ? `judged: ${row.verdict}` : "not judged"));
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
  const asked = hold();
  state.at = number;
  list();
  const waiting = setTimeout(() => { if (asked === state.asked) say("Loading the row …"); }, PATIENCE);
  try {
    const found = await ahead.row(state.shown[number].id);
    if (asked === state.asked) show(found);
  } catch (error) {
    if (asked === state.asked) { clear(); say(error.message, "bad"); }
  } finally {
    clearTimeout(waiting);
  }
  for (let step = 1; step <= AHEAD; step += 1) {
    const next = state.shown[state.at + step];
    if (next) ahead.row(next.id).catch(() => {});
  }
}

/* From here on nothing can be judged until a row is shown; returns the number of what is asked for. */
function hold() {
  state.ready = false;
  state.asked += 1;
  verdicts();
  return state.asked;
}

function show({ row, page, picture }) {
  state.row = row;
  const { found } = row;
  form(row.table, row.row);
  heading(row.asks ? `Is there a fact of ${row.table} here that no row tells?` : row.table, `${found.doc}, page ${found.page}${found.confidence ? `, confidence ${found.confidence}` : ""}`
    + `${found.certainty && found.certainty !== "asserted" ? `, ${found.certainty}` : ""}`);
  $("quote").textContent = found.quote || found.text || "";
  differences(row, state.tables[row.table], take);
  depict(page, picture);
  say(row.verdict ? `${state.decides ? "Decided" : "You said"}: ${row.verdict}.` : "");
  state.ready = true;
  verdicts();
}

function heading(table, rest) {
  $("title").replaceChildren(`${table} `, element("span", { textContent: rest }));
}

function clear() {
  hold();
  state.row = null;
  state.page = 0;
  heading("No rows", state.decides ? "reviewers differ on nothing here" : "change what is shown above, or add a missed fact");
  differences(null);
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
  typed.start();
  verdicts();
}

function label(column, proved) {
  const swatch = element("span", { className: proved.has(column.name) ? "hue" : "hue none" });
  if (proved.has(column.name)) swatch.style.setProperty("--hue", hue(column.name));
  const sure = (state.row && state.row.sure && state.row.sure[column.name]) || "";
  const likely = element("span", { className: sure && Number(sure) < 0.5 ? "likely doubt" : "likely", textContent: sure });
  if (sure) likely.title = "how likely the cell is right";
  return element("label", { htmlFor: `cell-${column.name}`, title: column.meaning }, swatch, column.name, likely);
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
  made.addEventListener("input", () => {
    made.classList.toggle("changed", made.value !== made.dataset.before);
    if (state.editing && column.name !== "note" && !column.vocabulary.length) {
      typed.read(made, { table: tableHere(), doc: docHere() });
    }
  });
  made.addEventListener("change", () => typed.settle(made));
  made.addEventListener("focus", () => { state.slot = column.name; lit(); marked(); });
  made.setAttribute("aria-describedby", `read-${column.name}`);
  const names = state.row && state.row.names ? state.row.names[column.name] || "" : "";
  return element("div", { className: "cell" }, made,
    element("span", { id: `read-${column.name}`, className: "read", textContent: names }));
}

function cells() {
  const row = {};
  for (const one of $("row").elements) if (one.name) row[one.name] = one.value;
  return row;
}

function verdicts() {
  const editing = Boolean(state.editing);
  for (const id of ["accept", "edit", "reject", "undo", "undo-last", "previous", "next", "add"]) $(id).hidden = editing;
  for (const id of ["save", "cancel"]) $(id).hidden = !editing;
  $("row").classList.toggle("editing", editing);
  $("add").hidden ||= state.decides;
  const judging = state.ready && Boolean(state.row);
  for (const id of ["accept", "edit", "reject"]) able(id, judging && !(id === "accept" && state.row.asks));
  able("undo", judging && Boolean(state.row.verdict));
  able("undo-last", Boolean(state.last));
  able("add", Boolean(state.papers.length));
  $("fact").setAttribute("aria-busy", String(!state.ready && Boolean(state.row)));
}

/* A button that does nothing for now keeps the focus that it has. */
function able(id, can) {
  $(id).setAttribute("aria-disabled", String(!can));
}

/* ---- the page ---- */

async function turn(page) {
  const doc = docHere();
  if (!doc) return;
  const wanted = Math.min(Math.max(1, page), pagesOf(doc));
  const asked = state.asked;
  const picture = await ahead.picture(doc, wanted);
  if (asked !== state.asked || doc !== docHere()) return;
  depict(wanted, picture);
  if (state.editing) await words();
}

const pagesOf = (doc) => Number((state.papers.find((paper) => paper.doc === doc) || {}).pages || 1);

function depict(page, { url, error }) {
  const doc = docHere();
  const pages = pagesOf(doc);
  state.page = page;
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
  $("paper").className = url ? "" : "blank";
  $("unseen").textContent = url ? "" : `No picture. ${error}`;
  $("words").replaceChildren();
  const picture = $("picture");
  picture.alt = url ? `Page ${state.page} of ${doc}` : "";
  picture.onload = () => { if (!state.editing) scroll(); };
  if (url) picture.src = url;
  else picture.removeAttribute("src");
  draw();
  if (!state.editing) scroll();
}

const docHere = () => (state.editing === "add" ? state.adding : state.row && state.row.found.doc);

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

/* Bring the words into the frame; the window itself stays where it is. */
function scroll() {
  const [first, frame] = [$("boxes").firstElementChild, $("frame")];
  if (!first) return;
  const [at, around] = [first.getBoundingClientRect(), frame.getBoundingClientRect()];
  frame.scrollBy({
    top: at.top - around.top - (around.height - at.height) / 2,
    left: at.left - around.left - (around.width - at.width) / 2, behavior: "instant",
  });
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

function marked() {
  const starts = new Set((state.marks[state.slot] || []).map(([start]) => String(start)));
  for (const word of $("words").children) word.classList.toggle("marked", starts.has(word.dataset.start));
}

const tableHere = () => (state.editing === "add" ? $("kind").value : state.row.table);

/* ---- verdicts ---- */

async function judge(verdict) {
  if (!state.ready || !state.row || state.editing) return;
  if (verdict === "undo" && !state.row.verdict) return;
  await send({ verdict, ...shown(), row: state.row.row, spans: {} });
}

/* Of a row on which reviewers differ: what ``who`` said stands. */
async function take(who) {
  if (!state.ready || !state.row || !state.row.said || state.editing) return;
  const { verdict, row } = state.row.said.find((one) => one.who === who);
  await send({ verdict, ...shown(), row, spans: {}, take: who });
}

/* What is judged is what is shown: the row by its id, its values by their version. */
const shown = () => ({ table: state.row.table, fact_id: state.row.fact_id, version: state.row.version });

async function send(said) {
  const number = state.at;
  const asked = hold();
  let saved;
  try {
    saved = await ask("judge", said);
  } catch (error) {
    if (asked !== state.asked) return false;
    if (error.stale) { ahead.forgetAll(); state.asked += 1; await go(number); } else { state.ready = Boolean(state.row); }
    verdicts();
    say(error.message, "bad");
    return false;
  }
  state.editing = "";
  state.marks = {};
  took(saved, said);
  const text = said.verdict === "undo" ? "Taken back." : `Saved: ${said.verdict}.${read(said.row, saved.row)}`;
  await advance(said.verdict, saved.fact_id);
  say(state.shown.length ? text : `${text} No more rows here.`, "good");
  return true;
}

/* What was saved otherwise than it was sent. */
function read(sent, saved) {
  const other = Object.keys(saved).filter((name) => saved[name] !== String(sent[name] || "").trim());
  return other.length ? ` Read as ${other.map((name) => `${name} ${saved[name] || "nothing"}`).join(", ")}.` : "";
}

/* The lists know what was saved. */
function took(saved, said) {
  ahead.forget(saved.fact_id);
  state.last = saved.last;
  const known = state.rows.find((row) => row.id === saved.fact_id);
  if (saved.gone) state.rows = state.rows.filter((row) => row !== known);
  else if (known) Object.assign(known, { verdict: saved.verdict, label: saved.label });
  else {
    state.rows.push({
      id: saved.fact_id, table: said.table, doc: said.row.doc, page: Number(said.row.page), confidence: "",
      label: saved.label, verdict: saved.verdict,
    });
  }
  progress();
}

async function advance(verdict, judged) {
  const at = state.at;
  const before = state.row ? state.row.fact_id : judged;
  state.shown = filtered();
  const here = state.shown.findIndex((row) => row.id === before);
  const next = verdict === "undo" || verdict === "add" ? Math.max(here, 0) : here >= 0 ? here + 1 : at;
  if (!state.shown.length) { list(); clear(); return; }
  await go(Math.min(next, state.shown.length - 1));
}

/* Take back what was said last, and show that row. */
async function undoLast() {
  const { last } = state;
  if (!last || state.editing || (!state.ready && state.row)) return;
  const asked = hold();
  let saved;
  try {
    saved = await ask("take-back", { fact_id: last.fact_id, at: last.at });
  } catch (error) {
    if (asked === state.asked) { state.ready = Boolean(state.row); verdicts(); say(error.message, "bad"); }
    return;
  }
  took(saved, {});
  state.shown = filtered();
  const row = state.rows.find((one) => one.id === saved.fact_id);
  if (row && !state.shown.includes(row)) state.shown.splice(Math.min(state.at, state.shown.length), 0, row);
  if (state.shown.length) await go(row ? state.shown.indexOf(row) : Math.min(state.at, state.shown.length - 1));
  else { list(); clear(); }
  say(`Undone: ${last.verdict} of ${last.label}.`, "good");
}

async function edit() {
  if (!state.ready || !state.row || state.editing) return;
  state.editing = "correct";
  state.marks = {};
  form(state.row.table, state.row.row);
  const first = $("row").querySelector("input, select");
  if (first) first.focus();
  await words();
}

async function add() {
  if (state.editing || state.decides || !state.papers.length || (state.row && !state.ready)) return;
  const asked = hold();
  state.key = Array.from(crypto.getRandomValues(new Uint8Array(8)), (one) => one.toString(16).padStart(2, "0")).join("");
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
  if (asked === state.asked) await turn(page);
}

function blank() {
  const row = state.row;
  state.row = null;
  form($("kind").value, {});
  state.row = row;
  state.slot = state.tables[$("kind").value][0].name;
}

async function save() {
  if (!state.editing || !await typed.ready([...$("row").elements].filter((one) => one.name))) return;
  if (!state.editing) return;
  const adding = state.editing === "add";
  const row = { ...(adding ? {} : state.row.row), ...cells() };
  if (adding) Object.assign(row, { doc: state.adding, page: String(state.page) });
  const spans = Object.fromEntries(Object.entries(state.marks).map(([slot, marks]) => [slot, joined(marks)]));
  const said = { table: tableHere(), row, spans, key: state.key };
  if (!adding) Object.assign(said, shown());
  const mine = adding || state.row.verdict === "add";
  await send(Object.assign(said, { verdict: mine ? "add" : "correct", fact_id: adding ? "" : state.row.fact_id }));
}

const changed = () => state.editing && (Object.values(state.marks).some((marks) => marks.length)
  || [...$("row").elements].some((one) => one.name && one.value !== one.dataset.before));

function leave() {
  if (changed() && !window.confirm("Leave without saving?")) return false;
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
  u: () => judge("undo"), z: undoLast, e: edit, n: add,
  "[": () => turn(state.page - 1), "]": () => turn(state.page + 1), "?": () => $("help").showModal(),
  w: () => { const word = $("words").querySelector("[tabindex='0']"); if (word) word.focus(); },
};

document.addEventListener("keydown", (event) => {
  if ($("help").open) return;
  if (event.key === "Escape") { cancel(); return; }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); save(); return; }
  const typing = event.target.matches("select, input:not([readonly])");
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !typing) { event.preventDefault(); undoLast(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing) return;
  const said = state.row && state.row.said ? state.row.said[Number(event.key) - 1] : undefined;
  if (said) { event.preventDefault(); take(said.who); return; }
  if (!(event.key in KEYS)) return;
  event.preventDefault();
  KEYS[event.key]();
});

async function start() {
  const found = await ask("rows");
  Object.assign(state, found);
  document.title = `${found.decides ? "Decide" : "Review"} · Policyfacts`;
  $("heading").textContent = found.decides ? "Decide" : "Review";
  const options = [["facts", "facts"], ["", "all tables"], ...Object.keys(found.tables).map((name) => [name, name])];
  $("table").replaceChildren(...options.map(([value, text]) => element("option", { value, textContent: text })));
  $("doc").replaceChildren(element("option", { value: "", textContent: "all papers" }),
    ...found.papers.map((paper) => element("option", { value: paper.doc, textContent: paper.doc })));
  if (found.decides) $("table").value = "";
  for (const id of FILTERS) $(id).addEventListener("change", refilter);
  window.addEventListener("beforeunload", (event) => { if (changed()) event.preventDefault(); });
  const actions = {
    accept: () => judge("accept"), reject: () => judge("reject"), undo: () => judge("undo"), "undo-last": undoLast, edit, add, save, cancel,
    previous: () => go(state.at - 1), next: () => go(state.at + 1),
    "help-button": () => $("help").showModal(), "help-close": () => $("help").close(),
  };
  for (const [id, action] of Object.entries(actions)) $(id).addEventListener("click", action);
  $("row").addEventListener("submit", (event) => { event.preventDefault(); save(); });
  if (found.decides) for (const option of $("state").options) option.textContent = option.textContent.replace("judged", "decided");
  refilter();
}

start().catch((error) => say(error.message, "bad"));
