// The view of one row: what it says, the words that prove it, and the pages with those words boxed.

const LEAVES = block("leaves");
const JUDGES = block("judges"); // who judged which cell: by fact, then column
const COLOURS = 8;
const CALLED = { left: "earlier", right: "later", level_text: "title", providers: "givers", recipients: "receivers" };
const TABLES = [...document.querySelectorAll('script[id^="spec-"]')].map((each) => each.id.slice("spec-".length));
const ALIAS = { since: "date", giver: "providers", receiver: "recipients" };
const AGAIN = /_names?$|^date_(?:start|end)$|^year$/; // columns that say others once more
const IDS = new Set(["fact_ids", "left_facts", "right_facts"]);

// Rows named by their ids, as links to them.
function links(text) {
  const list = element("span");
  text.split("; ").forEach((id, number) => list.append(number ? ", " : "",
    element("a", { href: "#fact=" + encodeURIComponent(id) }, element("bdi", {}, id.split(":").slice(0, -1).join(" ")))));
  return list;
}

class FactView {
  constructor(dialog) {
    this.dialog = dialog;
    this.part = (name) => dialog.querySelector(`[data-part="${name}"]`);
    this.part("close").addEventListener("click", () => dialog.close());
    this.part("previous").addEventListener("click", () => this.step(-1));
    this.part("next").addEventListener("click", () => this.step(1));
    this.part("zoom").addEventListener("click", () => this.zoom());
    for (const button of dialog.querySelectorAll("[data-give]")) button.addEventListener("click", () => this.give(button.dataset.give));
    for (const button of dialog.querySelectorAll("[data-read]")) button.addEventListener("click", () => this.read(button.dataset.read));
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => addressed({ fact: null }));
    this.reader = null;
  }

  // Copy what is cited: the quote with its source in a form, or the address of the row.
  give(kind) {
    const { quote, doc, page, id } = this.cited;
    if (kind === "link") copy(addressOf(id), "Link");
    else {
      const form = { citation, bibtex, ris }[kind];
      copy(form(quote.replace(/\s+/g, " "), doc, page), { citation: "Quote and citation", bibtex: "BibTeX", ris: "RIS" }[kind]);
    }
  }

  read(view) {
    const { doc, page, id } = this.cited;
    this.reader.show(doc, { view, page: Number(page), fact: id });
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const steps = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 };
    if (event.key in steps) {
      event.preventDefault();
      this.step(steps[event.key]);
    } else if (event.key === "z") this.zoom();
  }

  zoom() {
    const large = this.dialog.classList.toggle("large");
    this.part("zoom").setAttribute("aria-pressed", String(large));
    this.look();
  }

  step(by) {
    const place = this.place + by;
    if (place >= 0 && place < this.grid.view.length) this.show(this.grid, place);
  }

  show(grid, number) {
    Object.assign(this, { grid, place: number });
    const row = grid.rows[grid.view[number]];
    const [id, cells] = row;
    const boxes = boxesOf(row);
    const columns = grid.columns.map((column, number) => ({ ...column, text: cells[number] }));
    this.hues = hues(columns, boxes);
    const at = (name) => columns.find((column) => column.name === name)?.text || "";
    // A row of a comparison is cited as the first row that it is made of.
    const first = id ? row : boxes.length && typeof row[2][0]?.[1] === "string" ? factRow(row[2][0][1]) : null;
    this.cited = first ? { id: first.id || id, ...quoted(first.id || id) } : null;
    const named = (name) => shown(columns.find((column) => column.name === name) || {}, at(name));
    const place = [at("doc"), at("page") && `page ${at("page")}`].filter(Boolean).join(", ");
    const pair = [named("country") || named("giver"), named("partner") || named("receiver")].filter(Boolean).join(" – ");
    const where = place || at("fact") || at("label") || at("subject") || pair || coded(at("recipient"));
    this.part("kind").textContent = grid.spec.title;
    this.part("title").replaceChildren(element("bdi", {}, where || grid.spec.title));
    this.part("count").textContent = `${counted.format(number + 1)} of ${counted.format(grid.view.length)}`;
    this.part("previous").disabled = number === 0;
    this.part("next").disabled = number + 1 >= grid.view.length;
    for (const part of ["take", "places"]) this.part(part).hidden = !this.cited?.doc;
    this.quote(at("quote") || this.cited?.quote || "", boxes);
    this.cells(id, columns, boxes, row[3] || {});
    this.pages(boxes);
    this.dialog.dataset.fact = id;
    if (!this.dialog.open) this.dialog.showModal();
    addressed({ fact: id || null });
    this.part("side").scrollTop = 0;
    this.look();
  }

  quote(text, boxes) {
    const part = this.part("quote");
    part.hidden = !text;
    // The longest words first, so that a part of them is not marked alone.
    const words = boxes.filter((box) => box[2]).sort((a, b) => b[2].length - a[2].length);
    const marks = [];
    for (const [slot, , said] of words) {
      const start = text.indexOf(said);
      const free = start >= 0 && marks.every((mark) => start + said.length <= mark.start || start >= mark.end);
      if (free) marks.push({ start, end: start + said.length, slot });
    }
    marks.sort((a, b) => a.start - b.start);
    const pieces = [];
    let done = 0;
    for (const { start, end, slot } of marks) {
      pieces.push(text.slice(done, start),
        element("mark", { class: `hue-${this.hues.get(slot)}`, title: slot }, text.slice(start, end)));
      done = end;
    }
    part.replaceChildren(element("bdi", {}, ...pieces, text.slice(done)));
  }

  cells(id, columns, boxes, sure) {
    const list = this.part("cells");
    list.replaceChildren();
    for (const column of columns) {
      if (!column.text || ["doc", "page", "quote"].includes(column.name) || AGAIN.test(column.name)) continue;
      const slot = this.hues.has(column.name) ? column.name : ALIAS[column.name];
      const hue = this.hues.get(slot);
      const said = boxes.filter((box) => box[0] === slot && box[2]).map((box) => box[2]);
      const swatch = hue === undefined ? "" : element("span", { class: `swatch hue-${hue}`, "aria-hidden": "true" });
      const value = element("dd", {}, IDS.has(column.name) ? links(column.text)
        : element("bdi", {}, shown(column, column.text)));
      const words = [...new Set(said)].filter((each) => each !== column.text);
      if (words.length) value.append(element("span", { class: "words" }, element("bdi", {}, `“${words.join("” … “")}”`)));
      const judge = Object.hasOwn(JUDGES, id) && JUDGES[id][column.name];
      const likely = Number(sure[column.name]);
      if (judge) {
        const judged = said.length ? `judged by ${judge}` : `judged by ${judge}, without a place in the paper`;
        value.append(element("span", { class: "words" }, element("bdi", {}, judged)));
      } else if (likely) {
        value.append(element("span", { class: likely < 0.5 ? "words doubt" : "words" },
          `right with a chance of ${Math.round(100 * likely)} in 100`));
      }
      const pair = element("div", { class: hue === undefined ? "plain" : "proved", title: column.meaning },
        element("dt", {}, swatch, column.title), value);
      pair.addEventListener("mouseenter", () => this.light(slot));
      pair.addEventListener("mouseleave", () => this.light(null));
      list.append(pair);
    }
  }

  light(slot) {
    for (const box of this.part("pages").querySelectorAll(".box")) {
      box.classList.toggle("faint", slot !== null && !box.dataset.slots.split(" ").includes(slot));
    }
  }

  pages(boxes) {
    const byLeaf = new Map();
    for (const box of boxes) byLeaf.set(box[1], [...(byLeaf.get(box[1]) || []), box]);
    this.part("pages").replaceChildren(...[...byLeaf].map(([leaf, mine]) => page(leaf, mine, this.hues)));
  }

  // Bring the first box into sight, and part labels that lie on one another.
  look() {
    const pages = this.part("pages");
    const first = pages.querySelector(".box");
    pages.scrollTop = 0;
    if (first) {
      const gap = first.getBoundingClientRect().top - pages.getBoundingClientRect().top;
      pages.scrollTop = Math.max(0, gap - pages.clientHeight / 3);
      pages.scrollLeft = Math.max(0, first.getBoundingClientRect().left - pages.getBoundingClientRect().left - 80);
    }
    placed(pages);
  }
}

