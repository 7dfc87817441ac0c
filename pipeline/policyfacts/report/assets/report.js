// The page as a whole: tabs, links into tables and facts, light and dark, printing.

// What the address says: the table last narrowed down, and the row, paper or search that is open.
const PLACES = ["fact", "paper", "page", "view", "find"];
const open = new Map();
let narrowed = null;
let following = false;

function addressed(changes) {
  for (const [name, value] of Object.entries(changes)) value === null ? open.delete(name) : open.set(name, String(value));
  if (following) return;
  const said = new URLSearchParams();
  for (const name of PLACES) if (open.has(name)) said.set(name, open.get(name));
  const state = narrowed?.state() || [];
  if (state.length) {
    said.set("table", narrowed.host.dataset.grid);
    for (const [name, value] of state) said.append(name, value);
  }
  const hash = String(said);
  history.replaceState(null, "", hash ? "#" + hash : location.pathname + location.search);
}

function told(grid) {
  narrowed = grid;
  addressed({});
}

const view = new FactView(document.getElementById("fact"));
const reader = new Reader(document.getElementById("paper"), view);
const search = new Search(document.getElementById("find"), { facts: view, reader });
view.reader = reader;
const grids = new Map();
const OPENS = { papers: (grid, place) => reader.show(grid.rows[grid.view[place]][0]) };

function gridOf(name) {
  if (!grids.has(name)) {
    const host = document.querySelector(`[data-grid="${CSS.escape(name)}"]`);
    if (!host) return null;
    grids.set(name, new Grid(host, { open: OPENS[name] || ((grid, place) => view.show(grid, place)), told }));
  }
  return grids.get(name);
}

// Tables further down are built when the browser has time, so that the page is there at once.
const waiting = [];
const idle = window.requestIdleCallback || ((task) => setTimeout(task, 50));
function soon(name) {
  waiting.push(name);
  idle(() => { if (waiting.length) gridOf(waiting.shift()); });
}

function select(tab, { focus = false, build = gridOf } = {}) {
  for (const each of tab.parentElement.querySelectorAll('[role="tab"]')) {
    const chosen = each === tab;
    each.setAttribute("aria-selected", String(chosen));
    each.tabIndex = chosen ? 0 : -1;
    document.getElementById(each.getAttribute("aria-controls")).hidden = !chosen;
  }
  const panel = document.getElementById(tab.getAttribute("aria-controls"));
  for (const host of panel.querySelectorAll("[data-grid]")) build(host.dataset.grid);
  if (focus) tab.focus();
}

for (const list of document.querySelectorAll('[role="tablist"]')) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  list.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) select(tab);
  });
  list.addEventListener("keydown", (event) => {
    const place = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || place < 0) return;
    event.preventDefault();
    select(tabs[(to + tabs.length) % tabs.length], { focus: true });
  });
  select(tabs[0], { build: list.closest("#answers") || !document.getElementById("answers") ? gridOf : soon });
}

for (const host of document.querySelectorAll("[data-grid]")) {
  const details = host.closest("details");
  if (details) details.addEventListener("toggle", () => { if (details.open) gridOf(host.dataset.grid); });
  else if (!host.closest('[role="tabpanel"]')) soon(host.dataset.grid);
}

