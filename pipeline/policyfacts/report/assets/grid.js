// A table that sorts, filters and turns pages. Rows stay plain arrays; only those of one page are in the document, so
// that 50,000 rows are as quick as fifty.
"use strict";

const PAGE = 50;
const PRINTED = 2000;
const CUT = 240;
const EMPTY = "(empty)";
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const counted = new Intl.NumberFormat("en");

const block = (id) => JSON.parse(document.getElementById(id).textContent);
const NAMES = block("names");
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

// Codes of countries are found by the country's name too.
function named(text) {
  return text.split("; ").map((part) => NAMES[part] || "").filter(Boolean).join(", ");
}

function shownNumber(text) {
  const plain = /^-?\d{5,}(\.\d+)?$/.test(text);
  return plain ? counted.format(BigInt(text.split(".")[0])) + (text.includes(".") ? "." + text.split(".")[1] : "") : text;
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

class Grid {
  constructor(host, open) {
    this.host = host;
    this.open = open;
    this.spec = block("spec-" + host.dataset.grid);
    this.columns = this.spec.columns;
    this.rows = rowsOf(host.dataset.grid).rows;
    this.filters = new Map();
    this.query = "";
    this.sorted = { column: -1, down: false };
    this.page = 0;
    this.view = this.rows.map((_, number) => number);
    this.kinds = this.columns.map((column, number) => this.kind(column, number));
    this.hidden = new Set(this.columns.flatMap((column, number) => (column.shown ? [] : [number])));
    this.build();
    this.update();
  }

  // How wide a column is to be, by what stands in it.
  kind(column, number) {
    if (column.numeric) return "number";
    const sample = this.rows.slice(0, 200).map((row) => row[1][number].length).filter(Boolean);
    const mean = sample.reduce((sum, length) => sum + length, 0) / Math.max(1, sample.length);
    return mean > 18 ? "wide" : mean > 8 ? "text" : null;
  }

  build() {
    const label = this.spec.title;
    this.search = element("input", {
      type: "search", placeholder: "Search all columns", "aria-label": `Search ${label}`,
      oninput: () => { this.query = this.search.value.trim().toLowerCase(); this.later(); },
    });
    this.status = element("p", { class: "count", role: "status" });
    this.clear = element("button", { type: "button", class: "plain", onclick: () => this.reset() }, "Clear filters");
    const choices = this.columns.map((column, number) => element("label", {}, element("input", {
      type: "checkbox", checked: !this.hidden.has(number),
      onchange: (event) => {
        event.target.checked ? this.hidden.delete(number) : this.hidden.add(number);
        this.head();
        this.draw();
      },
    }), " " + column.title));
    const chooser = element("details", { class: "chooser" }, element("summary", {}, "Columns"),
      element("div", { role: "group", "aria-label": `Columns of ${label}` }, ...choices));
    this.thead = element("thead");
    this.tbody = element("tbody");
    this.previous = element("button", { type: "button", onclick: () => this.turn(-1) }, "Previous");
    this.next = element("button", { type: "button", onclick: () => this.turn(1) }, "Next");
    this.where = element("span", { class: "where" });
    this.pager = element("nav", { class: "pager", "aria-label": `Pages of ${label}` },
      this.previous, this.where, this.next);
    this.host.replaceChildren(
      element("div", { class: "tools" }, this.search, chooser, this.clear, this.status),
      element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label },
        element("table", {}, element("caption", { class: "unseen" }, this.spec.meaning), this.thead, this.tbody)),
      this.pager,
    );
    this.head();
  }

  head() {
    this.visible = this.columns.map((_, number) => number).filter((number) => !this.hidden.has(number));
    const names = this.visible.map((number) => {
      const { column, down } = this.sorted;
      const state = column !== number ? "none" : down ? "descending" : "ascending";
      const mark = element("span", { class: "mark", "aria-hidden": "true" },
        state === "none" ? "" : down ? " ↓" : " ↑");
      return element("th", { scope: "col", "aria-sort": state, class: this.kinds[number] },
        element("button", { type: "button", title: this.columns[number].meaning, "data-column": number,
          onclick: () => this.sort(number) }, this.columns[number].title, mark));
    });
    const filters = this.visible.map((number) => element("td", { class: this.kinds[number] }, this.filter(number)));
    this.thead.replaceChildren(element("tr", {}, ...names), element("tr", { class: "filters" }, ...filters));
  }

  filter(number) {
    const column = this.columns[number];
    const label = `Filter ${column.title}`;
    const value = this.filters.get(number) || "";
    if (column.choices) {
      const choice = (each) => element("option", { value: each, selected: each === value }, each);
      const empty = this.rows.some((row) => row[1][number] === "") ? [EMPTY] : [];
      return element("select", { "aria-label": label, onchange: (event) => this.restrict(number, event.target.value) },
        element("option", { value: "" }, "any"), ...[...column.choices, ...empty].map(choice));
    }
    return element("input", {
      type: "text", "aria-label": label, value, placeholder: "filter",
      title: column.numeric ? "such as > 5, <= 0.8, 3 - 7 or (empty)" : "a part of the cell, = the whole, or (empty)",
      oninput: (event) => this.restrict(number, event.target.value),
    });
  }

  restrict(number, value) {
    value.trim() ? this.filters.set(number, value.trim()) : this.filters.delete(number);
    this.later();
  }

  reset() {
    this.filters.clear();
    this.search.value = this.query = "";
    this.head();
    this.update();
    this.search.focus();
  }

  // What was typed is applied when typing pauses.
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.update(), 120);
  }

  sort(number) {
    const again = this.sorted.column === number;
    this.sorted = { column: number, down: again && !this.sorted.down };
    this.update();
    this.head();
    this.thead.querySelector(`[data-column="${number}"]`).focus();
  }

  tests() {
    const tests = [];
    for (const [number, wanted] of this.filters) {
      const column = this.columns[number];
      if (wanted === EMPTY) tests.push((cells) => cells[number] === "");
      else if (column.choices) tests.push((cells) => cells[number] === wanted);
      else if (!column.numeric && wanted.startsWith("=")) {
        const whole = wanted.slice(1).trim().toLowerCase();
        tests.push((cells) => cells[number].toLowerCase() === whole || named(cells[number]).toLowerCase() === whole);
      }
      else if (column.numeric) {
        const test = numberTest(wanted);
        tests.push((cells) => test(cells[number]));
      } else {
        const text = wanted.toLowerCase();
        tests.push((cells) => cells[number].toLowerCase().includes(text)
          || named(cells[number]).toLowerCase().includes(text));
      }
    }
    for (const word of this.query.split(/\s+/).filter(Boolean)) {
      tests.push((cells) => cells.some((cell) => cell.toLowerCase().includes(word)
        || named(cell).toLowerCase().includes(word)));
    }
    return tests;
  }

  update() {
    const tests = this.tests();
    const found = [];
    for (let number = 0; number < this.rows.length; number++) {
      if (tests.every((test) => test(this.rows[number][1]))) found.push(number);
    }
    const { column, down } = this.sorted;
    if (column >= 0) {
      const compare = this.columns[column].numeric ? (a, b) => Number(a) - Number(b) : collator.compare;
      const cell = (number) => this.rows[number][1][column];
      // Empty cells stay at the end either way.
      found.sort((a, b) => (cell(a) === "") - (cell(b) === "") || (down ? -1 : 1) * compare(cell(a), cell(b)) || a - b);
    }
    this.view = found;
    this.page = 0;
    this.draw();
  }

  turn(step) {
    this.page += step;
    this.draw();
    this.host.querySelector(".scroll").scrollTop = 0;
    const button = step > 0 ? this.next : this.previous;
    (button.disabled ? (step > 0 ? this.previous : this.next) : button).focus();
  }

  draw(size = PAGE) {
    const pages = Math.max(1, Math.ceil(this.view.length / size));
    const first = this.page * size;
    const shown = this.view.slice(first, first + size);
    this.tbody.replaceChildren(...shown.map((number, place) => this.row(number, first + place)));
    const all = this.rows.length;
    const count = counted.format(this.view.length);
    this.status.textContent = this.view.length === all ? `${count} rows` : `${count} of ${counted.format(all)} rows`;
    this.clear.hidden = !this.filters.size && !this.query;
    this.where.textContent = this.view.length
      ? `${counted.format(first + 1)}–${counted.format(first + shown.length)} of ${count}` : "No row fits";
    this.pager.hidden = pages < 2 && this.view.length > 0;
    this.previous.disabled = this.page === 0;
    this.next.disabled = this.page + 1 >= pages;
  }

  row(number, place) {
    const [id, cells, boxes] = this.rows[number];
    const opens = Boolean(id || boxes.length);
    const made = this.visible.map((column, nth) => {
      const text = cells[column];
      const short = text.length > CUT ? text.slice(0, CUT) + "…" : text;
      const shown = this.columns[column].numeric ? shownNumber(short) : short;
      const content = element("bdi", { title: named(text) || null }, shown);
      if (!nth && opens) {
        return element("th", { scope: "row", class: text.length <= 12 ? "short" : this.kinds[column] }, element("button", {
          type: "button", class: "opens", onclick: (event) => { event.stopPropagation(); this.open(this, place); },
        }, content));
      }
      const kind = [this.kinds[column], text.length <= 12 && "short"].filter(Boolean).join(" ") || null;
      return element(nth ? "td" : "th", { scope: nth ? null : "row", class: kind }, content);
    });
    const line = element("tr", { "data-id": id, class: opens ? "opening" : null }, ...made);
    if (opens) line.addEventListener("click", () => { if (!String(getSelection())) this.open(this, place); });
    return line;
  }

  // Show rows whose columns hold these values: {country: "BRA"}.
  only(wanted) {
    this.filters.clear();
    this.search.value = this.query = "";
    this.columns.forEach((column, number) => {
      const value = wanted[column.name];
      if (value === undefined) return;
      this.filters.set(number, value === "" ? EMPTY : column.choices || column.numeric ? value : "=" + value);
    });
    this.head();
    this.update();
  }

  // The place of a row in the present view; filters that hide it go.
  find(id) {
    const number = this.rows.findIndex((row) => row[0] === id);
    if (number < 0) return -1;
    if (!this.view.includes(number)) this.only({});
    return this.view.indexOf(number);
  }

  print(whole) {
    if (!whole) return this.draw();
    const page = this.page;
    this.page = 0;
    this.draw(PRINTED);
    this.page = page;
  }
}
