"use strict";
/* What is typed into a cell is shown as it would be saved, while it is typed. */

import { $, ask, say } from "./common.js";

let told = new Map(); // column -> { text, answer }

export function start() {
  told = new Map();
}

/* Ask how the text of a field would be saved. ``where`` is { table, doc }. */
export function read(field, where) {
  const mine = { text: field.value, answer: null };
  told.set(field.name, mine);
  mine.coming = ask("typed", { ...where, column: field.name, text: mine.text }).then((answer) => {
    mine.answer = answer;
    if (told.get(field.name) === mine) show(field, answer);
    if (document.activeElement !== field) settle(field);
  }, (error) => say(error.message, "bad"));
}

/* Put the code into the field; what cannot be read stays as it was typed. */
export function settle(field) {
  const mine = told.get(field.name);
  if (!mine || !mine.answer || mine.answer.problem || field.value !== mine.text) return;
  field.value = mine.text = mine.answer.value;
  field.classList.toggle("changed", field.value !== field.dataset.before);
}

/* Whether all that was typed can be saved: it has been read, shown and found sound. */
export async function ready(fields) {
  const unseen = fields.filter((field) => told.has(field.name) && !told.get(field.name).answer);
  await Promise.all(unseen.map((field) => told.get(field.name).coming));
  for (const field of fields) {
    const mine = told.get(field.name);
    if (mine && mine.answer && mine.answer.problem && field.value === mine.text) {
      say(mine.answer.problem, "bad");
      field.focus();
      return false;
    }
  }
  const other = unseen.filter((field) => told.get(field.name).answer && told.get(field.name).answer.value !== field.value);
  fields.forEach(settle);
  if (other.length) say("Read as the cells show it now. Save again to keep it.", "warm");
  return !other.length;
}

function show(field, answer) {
  const shown = $(`read-${field.name}`);
  if (!shown) return;
  const differs = answer.value !== field.value;
  shown.textContent = answer.problem || (differs ? `saved as ${answer.shown || answer.value}` : answer.shown);
  shown.className = answer.problem ? "read bad" : "read";
}