// "#fact=ID" opens a row, "#paper=NAME&page=3" a paper, "#find=words" the search; "#table=NAME&column=value" shows the
// rows of a table that hold those values, and may say how it is narrowed down and sorted besides.
function follow(hash) {
  const wanted = new URLSearchParams(hash.replace(/^#/, ""));
  following = true;
  try {
    return [followTable(wanted), followOpen(wanted)].includes(true);
  } finally {
    following = false;
    addressed({});
  }
}

function followTable(wanted) {
  const name = wanted.get("table");
  const grid = name && document.getElementById("spec-" + name) && gridOf(name);
  if (!grid) return false;
  const tab = document.getElementById("tab-" + name);
  if (tab) select(tab);
  grid.host.closest("details")?.setAttribute("open", "");
  grid.restore([...wanted].filter(([key]) => key !== "table" && !PLACES.includes(key)));
  narrowed = grid;
  if (PLACES.some((place) => wanted.has(place))) return true;
  grid.host.scrollIntoView({ block: "start" });
  grid.search.focus({ preventScroll: true });
  return true;
}

function followOpen(wanted) {
  if (wanted.has("paper")) {
    return reader.show(wanted.get("paper"), { view: wanted.get("view") || "pages", page: Number(wanted.get("page")) || 1 });
  }
  if (wanted.has("find")) search.show(wanted.get("find"));
  const id = wanted.get("fact");
  const name = id && id.split(":").at(-2);
  const grid = name && document.getElementById("spec-" + name) && gridOf(name);
  if (!grid) return wanted.has("find");
  const tab = document.getElementById("tab-" + name);
  if (tab) select(tab);
  const place = grid.find(id);
  if (place >= 0) view.show(grid, place);
  return place >= 0;
}

document.getElementById("search").addEventListener("click", () => search.show());
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || /INPUT|SELECT|TEXTAREA/.test(event.target.tagName)) return;
  if (document.querySelector("dialog[open]")) return;
  event.preventDefault();
  search.show();
});

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"], a[*|href^="#"]');
  const href = link && (link.getAttribute("href") || link.getAttributeNS("http://www.w3.org/1999/xlink", "href"));
  if (href && href.includes("=")) {
    event.preventDefault();
    if (link.closest("dialog")) link.closest("dialog").close();
    follow(href);
  }
});

// Pages beside a conflict are cut to the lines in question, from the same pictures; drawn when they come into sight.
function drawCut(cut) {
  if (cut.firstChild) return;
  const [leaf, top, bottom, ...boxes] = JSON.parse(cut.dataset.cut);
  const figure = page(leaf, boxes, new Map([[boxes[0]?.[0], Number(cut.dataset.hue) || 0]]));
  cut.append(figure);
  const frame = figure.querySelector(".frame");
  cut.style.aspectRatio = `${LEAVES[leaf].width} / ${(LEAVES[leaf].height * (bottom - top)) / 10000}`;
  frame.style.top = `${(-top / (bottom - top)) * 100}%`;
}

const cuts = [...document.querySelectorAll("[data-cut]")];
const sight = new IntersectionObserver((entries) => {
  for (const entry of entries.filter((each) => each.isIntersecting)) {
    sight.unobserve(entry.target);
    drawCut(entry.target);
  }
}, { rootMargin: "400px" });
cuts.forEach((cut) => sight.observe(cut));

for (const choice of document.querySelectorAll("select[data-shows]")) {
  const show = () => {
    for (const each of document.querySelectorAll(`[data-shown="${choice.dataset.shows}"]`)) {
      each.hidden = each.dataset.value !== choice.value;
    }
  };
  choice.addEventListener("change", show);
  show();
}

const theme = document.getElementById("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
function applied(chosen) {
  document.documentElement.dataset.theme = chosen;
  theme.textContent = chosen === "dark" ? "Light" : "Dark";
}
theme.addEventListener("click", () => applied(document.documentElement.dataset.theme === "dark" ? "light" : "dark"));
dark.addEventListener("change", () => applied(dark.matches ? "dark" : "light"));
applied(dark.matches ? "dark" : "light");

// On paper: the chosen table of facts with all its rows, of the other tables the rows in sight.
addEventListener("beforeprint", () => {
  cuts.forEach(drawCut);
  while (waiting.length) gridOf(waiting.shift());
  grids.forEach((grid) => { if (grid.host.closest("#tables")) grid.print(true); });
});
addEventListener("afterprint", () => grids.forEach((grid) => grid.print(false)));
addEventListener("hashchange", () => { if (location.hash.includes("=")) follow(location.hash); });
if (location.hash.includes("=")) follow(location.hash);
document.documentElement.dataset.ready = "yes";
