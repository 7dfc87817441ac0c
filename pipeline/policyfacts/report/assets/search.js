// One search over all facts and all texts.

const MOST_FACTS = 60;
const MOST_TEXTS = 100;
const AROUND = 90;

class Search {
  constructor(dialog, { facts, reader }) {
    Object.assign(this, { dialog, facts, reader, papers: null });
    this.part = (name) => dialog.querySelector(`[data-part="${name}"]`);
    this.part("close").addEventListener("click", () => dialog.close());
    this.part("words").addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.find(), 150);
    });
    dialog.addEventListener("close", () => addressed({ find: null }));
  }

  show(words = "") {
    this.part("words").value = words;
    if (!this.dialog.open) this.dialog.showModal();
    this.part("words").focus();
    this.find();
  }

  find() {
    const query = this.part("words").value.trim();
    const tests = query.length > 1 ? finders(query) : [];
    const facts = tests.length ? this.inFacts(tests) : [];
    const texts = tests.length ? this.inTexts(tests) : [];
    const held = ABOUT.filter((about, number) => document.getElementById("paper-" + number).textContent !== "null").length;
    const some = held < ABOUT.length ? ` (the texts of ${counted.format(ABOUT.length - held)} papers are not in this file)` : "";
    const found = `${counted.format(facts.length)} facts, ${counted.format(texts.length)} passages${some}`;
    this.part("count").textContent = !tests.length ? "" : facts.length + texts.length ? found : `Nothing holds all of this${some}`;
    this.part("facts").replaceChildren(...facts.slice(0, MOST_FACTS).map((each) => this.fact(each)), this.rest(facts, MOST_FACTS));
    this.part("texts").replaceChildren(...texts.slice(0, MOST_TEXTS).map((each) => this.text(each)), this.rest(texts, MOST_TEXTS));
    this.part("facts-head").hidden = !facts.length;
    this.part("texts-head").hidden = !texts.length;
    addressed({ find: query || null });
  }

  rest(found, most) {
    return found.length > most ? element("li", { class: "note" }, `and ${counted.format(found.length - most)} more: add a word`) : "";
  }

  inFacts(tests) {
    const names = MARKED.filter((name) => !ALSO.has(name));
    return names.flatMap((name) => {
      const grid = gridOf(name);
      return grid.rows.filter((row) => tests.every((test) => test.test(grid.words(row)))).map((row) => ({ name, row }));
    });
  }

  inTexts(tests) {
    this.papers ||= ABOUT.map((about, number) => ({ about, held: block("paper-" + number) })).filter(({ held }) => held)
      .map(({ about, held }) => ({ about, held, folded: held.passages.map(([, start, end]) => folded(held.text.slice(start, end))) }));
    return this.papers.flatMap(({ about, held, folded }) => held.passages.flatMap((passage, number) =>
      (tests.every((test) => test.test(folded[number])) ? [{ about, passage, text: held.text.slice(passage[1], passage[2]), tests }] : [])));
  }

  fact({ name, row }) {
    const quote = quoted(row[0]).quote;
    return element("li", {}, element("button", { type: "button", class: "plain", "aria-haspopup": "dialog", onclick: () => {
      const grid = gridOf(name);
      this.facts.show(grid, grid.find(row[0]));
    } }, element("span", { class: "kicker" }, name + " "), element("bdi", {}, summary(name, row))),
    element("bdi", { class: "aside" }, quote.slice(0, 2 * AROUND) + (quote.length > 2 * AROUND ? "…" : "")));
  }

  text({ about, passage, text, tests }) {
    const [page, start] = passage;
    const hit = tests[0].exec(text) || { index: 0, 0: "" };
    const from = Math.max(0, hit.index - AROUND), to = hit.index + hit[0].length;
    const piece = element("bdi", {}, (from ? "…" : "") + text.slice(from, hit.index), element("mark", { class: "hue-0" }, hit[0]),
      text.slice(to, to + AROUND) + (to + AROUND < text.length ? "…" : ""));
    return element("li", {}, element("button", { type: "button", class: "plain", "aria-haspopup": "dialog",
      onclick: () => this.reader.show(about.doc, { view: "text", page, at: start }) },
    element("bdi", {}, `${about.title || about.doc}, page ${page}`)), piece);
  }
}
