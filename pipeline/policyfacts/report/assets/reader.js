// A paper to read: page by page with all its facts boxed, or as running text with the facts marked in it.

const MARKED = block("marked");
const ALSO = new Set(["dates", "amounts"]); // not marked until asked for: nearly every line holds one
const KINDS = { title: "h2", heading: "h3" };

class Reader {
  constructor(dialog, facts) {
    Object.assign(this, { dialog, facts, papers: new Map(), shown: new Set(MARKED.filter((name) => !ALSO.has(name))), grids: false });
    this.part = (name) => dialog.querySelector(`[data-part="${name}"]`);
    this.part("close").addEventListener("click", () => dialog.close());
    this.part("previous").addEventListener("click", () => this.turn(-1));
    this.part("next").addEventListener("click", () => this.turn(1));
    this.part("number").addEventListener("change", (event) => this.go(Number(event.target.value)));
    this.part("grids").addEventListener("click", () => { this.grids = !this.grids; this.draw(); });
    for (const button of dialog.querySelectorAll("[data-view]")) {
      button.addEventListener("click", () => this.look({ view: button.dataset.view }));
    }
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("close", () => addressed({ paper: null, page: null, view: null }));
    this.part("tables").append(...MARKED.map((name, number) => element("label", { class: `hue-${number}` },
      element("input", { type: "checkbox", checked: this.shown.has(name), onchange: (event) => {
        event.target.checked ? this.shown.add(name) : this.shown.delete(name);
        this.draw();
      } }), element("span", { class: "swatch", "aria-hidden": "true" }), " " + name)));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || /INPUT|SELECT/.test(event.target.tagName)) return;
    const steps = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
    if (this.view !== "pages" || !(event.key in steps)) return;
    event.preventDefault();
    this.turn(steps[event.key]);
  }

  // What is known of a paper: its text, and the rows that stand on each of its pages.
  paper(doc) {
    if (!this.papers.has(doc)) {
      const about = PAPERS.get(doc);
      const held = block("paper-" + about.number);
      const found = { about, held, rows: new Map(), ledger: new Map() };
      for (const [number, name] of MARKED.entries()) {
        for (const row of rowsOf(name).rows) if (row[0].split(":").slice(0, -2).join(":") === doc) this.note(found, number, row);
      }
      const columns = specOf("ledger").columns.map((column) => column.name);
      for (const [, cells] of rowsOf("ledger").rows) {
        const entry = Object.fromEntries(columns.map((name, place) => [name, cells[place]]));
        if (entry.doc !== doc || (entry.outcome === "kept" && !entry.reason)) continue;
        const page = Math.max(1, Number(entry.page));
        found.ledger.set(page, [...(found.ledger.get(page) || []), entry]);
      }
      this.papers.set(doc, found);
    }
    return this.papers.get(doc);
  }

  note(found, table, row) {
    for (const page of new Set(row[2].map((box) => LEAVES[box[1]].page))) {
      const boxes = row[2].filter((box) => LEAVES[box[1]].page === page);
      found.rows.set(page, [...(found.rows.get(page) || []), { table, row, boxes }]);
    }
  }

  show(doc, { view = "pages", page = 1, fact = "", at = -1 } = {}) {
    if (!PAPERS.has(doc)) return false;
    const { about, held } = this.paper(doc);
    this.doc = doc;
    this.count = Math.max(1, Number(about.pages) || 1);
    this.part("title").replaceChildren(element("bdi", {}, about.title || doc));
    this.part("about").replaceChildren(element("bdi", {}, [about.authors, about.publisher, about.published, doc].filter(Boolean).join(" · ")));
    this.part("number").replaceChildren(...Array.from({ length: this.count }, (_, number) => element("option", { value: number + 1 }, String(number + 1))));
    for (const button of this.dialog.querySelectorAll('[data-view="text"]')) button.disabled = !held;
    if (!this.dialog.open) this.dialog.showModal();
    this.look({ view: held ? view : "pages", page, fact, at });
    return true;
  }

  look({ view = this.view, page = this.page, fact = "", at = -1 }) {
    Object.assign(this, { view, page: Math.min(Math.max(1, page), this.count), fact, at });
    this.draw();
  }

  turn(by) {
    this.go(this.page + by);
  }

  go(page) {
    this.look({ page });
  }

  draw() {
    const paper = this.paper(this.doc);
    const paged = this.view === "pages";
    for (const button of this.dialog.querySelectorAll("[data-view]")) button.setAttribute("aria-pressed", String(button.dataset.view === this.view));
    this.part("turning").hidden = !paged;
    this.part("number").value = this.page;
    this.part("previous").disabled = this.page === 1;
    this.part("next").disabled = this.page === this.count;
    const cells = (paper.held?.cells || []).filter((cell) => cell.page === this.page);
    this.part("grids").hidden = !paged || !cells.length;
    this.part("grids").setAttribute("aria-pressed", String(this.grids));
    this.part("main").replaceChildren(paged ? this.sheet(paper, cells) : this.text(paper));
    this.part("side").replaceChildren(...(paged ? this.beside(paper, cells) : this.chosen(paper, [])));
    this.part("main").scrollTop = 0;
    this.light(this.fact, true);
    if (this.at >= 0) this.bring(this.part("main").querySelector(`[data-from="${this.place(paper)}"]`));
    addressed({ paper: this.doc, page: paged ? this.page : null, view: paged ? null : this.view });
  }

  place(paper) {
    const found = paper.held.passages.filter(([, start, end]) => start <= this.at && this.at < end);
    return found.length ? found.at(-1)[1] : -1;
  }

  bring(target) {
    target?.scrollIntoView({ block: "center" });
  }

  rows(paper) {
    return (paper.rows.get(this.page) || []).filter(({ table }) => this.shown.has(MARKED[table]));
  }

  // The page: its picture with all boxes, or its text where it has no picture.
  sheet(paper, cells) {
    const number = LEAVES.findIndex((leaf) => leaf.doc === this.doc && leaf.page === this.page && !leaf.reason);
    const caption = element("figcaption", {}, `Page ${this.page} of ${this.count}`);
    if (number < 0) return element("div", { class: "sheet pageless" }, caption, ...this.printed(paper));
    const leaf = LEAVES[number];
    const frame = element("div", { class: "frame" }, element("img", {
      src: source(number, leaf), alt: `Picture of page ${this.page}`, width: leaf.width, height: leaf.height }));
    const put = (made, sides) => {
      ["left", "top", "width", "height"].forEach((side, nth) => { made.style[side] = sides[nth] / 100 + "%"; });
      frame.append(made);
    };
    // What several rows say with the same words is one box.
    const places = new Map();
    for (const { table, row, boxes } of this.rows(paper)) {
      for (const box of boxes.filter((each) => each.length === 7)) {
        const key = box.slice(3).join(" ");
        if (!places.has(key)) places.set(key, { table, sides: box.slice(3), ids: new Set(), slots: new Set() });
        places.get(key).ids.add(row[0]);
        places.get(key).slots.add(`${MARKED[table]}: ${box[0].replaceAll("_", " ")}`);
      }
    }
    for (const { table, sides, ids, slots } of places.values()) {
      const [first] = ids;
      put(element("div", { class: `box hue-${table}`, "data-facts": [...ids].join("\n"), title: [...slots].join("\n"),
        onclick: () => this.light(first, false) }), sides);
    }
    for (const cell of this.grids ? cells.filter((each) => each.box) : []) {
      put(element("div", { class: cell.head ? "gridcell head" : "gridcell", title: this.told(cell) }), cell.box);
    }
    return element("figure", { class: "sheet" }, caption, frame);
  }

  told(cell) {
    const place = `table ${cell.table}, row ${cell.row}, column ${cell.column}`;
    if (cell.head) return `${place}: heading`;
    return [place, cell.heading && `under “${cell.heading}”`, cell.unit && `counts ${cell.unit}`].filter(Boolean).join("; ");
  }

  // The text of the page in view, for pages that are not pictured.
  printed(paper) {
    if (!paper.held) return [element("p", { class: "reason" }, "This page is not pictured, and its text is not in the report: see the folder texts/.")];
    const mine = paper.held.passages.filter(([page]) => page === this.page);
    if (!mine.length) return [element("p", { class: "reason" }, "No text was kept of this page.")];
    return this.passages(paper, mine);
  }

  text(paper) {
    return element("div", { class: "sheet running" }, ...this.passages(paper, paper.held.passages, true));
  }

  // Passages as paragraphs, headings and tables, with what rows say marked in them.
  passages(paper, list, turns = false) {
    const found = [], done = new Set();
    const byStart = new Map(paper.held.cells.map((cell) => [cell.start, cell]));
    let page = 0;
    for (const passage of [...list].sort((a, b) => (turns ? a[0] - b[0] : 0) || a[1] - b[1])) {
      const [on, start, end, kind] = passage;
      if (turns && on !== page) {
        page = on;
        const turn = element("button", { type: "button", class: "plain", onclick: () => this.look({ view: "pages", page: on }) }, `Page ${on}`);
        found.push(element("p", { class: "turn", "data-page": on }, turn));
      }
      const cell = byStart.get(start);
      if (cell && !done.has(`${cell.table} ${on}`)) {
        done.add(`${cell.table} ${on}`);
        found.push(this.table(paper, paper.held.cells.filter((each) => each.table === cell.table && each.page === on)));
      } else if (!cell) found.push(element(KINDS[kind] || "p", { class: `of-${kind}`, "data-from": start }, ...this.pieces(paper, start, end)));
    }
    return found;
  }

  // Text cut where marks begin and end; what several rows mark is one piece.
  pieces(paper, start, end) {
    const { text, marks } = paper.held;
    const mine = marks.filter(([from, to, table]) => from < end && to > start && this.shown.has(MARKED[table]));
    if (!mine.length) return [element("bdi", {}, text.slice(start, end))];
    const cuts = [...new Set([start, end, ...mine.flatMap(([from, to]) => [Math.max(from, start), Math.min(to, end)])])].sort((a, b) => a - b);
    return cuts.slice(0, -1).map((from, place) => {
      const to = cuts[place + 1];
      const over = mine.filter((mark) => mark[0] <= from && mark[1] >= to);
      if (!over.length) return text.slice(from, to);
      const names = [...new Set(over.map(([, , table]) => MARKED[table]))];
      const open = () => this.part("side").replaceChildren(...this.chosen(paper, over));
      return element("mark", { class: `hue-${over[0][2]}`, role: "button", tabindex: "0", title: names.join(", "),
        "data-rows": over.map(([, , table, row]) => rowsOf(MARKED[table]).rows[row][0]).join("\n"), onclick: open,
        onkeydown: (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); open(); } } },
      text.slice(from, to));
    });
  }

  // A printed table as it was read: headings, cells, and what plain numbers count.
  table(paper, cells) {
    const lines = new Map();
    for (const cell of cells) lines.set(cell.row, [...(lines.get(cell.row) || []), cell]);
    const units = new Map(cells.filter((cell) => cell.unit).map((cell) => [cell.column, cell.unit]));
    const last = Math.max(...cells.map((cell) => cell.column));
    const first = Math.min(...lines.keys());
    const made = [...lines].sort(([a], [b]) => a - b).map(([row, mine]) => {
      const line = element("tr", {});
      let at = 1;
      for (const cell of mine.sort((a, b) => a.column - b.column)) {
        if (cell.column > at) line.append(element("td", { colspan: cell.column - at }));
        const unit = row === first && units.get(cell.column);
        line.append(element(cell.head ? "th" : "td", { colspan: cell.column_span, scope: cell.head ? "col" : null, title: this.told(cell) },
          ...this.pieces(paper, cell.start, cell.end), unit ? element("span", { class: "aside" }, ` [${unit}]`) : ""));
        at = cell.column + cell.column_span;
      }
      if (at <= last) line.append(element("td", { colspan: last - at + 1 }));
      return line;
    });
    return element("div", { class: "table-frame", role: "region", tabindex: "0", "aria-label": `Table ${cells[0].table}`, "data-from": cells[0].start },
      element("table", { class: "read" }, element("tbody", {}, ...made)));
  }

  // Beside a page: its facts, how its tables were read, and what was left out of it.
  beside(paper, cells) {
    const rows = this.rows(paper);
    const found = [element("h3", {}, rows.length ? `${counted.format(rows.length)} on this page` : "No facts on this page"),
      element("ul", { class: "facts" }, ...rows.map((each) => this.item(each.table, each.row)))];
    if (this.grids) {
      found.push(element("h3", {}, "How its tables were read"),
        ...[...new Set(cells.map((cell) => cell.table))].map((table) => this.table(paper, cells.filter((cell) => cell.table === table))));
    }
    const ledger = paper.ledger.get(this.page) || [];
    found.push(element("h3", {}, ledger.length ? "Left out of the text, and doubts" : "Nothing was left out of this page"));
    if (ledger.length) {
      found.push(element("ul", { class: "ledger" }, ...ledger.map((entry) => element("li", {},
        element("bdi", {}, `${entry.region}${Number(entry.characters) ? `, ${counted.format(entry.characters)} characters` : ""}: `),
        element("bdi", { class: "aside" }, entry.reason || entry.outcome)))));
    }
    return found;
  }

  // Beside running text: the rows that the chosen words are part of.
  chosen(paper, marks) {
    const rows = marks.map(([, , table, row]) => [table, rowsOf(MARKED[table]).rows[row]]);
    const head = rows.length ? "These words say" : "Choose a mark to see what it says";
    return [element("h3", {}, head), element("ul", { class: "facts" }, ...rows.map(([table, row]) => this.item(table, row)))];
  }

  item(table, row) {
    const name = MARKED[table];
    const text = summary(name, row);
    const open = () => {
      const grid = gridOf(name);
      this.facts.show(grid, grid.find(row[0]));
    };
    return element("li", { "data-fact": row[0] },
      element("button", { type: "button", class: "plain", onclick: () => this.light(row[0], true) },
        element("span", { class: `swatch hue-${table}`, "aria-hidden": "true" }), " ", element("bdi", {}, text)),
      element("button", { type: "button", "aria-label": `Open: ${text}`, "aria-haspopup": "dialog", onclick: open }, "Open"));
  }

  // Let one row stand out.
  light(id, move) {
    const boxes = [...this.part("main").querySelectorAll(".box")];
    const mine = boxes.filter((box) => box.dataset.facts.split("\n").includes(id));
    boxes.forEach((box) => box.classList.toggle("faint", mine.length > 0 && !mine.includes(box)));
    const marks = [...this.part("main").querySelectorAll("mark")].filter((mark) => mark.dataset.rows.split("\n").includes(id));
    this.part("main").querySelectorAll("mark.lit").forEach((mark) => mark.classList.remove("lit"));
    marks.forEach((mark) => mark.classList.add("lit"));
    for (const item of this.part("side").querySelectorAll("li[data-fact]")) item.classList.toggle("lit", item.dataset.fact === id);
    if (move) this.bring(mine[0] || marks[0]);
    else this.part("side").querySelector("li.lit")?.scrollIntoView({ block: "nearest" });
  }
}

// A row in a few words.
function summary(name, row) {
  const { columns } = specOf(name);
  const wanted = columns.map((column, number) => [column, row[1][number]])
    .filter(([column, text]) => column.shown && text && !["doc", "page", "confidence"].includes(column.name));
  return wanted.slice(0, 6).map(([column, text]) => shown(column, text)).join(" · ").slice(0, 200);
}
