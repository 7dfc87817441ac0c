"use strict";
/* What all parts of the page need. Whatever comes from a paper is set as text, never as markup. */

export const $ = (id) => document.getElementById(id);

export const encoded = (part) => part.split("/").map(encodeURIComponent).join("/");

/* An answer of the server; an error bears its message, and whether what was sent was stale. */
export async function ask(path, said) {
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
  if (!answer.ok) {
    throw Object.assign(new Error(found.error || `The server says ${answer.status}.`), { stale: Boolean(found.stale) });
  }
  return found;
}

export function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

export function say(text, kind = "") {
  $("message").textContent = text;
  $("message").className = kind;
}

/* Lay an element over a picture: percent of its width and height. */
export function place(made, [left, top, width, height]) {
  Object.assign(made.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  return made;
}

/* Neighbouring words are one stretch. */
export function joined(spans) {
  const stretches = [];
  for (const [start, end] of spans) {
    const last = stretches.at(-1);
    if (last && start - last[1] <= 1) last[1] = end;
    else stretches.push([start, end]);
  }
  return stretches;
}
