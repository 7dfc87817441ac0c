// What can be taken away: rows as CSV and as an Excel workbook, made here, and whatever is copied.

const ENCODER = new TextEncoder();
const LONGEST_CELL = 32767;
const RUNS = /^'*[=+\-@\t\r]/;

// A text that a spreadsheet would take for a formula gets an apostrophe, as in the tables' own CSV files.
const harmless = (text) => (RUNS.test(text) ? "'" + text : text);

function csv(columns, rows) {
  const cell = (column, text) => {
    const said = column.numeric ? text : harmless(text);
    return /[",\r\n]|^\s|\s$/.test(said) ? `"${said.replaceAll('"', '""')}"` : said;
  };
  const lines = rows.map((row) => row.map((text, number) => cell(columns[number], text)).join(","));
  return "\ufeff" + [columns.map((column) => column.name).join(","), ...lines].join("\n") + "\n";
}

function tabs(columns, rows) {
  const line = (cells) => cells.map((text) => text.replace(/\s+/g, " ")).join("\t");
  return [line(columns.map((column) => column.name)), ...rows.map((row) => line(row.map((text, number) =>
    (columns[number].numeric ? text : harmless(text)))))].join("\n") + "\n";
}

const XML = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const xml = (text) => text.replace(/[&<>"]/g, (sign) => XML[sign]).replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");

function letters(number) {
  let name = "";
  for (let left = number + 1; left > 0; left = Math.floor((left - 1) / 26)) name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

function sheet(columns, rows) {
  const text = (at, said, style) => `<c r="${at}" t="inlineStr"${style}><is><t xml:space="preserve">${xml(said.slice(0, LONGEST_CELL))}</t></is></c>`;
  const cell = (column, said, at) => {
    if (said === "") return "";
    return column.numeric && /^-?\d+(\.\d+)?$/.test(said) ? `<c r="${at}"><v>${said}</v></c>` : text(at, harmless(said), "");
  };
  const head = columns.map((column, number) => text(letters(number) + 1, column.name, ' s="1"')).join("");
  const body = rows.map((row, line) => `<row r="${line + 2}">${row.map((said, number) =>
    cell(columns[number], said, letters(number) + (line + 2))).join("")}</row>`).join("");
  const last = `${letters(columns.length - 1)}${rows.length + 1}`;
  return '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    + '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    + `<sheetData><row r="1">${head}</row>${body}</sheetData><autoFilter ref="A1:${last}"/></worksheet>`;
}

function workbook(name, columns, rows) {
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const packed = "http://schemas.openxmlformats.org/package/2006";
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  return zip([
    ["[Content_Types].xml", `${head}<Types xmlns="${packed}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`],
    ["_rels/.rels", `${head}<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`],
    ["xl/workbook.xml", `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="${xml(name.slice(0, 31))}" sheetId="1" r:id="rId1"/></sheets></workbook>`],
    ["xl/_rels/workbook.xml.rels", `${head}<Relationships xmlns="${packed}/relationships"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`],
    ["xl/styles.xml", `${head}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`],
    ["xl/worksheets/sheet1.xml", sheet(columns, rows)],
  ]);
}

const CRCS = Uint32Array.from({ length: 256 }, (_, number) => {
  let rest = number;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = CRCS[(sum ^ byte) & 255] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

// A zip archive of texts, not compressed; 1 January 1980, so that the same rows give the same bytes.
function zip(files) {
  const numbers = (...pairs) => pairs.flatMap(([size, value]) => Array.from({ length: size }, (_, place) => Math.floor(value / 256 ** place) % 256));
  const pieces = [], directory = [];
  let at = 0;
  for (const [name, text] of files) {
    const [title, data] = [ENCODER.encode(name), ENCODER.encode(text)];
    const said = [[2, 20], [2, 0x0800], [2, 0], [2, 0], [2, 33], [4, crc(data)], [4, data.length], [4, data.length], [2, title.length], [2, 0]];
    const local = Uint8Array.from(numbers([4, 0x04034b50], ...said));
    directory.push(Uint8Array.from(numbers([4, 0x02014b50], [2, 20], ...said, [2, 0], [2, 0], [2, 0], [4, 0], [4, at])), title);
    pieces.push(local, title, data);
    at += local.length + title.length + data.length;
  }
  const size = directory.reduce((sum, piece) => sum + piece.length, 0);
  const end = Uint8Array.from(numbers([4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]));
  return [...pieces, ...directory, end];
}

// Hand a file to the browser, which saves it; nothing is asked of anybody.
function download(name, pieces, type) {
  const link = element("a", { href: URL.createObjectURL(new Blob(pieces, { type })), download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  say(`${name} is made.`);
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element("textarea", { class: "unseen", "aria-hidden": "true" });
    field.value = text;
    (document.querySelector("dialog[open]:last-of-type") || document.body).append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  say(`${what} copied.`);
}
