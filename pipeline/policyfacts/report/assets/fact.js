// The view of one row: what it says, the words that prove it, and the pages with those words boxed.

const LEAVES = block("leaves");
const COLOURS = 8;
const CALLED = { left: "earlier", right: "later", level_text: "title" };
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
    dialog.addEventListener("keydown", (event) => this.key(event));
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => { if (location.hash) history.replaceState(null, "", location.pathname); });
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
    const place = [at("doc"), at("page") && `page ${at("page")}`].filter(Boolean).join(", ");
    const where = place || at("fact") || at("label") || at("subject") || at("recipient");
    this.part("kind").textContent = grid.spec.title;
    this.part("title").replaceChildren(element("bdi", {}, where || grid.spec.title));
    this.part("count").textContent = `${counted.format(number + 1)} of ${counted.format(grid.view.length)}`;
    this.part("previous").disabled = number === 0;
    this.part("next").disabled = number + 1 >= grid.view.length;
    this.quote(at("quote"), boxes);
    this.cells(columns, boxes);
    this.pages(boxes);
    this.dialog.dataset.fact = id;
    if (!this.dialog.open) this.dialog.showModal();
    if (id) history.replaceState(null, "", "#fact=" + encodeURIComponent(id));
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

  cells(columns, boxes) {
    const list = this.part("cells");
    list.replaceChildren();
    for (const column of columns) {
      if (!column.text || ["doc", "page", "quote"].includes(column.name)) continue;
      const hue = this.hues.get(column.name);
      const said = boxes.filter((box) => box[0] === column.name && box[2]).map((box) => box[2]);
      const swatch = hue === undefined ? "" : element("span", { class: `swatch hue-${hue}`, "aria-hidden": "true" });
      const long = named(column.text);
      const value = element("dd", {}, IDS.has(column.name) ? links(column.text)
        : element("bdi", {}, column.numeric ? shownNumber(column.text) : column.text));
      if (long && long !== column.text) value.append(element("span", { class: "aside" }, " " + long));
      const words = [...new Set(said)].filter((each) => each !== column.text);
      if (words.length) value.append(element("span", { class: "words" }, element("bdi", {}, `“${words.join("” … “")}”`)));
      const pair = element("div", { class: hue === undefined ? "plain" : "proved", title: column.meaning },
        element("dt", {}, swatch, column.title), value);
      pair.addEventListener("mouseenter", () => this.light(column.name));
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
    const taken = [];
    for (const label of pages.querySelectorAll(".label")) {
      label.classList.remove("below");
      let mine = label.getBoundingClientRect();
      const meets = (other) => mine.left < other.right && other.left < mine.right && mine.top < other.bottom
        && other.top < mine.bottom;
      if (taken.some(meets)) {
        label.classList.add("below");
        mine = label.getBoundingClientRect();
      }
      taken.push(mine);
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