// A row by its id, and what of it is cited.
function factRow(id) {
  const name = id.split(":").at(-2);
  const row = TABLES.includes(name) && rowsOf(name).byId.get(id);
  return row ? { id, row, name } : null;
}

function quoted(id) {
  const found = factRow(id);
  if (!found) return {};
  const columns = specOf(found.name).columns;
  const at = (name) => found.row[1][columns.findIndex((column) => column.name === name)] || "";
  return { doc: at("doc"), page: at("page"), quote: at("quote") || at("text") };
}

const specs = new Map();
function specOf(name) {
  if (!specs.has(name)) specs.set(name, block("spec-" + name));
  return specs.get(name);
}

// Labels stand where they cover neither a box nor one another; where there is no such place, only under the pointer.
function placed(pages) {
  const meets = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  for (const frame of pages.querySelectorAll(".frame")) {
    const boxes = [...frame.querySelectorAll(".box")].map((box) => [box, box.getBoundingClientRect()]);
    const taken = [];
    for (const label of frame.querySelectorAll(".label")) {
      const others = boxes.filter(([box]) => box !== label.parentElement).map(([, place]) => place);
      label.classList.remove("below", "hushed");
      for (const side of ["", "below", "hushed"]) {
        label.classList.remove("below");
        if (side) label.classList.add(side);
        const mine = label.getBoundingClientRect();
        if (side === "hushed") break;
        if (![...others, ...taken].some((other) => meets(mine, other))) {
          taken.push(mine);
          break;
        }
      }
    }
  }
}

