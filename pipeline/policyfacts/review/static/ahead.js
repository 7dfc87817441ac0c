"use strict";
/* Rows and the pictures of their pages, fetched before they are asked for, so that the next one stands at once. */

import { ask, encoded } from "./common.js";

const PICTURES = 40; // kept; the oldest goes first
const pictures = new Map();
const rows = new Map();

/* The picture of a page: the address of a copy in memory that is decoded already, or why there is none. */
export function picture(doc, page) {
  const path = `page/${page}/${encoded(doc)}`;
  if (!pictures.has(path)) {
    pictures.set(path, drawn(path));
    if (pictures.size > PICTURES) {
      const [oldest, gone] = pictures.entries().next().value;
      pictures.delete(oldest);
      gone.then(({ url }) => url && URL.revokeObjectURL(url));
    }
  }
  const found = pictures.get(path);
  pictures.delete(path);
  pictures.set(path, found);
  return found;
}

async function drawn(path) {
  try {
    const answer = await fetch(path);
    if (!answer.ok) return { error: (await answer.json()).error };
    const url = URL.createObjectURL(await answer.blob());
    const image = new Image();
    image.src = url;
    await image.decode();
    return { url };
  } catch {
    pictures.delete(path);
    return { error: "The server does not answer." };
  }
}

/* A row with its first page, as the server has it now or had it when it was fetched ahead. */
export function row(id) {
  if (!rows.has(id)) {
    const coming = fetched(id);
    rows.set(id, coming);
    coming.catch(() => rows.delete(id));
  }
  return rows.get(id);
}

async function fetched(id) {
  const found = await ask(`row/${encoded(id)}`);
  const page = firstPage(found);
  return { row: found, page, picture: await picture(found.found.doc, page) };
}

/* The page on which most of a row's words stand. */
export function firstPage(found) {
  const fullest = Object.entries(found.boxes).sort((one, other) => other[1].length - one[1].length)[0];
  return Number(fullest ? fullest[0] : found.found.page);
}

export function forget(id) {
  rows.delete(id);
}

export function forgetAll() {
  rows.clear();
}
