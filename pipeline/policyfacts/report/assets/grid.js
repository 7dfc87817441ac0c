// A table that sorts, filters and turns pages. Rows stay plain arrays; only those of one page are in the document, so
// that 50,000 rows are as quick as fifty.

const PAGE = 50;
const PRINTED = 2000;
const CUT = 240;
const BESIDE = { FILTER: "filter.", FACET: "in.", SORT: "sort", QUERY: "q" };

class Grid {
  constructor(host, { open, told }) {
    this.host = host;
    this.open = open;
    this.told = told;
    this.spec = block("spec-" + host.dataset.grid);
    this.columns = this.spec.columns;
    this.rows = rowsOf(host.dataset.grid).rows;
    this.filters = new Map();
    this.hay = new Map();
    this.query = "";
    this.sorted = { column: -1, down: false };
    this.page = 0;
    this.view = this.rows.map((_, number) => number);
    this.kinds = this.columns.map((column, number) => this.kind(column, number));
    this.hidden = new Set(this.columns.flatMap((column, number) => (column.shown ? [] : [number])));
    this.facets = new Facets(this);
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
      title: "words, or a country's code; *word for any place in a word",
      oninput: () => { this.query = this.search.value.trim(); this.later(); },
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
    const gives = ["CSV", "Excel", "Copy"].map((kind) => element("button", {
      type: "button", "aria-label": `${kind === "Copy" ? "Copy rows" : `Download rows as ${kind}`}: ${label}`,
      onclick: () => this.give(kind),
    }, kind));
    const given = element("div", { class: "gives", role: "group", "aria-label": `Take away the rows of ${label}` }, ...gives);
    const table = element("div", { class: "tabled" },
      element("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label },
        element("table", {}, element("caption", { class: "unseen" }, this.spec.meaning), this.thead, this.tbody)),
      this.pager);
    const faceted = this.facets.columns.length > 0;
    this.host.classList.toggle("faceted", faceted);
    this.host.replaceChildren(
      element("div", { class: "tools" }, this.search, chooser, this.clear, this.status, given),
      element("div", { class: "body" }, faceted ? this.facets.frame : "", table),
    );
    this.head();
  }

  // The rows that are shown, all pages of them, with all columns: those that are not on the screen behind the others.
  give(kind) {
    const order = [...this.visible, ...this.columns.map((_, number) => number).filter((number) => this.hidden.has(number))];
    const columns = order.map((number) => this.columns[number]);
    const rows = this.view.map((number) => order.map((column) => this.rows[number][1][column]));
    if (this.rows.some((row) => row[0].includes(":"))) {
      columns.push({ name: "fact_id" });
      rows.forEach((row, place) => row.push(this.rows[this.view[place]][0]));
    }
    const count = `${counted.format(rows.length)} ${rows.length === 1 ? "row" : "rows"}`;
    if (kind === "Copy") copy(tabs(columns, rows), count);
    else if (kind === "CSV") download(`${this.spec.name}.csv`, [csv(columns, rows)], "text/csv;charset=utf-8");
    else {
      download(`${this.spec.name}.xlsx`, workbook(this.spec.name, columns, rows),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    }
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
      const choice = (each) => element("option", { value: each, selected: each === value }, column.said?.[each] || each);
      const empty = this.rows.some((row) => row[1][number] === "") ? [EMPTY] : [];
      return element("select", { "aria-label": label, onchange: (event) => this.restrict(number, event.target.value) },
        element("option", { value: "" }, "any"), ...[...column.choices, ...empty].map(choice));
    }
    return element("input", {
      type: "text", "aria-label": label, value, placeholder: "filter",
      title: column.numeric ? "such as > 5, <= 0.8, 3 - 7 or (empty)"
        : "the beginning of a word, *part of one, = the whole cell, or (empty)",
      oninput: (event) => this.restrict(number, event.target.value),
    });
  }

  restrict(number, value) {
    value.trim() ? this.filters.set(number, value.trim()) : this.filters.delete(number);
    this.later();
  }

  reset() {
    this.filters.clear();
    this.facets.clear();
    this.search.value = this.query = "";
    this.head();
    this.update();
    this.changed();
    this.search.focus();
  }

  // What the address says of this table: [name, value] pairs, and from them back.
  state() {
    const said = [...this.filters].map(([number, wanted]) => [BESIDE.FILTER + this.columns[number].name, wanted]);
    for (const [name, values] of this.facets) said.push([BESIDE.FACET + name, values.join("|")]);
    if (this.query) said.push([BESIDE.QUERY, this.query]);
    const { column, down } = this.sorted;
    if (column >= 0) said.push([BESIDE.SORT, (down ? "-" : "") + this.columns[column].name]);
    return said;
  }

