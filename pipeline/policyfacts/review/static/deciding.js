"use strict";
/* Where reviewers differ: what each said, side by side, and a button to take it. */

import { $, element } from "./common.js";

/* Show what reviewers said of a row; ``take`` is called with the name of the one whose word shall stand. */
export function differences(row, columns, take) {
  $("said").hidden = !row || !row.said;
  if ($("said").hidden) return;
  const rows = columns.filter((column) => row.differ.includes(column.name) || row.found[column.name]
    || row.said.some((one) => one.row[column.name]));
  $("said-table").replaceChildren(head(row), element("tbody", {}, ...rows.map((column) => line(row, column.name))));
  $("takes").replaceChildren(...row.said.map((one, number) => {
    const button = element("button", { type: "button", textContent: `Take what ${one.who} said ` },
      element("kbd", { textContent: String(number + 1) }));
    button.addEventListener("click", () => take(one.who));
    return button;
  }));
}

function head(row) {
  const titles = ["", "found", ...row.said.map((one) => `${one.who}: ${one.verdict}`)];
  return element("thead", {}, element("tr", {}, ...titles.map((text) =>
    element(text ? "th" : "td", text ? { scope: "col", textContent: text } : {}))));
}

function line(row, name) {
  const cells = [row.found[name] || "", ...row.said.map((one) => (one.verdict === "reject" ? "rejected" : one.row[name] || ""))];
  return element("tr", { className: row.differ.includes(name) ? "differs" : "" },
    element("th", { scope: "row", textContent: name }),
    ...cells.map((text) => element("td", { textContent: text || "—" })));
}
