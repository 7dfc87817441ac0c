// A quote with where it stands: as a sentence, as BibTeX, as RIS; and the address of a fact in this file.

const PAPERS = new Map(ABOUT.map((about, number) => [about.doc, { ...about, number }]));

function aboutPaper(doc) {
  const about = PAPERS.get(doc) || { doc, title: "", authors: "", published: "", publisher: "", identifier: "" };
  const [year] = about.published.match(/\d{4}/) || [""];
  const authors = parts(about.authors);
  return { ...about, year, authors: authors.length ? authors : parts(about.publisher), title: about.title || about.doc };
}

const ended = (text) => (text ? (/[.!?]$/.test(text) ? text : text + ".") : "");

// “Quote” (Author 2019, p. 3). Author (2019). Title. Publisher, identifier.
function citation(quote, doc, page) {
  const { authors, year, title, publisher, identifier } = aboutPaper(doc);
  const who = authors.length > 3 ? `${authors[0]} et al.` : authors.join(", ").replace(/, ([^,]*)$/, " and $1");
  const issued = [publisher, identifier].filter((each) => each && each !== who).join(", ");
  const short = [who || title, year || "n.d."].join(" ") + (page ? `, p. ${page}` : "");
  const long = [`${who ? who + " " : ""}(${year || "n.d."}).`, ended(title), ended(issued)].filter(Boolean).join(" ");
  return quote ? `“${quote}” (${short}). ${long}` : long;
}

const KEY = /[^A-Za-z0-9]+/g;
const brace = (text) => text.replace(/[\\{}]/g, "").replace(/[&%$#_]/g, "\\$&");

function bibtex(quote, doc, page) {
  const { authors, year, title, publisher, identifier } = aboutPaper(doc);
  const key = folded(`${authors[0] || ""} ${year} ${title}`).split(/\s+/).slice(0, 4).join("-").replace(KEY, "-").replace(/^-|-$/g, "").toLowerCase();
  const fields = {
    author: authors.map((each) => `{${brace(each)}}`).join(" and "), title: title && `{${brace(title)}}`, year: brace(year),
    institution: brace(publisher), number: brace(identifier), pages: brace(page), note: quote && `“${brace(quote)}”`,
  };
  const lines = Object.entries(fields).filter(([, said]) => said).map(([name, said]) => `  ${name} = {${said}},`);
  return `@techreport{${key || "paper"},\n${lines.join("\n")}\n}\n`;
}

function ris(quote, doc, page) {
  const { authors, year, published, title, publisher, identifier } = aboutPaper(doc);
  const day = (published.match(/^\d{4}(-\d\d){0,2}$/) || [""])[0].replaceAll("-", "/");
  const fields = [["TY", "RPRT"], ...authors.map((each) => ["AU", each]), ["TI", title], ["PY", year], ["DA", day],
    ["PB", publisher], ["M1", identifier], ["SP", page], ["N1", quote && `“${quote}”`]];
  const line = (text) => text.replace(/\s+/g, " ");
  return [...fields.filter(([, said]) => said).map(([tag, said]) => `${tag}  - ${line(said)}`), "ER  - ", ""].join("\n");
}

const addressOf = (id) => location.href.split("#")[0] + "#fact=" + encodeURIComponent(id);
