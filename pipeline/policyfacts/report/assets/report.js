// The page as a whole: tabs, links into tables and facts, light and dark, printing.

const view = new FactView(document.getElementById("fact"));
const grids = new Map();

function gridOf(name) {
  if (!grids.has(name)) {
    const host = document.querySelector(`[data-grid="${CSS.escape(name)}"]`);
    if (!host) return null;
    grids.set(name, new Grid(host, (grid, place) => view.show(grid, place)));
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
  select(tabs[0], { build: list.closest("#tables") ? gridOf : soon });
}

for (const host of document.querySelectorAll("[data-grid]")) {
  const details = host.closest("details");
  if (details) details.addEventListener("toggle", () => { if (details.open) gridOf(host.dataset.grid); });
  else if (!host.closest('[role="tabpanel"]')) (host.closest("#papers") ? gridOf : soon)(host.dataset.grid);
}

// "#fact=ID" opens a fact; "#table=NAME&column=value" shows the rows of a table that hold those values.
function follow(hash) {
  const wanted = new URLSearchParams(hash.replace(/^#/, ""));
  const id = wanted.get("fact");
  const name = id ? id.split(":").at(-2) : wanted.get("table");
  const grid = name && document.getElementById("spec-" + name) && gridOf(name);
  if (!grid) return false;
  const tab = document.getElementById("tab-" + name);
  if (tab) select(tab);
  if (id) {
    const place = grid.find(id);
    if (place >= 0) view.show(grid, place);
    return place >= 0;
  }
  wanted.delete("table");
  grid.only(Object.fromEntries(wanted));
  grid.host.scrollIntoView({ block: "start" });
  grid.search.focus({ preventScroll: true });
  return true;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest('a[href^="#"], a[*|href^="#"]');
  const href = link && (link.getAttribute("href") || link.getAttributeNS("http://www.w3.org/1999/xlink", "href"));
  if (href && href.includes("=")) {
    event.preventDefault();
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
addEventListener("hashchange", () => follow(location.hash));
follow(location.hash);
document.documentElement.dataset.ready = "yes";
