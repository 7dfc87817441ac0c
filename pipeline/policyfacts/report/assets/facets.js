// What a table can be narrowed down to, with how many rows there are of each: countries, kinds, years, papers.

const FIRST = 6;
const BANDS = [[0.9, "0.9 and more"], [0.7, "0.7 to 0.9"], [0.5, "0.5 to 0.7"], [0, "less than 0.5"]];

// The values by which a row is counted in one column.
function valuesOf(column, text) {
  if (column.name === "confidence") return [text === "" ? EMPTY : BANDS.find(([least]) => Number(text) >= least)[1]];
  if (text === "") return [EMPTY];
  return column.many || column.coded ? parts(text) : [text];
}

class Facets {
  constructor(grid) {
    this.grid = grid;
    this.chosen = new Map();
    this.whole = new Set();
    this.columns = grid.columns.map((column, number) => ({ ...column, number })).filter((column) => "facet" in column)
      .sort((a, b) => a.facet - b.facet);
    this.host = element("div", { class: "groups" });
    this.opener = element("button", { type: "button", class: "plain", onclick: () => this.unfold(this.host.hidden) }, "Narrow down");
    this.frame = element("div", { class: "facets" }, this.opener, this.host);
    this.unfold(matchMedia("(min-width: 72rem)").matches, false);
  }

  unfold(open, now = true) {
    this.host.hidden = !open;
    this.frame.classList.toggle("open", open);
    this.opener.setAttribute("aria-expanded", String(open));
    if (now) this.draw();
  }

  get size() {
    return this.chosen.size;
  }

  clear() {
    this.chosen.clear();
  }

  set(name, values) {
    const column = this.columns.find((each) => each.name === name);
    if (column) this.chosen.set(column.number, new Set(values));
  }

  *[Symbol.iterator]() {
    for (const [number, values] of this.chosen) yield [this.grid.columns[number].name, [...values]];
  }

  tests(except = -1) {
    return [...this.chosen].filter(([number]) => number !== except).map(([number, wanted]) => {
      const column = this.grid.columns[number];
      return (cells) => valuesOf(column, cells[number]).some((value) => wanted.has(value));
    });
  }

  toggle(number, value) {
    const values = this.chosen.get(number) || new Set();
    values.has(value) ? values.delete(value) : values.add(value);
    values.size ? this.chosen.set(number, values) : this.chosen.delete(number);
    this.grid.update();
    this.grid.changed();
  }

  // How many rows there would be of each value, whatever is chosen in the same column.
  counts(column) {
    const tests = [...this.grid.tests(), ...this.tests(column.number)];
    const found = new Map();
    for (const row of this.grid.rows) {
      if (!tests.every((test) => test(row[1], row))) continue;
      for (const value of valuesOf(column, row[1][column.number])) found.set(value, (found.get(value) || 0) + 1);
    }
    for (const value of this.chosen.get(column.number) || []) if (!found.has(value)) found.set(value, 0);
    const latest = column.name === "year";
    const order = BANDS.map(([, band]) => band);
    return [...found].sort(([a, m], [b, n]) => (a === EMPTY) - (b === EMPTY)
      || (column.name === "confidence" ? order.indexOf(a) - order.indexOf(b) : latest ? collator.compare(b, a) : n - m)
      || collator.compare(a, b));
  }

  draw() {
    if (this.host.hidden) return;
    const focused = document.activeElement?.dataset?.facet;
    this.host.replaceChildren(...this.columns.map((column) => this.group(column)).filter(Boolean));
    if (focused) this.host.querySelector(`[data-facet="${CSS.escape(focused)}"]`)?.focus();
  }

  group(column) {
    const counts = this.counts(column);
    const chosen = this.chosen.get(column.number);
    const telling = counts.length > 1 && (counts.length <= FIRST || counts.some(([, number]) => number > 1));
    if (!telling && !chosen) return null;
    const whole = this.whole.has(column.number);
    const some = whole ? counts : counts.filter(([value], place) => place < FIRST || chosen?.has(value));
    const items = some.map(([value, number]) => element("li", {}, element("button", {
      type: "button", class: "facet", "aria-pressed": String(Boolean(chosen?.has(value))),
      "data-facet": `${column.name} ${value}`, onclick: () => this.toggle(column.number, value),
    }, element("bdi", {}, value === EMPTY ? "not stated" : shown(column, value)),
    element("span", { class: "number" }, counted.format(number)))));
    const id = `facet-${this.grid.host.dataset.grid}-${column.name}`;
    const more = counts.length > FIRST && element("button", {
      type: "button", class: "plain", "aria-expanded": String(whole), "data-facet": `${column.name} more`,
      onclick: () => { whole ? this.whole.delete(column.number) : this.whole.add(column.number); this.draw(); },
    }, whole ? "fewer" : `all ${counted.format(counts.length)}`);
    return element("div", { role: "group", "aria-labelledby": id },
      element("p", { id, class: "kicker" }, column.title), element("ul", {}, ...items), more || "");
  }
}
