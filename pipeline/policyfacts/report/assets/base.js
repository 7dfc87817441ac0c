// What all parts of the page use: data blocks, elements, names of countries, and how words are found.
"use strict";

const EMPTY = "(empty)";
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const counted = new Intl.NumberFormat("en");

const block = (id) => JSON.parse(document.getElementById(id).textContent);
const NAMES = block("names");
const ABOUT = block("about");
const loaded = new Map();

// A table's rows, by place and by id.
function rowsOf(name) {
  if (!loaded.has(name)) {
    const rows = block("rows-" + name);
    loaded.set(name, { rows, byId: new Map(rows.map((row) => [row[0], row])) });
  }
  return loaded.get(name);
}

// A row's boxes, with those of the rows that it refers to.
function boxesOf(row) {
  return row[2].flatMap((box) => {
    if (typeof box[1] !== "string") return [box];
    const [label, id, slot] = box;
    const all = rowsOf(id.split(":").at(-2)).byId.get(id)?.[2] || [];
    const mine = all.filter((each) => each[0] === slot);
    return (mine.length ? mine : all).map((each) => [label || each[0], ...each.slice(1)]);
  });
}

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

const parts = (text) => (text === "" ? [] : text.split("; "));

// "PER; EU" with the names of countries: "Peru (PER); EU".
function coded(text) {
  return parts(text).map((part) => (NAMES[part] ? `${NAMES[part]} (${part})` : part)).join("; ");
}

function shownNumber(text) {
  const plain = /^-?\d{5,}(\.\d+)?$/.test(text);
  return plain ? counted.format(BigInt(text.split(".")[0])) + (text.includes(".") ? "." + text.split(".")[1] : "") : text;
}

// A cell as it is shown.
function shown(column, text) {
  if (column.numeric) return column.name === "year" ? text : shownNumber(text);
  if (column.coded) return coded(text);
  return column.said?.[text] || text;
}

// Letters without their marks, so that "Cote d'Ivoire" is found as it is typed.
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'");
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const AT_START = "(?<![\\p{L}\\p{N}])";

// A test for what is typed: words are found where words begin, "*bank" stands for any place, and a country's code in
// capitals for the country, so that AGO is Angola and no part of another word.
function finder(typed) {
  const word = folded(typed);
  if (/^[A-Z]{3,4}$/.test(word) && NAMES[word]) {
    return new RegExp(`${AT_START}(?:${word}(?![\\p{L}\\p{N}])|${anyCase(folded(NAMES[word]))})`, "u");
  }
  if (word.startsWith("*") && word.length > 1) return new RegExp(escaped(word.slice(1)), "iu");
  return new RegExp((/^[\p{L}\p{N}]/u.test(word) ? AT_START : "") + escaped(word), "iu");
}

const anyCase = (text) => [...text].map((sign) => {
  const [small, large] = [sign.toLowerCase(), sign.toUpperCase()];
  return small === large ? escaped(sign) : `[${small}${large}]`;
}).join("");

// What a search is for: words, or several in quotes as one.
function finders(query) {
  const words = query.match(/"[^"]+"|\S+/g) || [];
  return words.map((word) => finder(word.replace(/^"|"$/g, ""))).filter(Boolean);
}

// "> 5", "<= 0.8", "3 - 7" or plain digits that the number begins with.
function numberTest(wanted) {
  const compared = wanted.match(/^(<=|>=|<|>|=)\s*(-?[\d.,]+)$/);
  const bound = (text) => Number(text.replaceAll(",", ""));
  if (compared) {
    const [, sign, text] = compared;
    const limit = bound(text);
    const tests = {
      "<": (x) => x < limit, ">": (x) => x > limit, "<=": (x) => x <= limit, ">=": (x) => x >= limit,
      "=": (x) => x === limit,
    };
    return (text) => text !== "" && tests[sign](Number(text));
  }
  const range = wanted.match(/^([\d.,]+)\s*[-–]\s*([\d.,]+)$/);
  if (range) {
    const [low, high] = [bound(range[1]), bound(range[2])];
    return (text) => text !== "" && Number(text) >= low && Number(text) <= high;
  }
  const digits = wanted.replaceAll(",", "");
  return (text) => text.startsWith(digits);
}

const live = () => document.getElementById("said");
let silence = 0;

// Say something to who looks and to who listens: within the dialog that is used, for the rest is out of reach then.
function say(text) {
  clearTimeout(silence);
  const host = document.activeElement?.closest("dialog") || document.body;
  if (live().parentElement !== host) host.append(live());
  live().textContent = text;
  silence = setTimeout(() => { live().textContent = ""; }, 4000);
}
