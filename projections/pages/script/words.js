// What is shown. Every text goes in as a text (textContent), and only what was checked goes in at all.

const MONTHS = "January February March April May June July August September October November December".split(" ");
const REFERENCE = /^[A-Z]{3,4}-[1-9][0-9]{0,8}$/,
  DAY = /^[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?$/,
  NAMELESS = /^(?:GRD|MTG)-/,
  MOMENT = /^[0-9-]{10}T[0-9:.]{15}Z$/;
// Numbers that mean more than a number; what is no position, size or flag is shown as it is.
const POSITIONS = new Set(["as_of", "entry", "after", "since"]),
  FLAGS = new Set(["accelerated", "embargoed", "fictitious"]),
  SIZES = { "countersignature.added": "position", "document.kept": "bytes", "paper.issued": "position" };
const READ = "As the program reads it";
const LARGEST_SHOWN = 100000,
  MOST_NAMED = 20;

/** A text as it can be seen: what would reorder or hide other characters is shown by its number. */
const seen = (text) =>
  text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g,
    (character) => `[U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}]`,
  );

function make(tag, given, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given || {})) if (value !== undefined) element.setAttribute(name, value);
  for (const each of inside.flat(9)) {
    if (each || each === 0) element.append(each instanceof Node ? each : document.createTextNode(seen(String(each))));
  }
  return element;
}
const p = (...inside) => make("p", null, ...inside);
const typed = (text) => make("bdi", { class: "text", dir: "auto" }, text);
const mark = (kind, words) =>
  make("span", { class: `mark ${kind}` }, `${{ good: "✓", bad: "✗", odd: "?" }[kind]} ${words}`);
const count = (number, one, several) =>
  `${number.toLocaleString("en-GB")} ${number === 1 ? one : several || one + "s"}`;
const list = (items) =>
  items.length
    ? make(
        "ul",
        null,
        items.map((each) => make("li", null, each)),
      )
    : null;
const section = (id, title, ...inside) =>
  make("section", { id, "aria-labelledby": `${id}-title` }, make("h2", { id: `${id}-title` }, title), ...inside);
const terms = (rows) =>
  make(
    "dl",
    null,
    rows
      .filter(([, said]) => said !== null && said !== undefined && said !== "")
      .map(([term, said]) => [make("dt", null, term), make("dd", null, said)]),
  );
function table(caption, headings, rows) {
  const head = make(
    "tr",
    null,
    headings.map((each) => make("th", { scope: "col" }, each)),
  );
  const body = rows.map(([first, ...rest]) =>
    make(
      "tr",
      null,
      make("th", { scope: "row" }, first),
      rest.map((each) => make("td", null, each)),
    ),
  );
  return make(
    "div",
    { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    make("table", null, make("caption", null, caption), make("thead", null, head), make("tbody", null, body)),
  );
}

// Words.

function day(text) {
  const [year, month, date] = text.split("-");
  return [date && Number(date), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}
const days = ({ from, to }) => (from === to ? day(from) : `${day(from)} to ${day(to)}`);
const moment = (text) => `${day(text.slice(0, 10))} at ${text.slice(11, 16)} UTC`;
const word = (text) => text.replaceAll("_", " ");
const label = (key) =>
  (Object.hasOwn(FACTS.labels, key) && FACTS.labels[key]) || word(key).replace(/^./, (first) => first.toUpperCase());
const lastDay = (text) =>
  `${text}-12-31`
    .slice(0, text.length === 4 ? 10 : 99)
    .slice(0, 10)
    .padEnd(10, "~");