// A colour for each slot, in the order of columns; slots that the same words prove share one.
function hues(columns, boxes) {
  const places = new Map();
  const found = new Map();
  const order = [...columns.map((column) => column.name), ...boxes.map((box) => box[0])];
  for (const slot of new Set(order)) {
    const first = boxes.find((box) => box[0] === slot);
    if (!first) continue;
    const place = first.length < 7 ? slot : [first[1], ...first.slice(3)].join(" ");
    if (!places.has(place)) places.set(place, places.size % COLOURS);
    found.set(slot, places.get(place));
  }
  return found;
}

// A page's picture with boxes over it, or the reason why there is none.
function page(number, boxes, hues) {
  const leaf = LEAVES[number];
  const name = `${leaf.doc}, page ${leaf.page}`;
  const caption = element("figcaption", {}, element("bdi", {}, name));
  if (leaf.reason) return element("figure", { class: "sheet" }, caption, element("p", { class: "reason" }, leaf.reason));
  const frame = element("div", { class: "frame" },
    element("img", { src: source(number, leaf), alt: `Picture of ${name}`, width: leaf.width, height: leaf.height }));
  const places = new Map();
  for (const box of boxes) {
    if (box.length < 7) continue;
    const key = box.slice(3).join(" ");
    places.set(key, { slots: new Set([...(places.get(key)?.slots || []), box[0]]), sides: box.slice(3), starts: box[2] !== "" });
  }
  const labelled = new Set();
  for (const { slots, sides } of places.values()) {
    const names = [...slots];
    const made = element("div", { class: `box hue-${hues.get(names[0]) || 0}`, "data-slots": names.join(" ") });
    ["left", "top", "width", "height"].forEach((side, nth) => { made.style[side] = sides[nth] / 100 + "%"; });
    const fresh = names.filter((each) => !labelled.has(each));
    if (fresh.length) made.append(element("span", { class: "label" }, fresh.map((each) => CALLED[each] || each.replaceAll("_", " ")).join(", ")));
    fresh.forEach((each) => labelled.add(each));
    frame.append(made);
  }
  return element("figure", { class: "sheet", "data-leaf": number }, caption, frame);
}

function source(number, leaf) {
  return leaf.path || "data:image/webp;base64," + document.getElementById("leaf-" + number).textContent;
}