  restore(said) {
    const values = Object.fromEntries(said);
    const named = (name) => this.columns.findIndex((column) => column.name === name);
    const sort = values[BESIDE.SORT] || "";
    this.sorted = { column: named(sort.replace(/^-/, "")), down: sort.startsWith("-") };
    this.facets.clear();
    this.only(values, false);
    for (const [name, value] of said) {
      if (name.startsWith(BESIDE.FACET)) this.facets.set(name.slice(BESIDE.FACET.length), value.split("|"));
      const number = name.startsWith(BESIDE.FILTER) ? named(name.slice(BESIDE.FILTER.length)) : -1;
      if (number >= 0) this.filters.set(number, value);
    }
    this.search.value = this.query = values[BESIDE.QUERY] || "";
    this.head();
    this.update();
  }

  changed() {
    this.told(this);
  }

  // What was typed is applied when typing pauses.
  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.update(); this.changed(); }, 120);
  }

  sort(number) {
    const again = this.sorted.column === number;
    this.sorted = { column: number, down: again && !this.sorted.down };
    this.update();
    this.changed();
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
        tests.push((cells) => [cells[number], coded(cells[number]), ...parts(cells[number]).map((each) => NAMES[each] || each)]
          .some((each) => each.toLowerCase() === whole));
      }
      else if (column.numeric) {
        const test = numberTest(wanted);
        tests.push((cells) => test(cells[number]));
      } else {
        const words = finders(wanted);
        tests.push((cells) => {
          const text = folded(shown(column, cells[number]));
          return words.every((word) => word.test(text));
        });
      }
    }
    for (const word of finders(this.query)) tests.push((_, row) => word.test(this.words(row)));
    return tests;
  }

  // All that a row says, as it is searched.
  words(row) {
    if (!this.hay.has(row)) this.hay.set(row, folded(row[1].map((text, number) => shown(this.columns[number], text)).join("\n")));
    return this.hay.get(row);
  }

  update() {
    const tests = [...this.tests(), ...this.facets.tests()];
    const found = [];
    for (let number = 0; number < this.rows.length; number++) {
      const row = this.rows[number];
      if (tests.every((test) => test(row[1], row))) found.push(number);
    }
    const { column, down } = this.sorted;
    if (column >= 0) {
      const compare = this.columns[column].numeric ? (a, b) => Number(a) - Number(b) : collator.compare;
      const cells = new Map(found.map((number) => [number, this.sortable(column, this.rows[number][1][column])]));
      const cell = (number) => cells.get(number);
      // Empty cells stay at the end either way.
      found.sort((a, b) => (cell(a) === "") - (cell(b) === "") || (down ? -1 : 1) * compare(cell(a), cell(b)) || a - b);
    }
    this.view = found;
    this.page = 0;
    this.draw();
    this.facets.draw();
  }

  sortable(column, text) {
    return this.columns[column].coded ? coded(text) : text;
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
    this.clear.hidden = !this.filters.size && !this.query && !this.facets.size;
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
      const said = shown(this.columns[column], text);
      const short = said.length > CUT ? said.slice(0, CUT) + "…" : said;
      const content = element("bdi", {}, short);
      if (!nth && opens) {
        return element("th", { scope: "row", class: text.length <= 12 ? "short" : this.kinds[column] }, element("button", {
          type: "button", class: "opens", "aria-label": this.opens(number, short), "aria-haspopup": "dialog", onclick: (event) => { event.stopPropagation(); this.open(this, place); },
        }, content));
      }
      const kind = [this.kinds[column], text.length <= 12 && "short"].filter(Boolean).join(" ") || null;
      return element(nth ? "td" : "th", { scope: nth ? null : "row", class: kind }, content);
    });
    const line = element("tr", { "data-id": id, class: opens ? "opening" : null }, ...made);
    if (opens) line.addEventListener("click", () => { if (!String(getSelection())) this.open(this, place); });
    return line;
  }

  // What a row's button opens, for who cannot see the row.
  opens(number, text) {
    const cells = this.rows[number][1];
    const more = this.visible.slice(1, 6).map((column) => shown(this.columns[column], cells[column])).filter(Boolean);
    return [text || "(empty)", ...more].join(", ").slice(0, CUT);
  }

  // Show rows whose columns hold these values: {country: "BRA"}.
  only(wanted, now = true) {
    this.filters.clear();
    this.facets.clear();
    this.search.value = this.query = "";
    this.columns.forEach((column, number) => {
      const value = wanted[column.name];
      if (value === undefined) return;
      this.filters.set(number, value === "" ? EMPTY : column.choices || column.numeric ? value : "=" + value);
    });
    if (!now) return;
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
