// The records, each entry by the values that are in its bytes and the texts that these commit to.

class Page {
  constructor(pack) {
    this.pack = pack;
    this.names = new Map();
    this.entries = [...pack.shared.entries, ...pack.records.flatMap((record) => record.entries)].filter(
      (entry) => entry.fields,
    );
    for (const entry of [...this.entries].sort((left, right) => left.position - right.position)) this.learn(entry);
  }

  /** What a record is called, by the entries that say so. */
  learn({ fields, texts }) {
    const { data, stream, type } = fields,
      said = data.name || data.title;
    if ((fields.version === 1 || fields.fixes || type.endsWith(".renamed")) && said && texts.has(said.prose))
      this.names.set(stream, texts.get(said.prose));
  }

  name(ref) {
    return this.names.has(ref) ? [typed(this.names.get(ref)), ` (${ref})`] : ref;
  }

  link(ref) {
    return this.pack.records.some((record) => record.name === ref) ? make("a", { href: `#${ref}` }, ref) : ref;
  }

  // A value of an entry, by what is in the entry alone.

  value(value, key, entry) {
    if (Array.isArray(value))
      return value.every((each) => typeof each !== "object")
        ? value.map((each, at) => [at ? "; " : "", this.value(each, key, entry)])
        : list(value.map((each) => this.value(each, key, entry)));
    if (value && typeof value === "object") {
      if (typeof value.prose === "string") return this.text(value.prose, entry);
      if (typeof value.file === "string") return this.file(value.file, entry);
      return terms(Object.entries(value).map(([name, inner]) => [label(name), this.value(inner, name, entry)]));
    }
    if (typeof value === "number")
      return POSITIONS.has(key)
        ? `E-${value}`
        : value === 1 && !/number|size|every|months|year/.test(key)
          ? "1 (yes)"
          : String(value);
    if (REFERENCE.test(value)) return this.name(value);
    if (MOMENT.test(value)) return moment(value);
    if (DAY.test(value)) return day(value);
    return /^[a-z][a-z_0-9]*$/.test(value) && !/^[0-9a-f]{32,}$/.test(value) ? word(value) : make("code", null, value);
  }

  text(commitment, entry) {
    if (entry.texts.has(commitment)) return typed(entry.texts.get(commitment));
    return this.absent(commitment, entry, "text");
  }

  /** A text or file that is not here: erased, by whose decision; withheld; or altered. */
  absent(commitment, entry, what) {
    if (!entry.missing.includes(commitment))
      return mark("bad", `this ${what} was altered in the file and is not shown`);
    const gone = this.pack.erased.get(commitment);
    if (!gone)
      return make(
        "em",
        null,
        this.pack.shared.entries.includes(entry) ? `[a ${what} that is no part of this pack]` : `[${what} withheld]`,
      );
    const { fields } = gone.entry,
      on = `[${what} erased by `;
    return make(
      "em",
      null,
      on,
      this.name(fields.recorded_by),
      ` on ${moment(fields.at)}, E-${gone.entry.position}`,
      fields.authority ? [", under: ", this.value(fields.authority, "", gone.entry)] : "",
      gone.instead ? ["; in its place: ", this.value(gone.instead, "", gone.entry)] : "",
      "]",
    );
  }

  file(commitment, entry) {
    const content = entry.files.get(commitment);
    if (!content) return this.absent(commitment, entry, "file");
    const name = entry.fields.data.name && entry.texts.get(entry.fields.data.name.prose);
    const safe = seen(name || `E-${entry.position}`)
      .replace(/[^\p{L}\p{N}._ ()\[\]-]/gu, "_")
      .replace(/^\.+/, "_")
      .slice(-100);
    // Never a type that a browser would open: whatever it is, it is saved.
    const address = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
    return [
      make("a", { class: "file", href: address, download: safe }, `Save the file (${count(content.length, "byte")})`),
      this.preview(content),
    ];
  }

  preview(content) {
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
      if (text.length > LARGEST_SHOWN || text.includes("\0")) return null;
      return make("details", null, make("summary", null, "Show it as text"), make("pre", { dir: "auto" }, text));
    } catch {
      return null;
    }
  }

  when({ from, to, words, assumed }, entry) {
    const days = from === to ? day(from) : `${day(from)} to ${day(to)}`;
    return [days, words ? [" (", this.value(words, "", entry), ")"] : "", assumed ? " (assumed)" : ""];
  }

  // One entry.

  entry(entry, reading, level, later = []) {
    if (!entry.fields)
      return make(
        "li",
        { class: "bad" },
        make(level, null, `E-${entry.position}`),
        entry.problems.map((each) => make("p", { class: "problem" }, "✗ ", each)),
      );
    const { fields } = entry,
      sentence = reading && reading.sentences[`E-${entry.position}`];
    return make(
      "li",
      { class: entry.problems.length ? "bad" : "good", id: `E-${entry.position}` },
      make(level, null, `E-${entry.position}: `, this.when(fields.on, entry)),
      entry.problems.map((each) => make("p", { class: "problem" }, "✗ ", each)),
      p(FACTS.types[fields.type] || word(fields.type.replace(".", ": "))),
      later.map(({ position, fields: said }) =>
        p(make("strong", null, `${said.type === "record.undone" ? "Undone" : "Corrected"} by E-${position}.`)),
      ),
      this.fields(entry),
      sentence ? make("p", { class: "read" }, `${READ}: `, typed(sentence)) : null,
      this.proof(entry),
    );
  }

  fields(entry) {
    const { fields } = entry;
    return terms([
      ...Object.entries(fields.data).map(([key, value]) => [label(key), this.value(value, key, entry)]),
      ["Corrects", fields.fixes ? `E-${fields.fixes}` : null],
      ["Said by", this.name(fields.said_by)],
      ["Recorded by", [this.name(fields.recorded_by), ", ", moment(fields.at)]],
      ["Stands in", fields.src ? fields.src.map((each, at) => [at ? "; " : "", this.source(each)]) : null],
      ["Reason", fields.why ? this.value(fields.why, "", entry) : null],
      ["On whose authority", fields.authority ? this.value(fields.authority, "", entry) : null],
    ]);
  }

  source(text) {
    const [ref, place] = text.split(":");
    return [this.name(ref), place ? `, ${place}` : ""];
  }

  proof(entry) {
    const { sealed, texts, files } = entry,
      held = [texts.size ? count(texts.size, "text") : "", files.size ? count(files.size, "file") : ""]
        .filter(Boolean)
        .join(" and ");
    const said = sealed ? this.seal(sealed) : "not proved";
    return make(
      "details",
      null,
      make("summary", null, entry.problems.length ? "Bytes" : `✓ Proved: the entry${held ? ", " + held : ""}`),
      terms([
        ["Sealed", said],
        ["Leaf hash", make("code", null, entry.leaf)],
        ["Bytes", make("pre", null, entry.bytes)],
      ]),
    );
  }

  seal({ key, end, signed, unproven }) {
    const by = [
      "by the key ",
      make("code", null, key.fingerprint.slice(0, 16)),
      "… of ",
      this.name(key.person),
      `, with everything up to E-${end}`,
    ];
    if (signed === null) return [mark("odd", "this browser cannot check Ed25519 signatures: "), by];
    return unproven ? [mark("odd", "author unproven, as the key was revoked later: "), by] : by;
  }

  // One record.

  state(record) {
    if (record.problems.length) return mark("bad", "Altered");
    return this.pack.signed === null ? mark("odd", "Checked, but for signatures") : mark("good", "Checked");
  }

  /** Its own text, name or title, by its first entry. */
  title(record) {
    const first = record.entries.find((entry) => entry.fields && entry.fields.version === 1);
    const said =
      first && ["text", "name", "title"].map((key) => first.fields.data[key]).find((each) => each && each.prose);
    return said ? this.text(said.prose, first) : "";
  }

  read(record, field) {
    const found = record.reading && record.reading.fields.find(([name]) => name === field);
    return found ? typed(found[2]) : "";
  }

  record(record) {
    const id = record.name,
      told = record.entries.slice().sort(inOrder),
      reading = record.reading;
    return make(
      "section",
      { id, "aria-labelledby": `${id}-title` },
      make("h3", { id: `${id}-title` }, `${id} `, this.state(record)),
      this.title(record) ? p(this.title(record)) : null,
      record.problems.map((each) => make("p", { class: "problem" }, "✗ ", each)),
      record.partly
        ? p("Some entries of it are not in this pack, because of an embargo; how it stands is therefore not told.")
        : null,
      reading && reading.fields.length
        ? make(
            "details",
            { class: "read" },
            make("summary", null, `How it stands (${READ.toLowerCase()}, not proved)`),
            terms(reading.fields.map(([, name, said]) => [name, typed(said)])),
          )
        : null,
      record.entries.length
        ? [
            make("h4", null, `What happened to ${id}`),
            make(
              "ol",
              { class: "entries" },
              told.map((entry) =>
                this.entry(
                  entry,
                  reading,
                  "h5",
                  told.filter(({ fields }) => fields && fields.fixes === entry.position),
                ),
              ),
            ),
          ]
        : null,
    );
  }
}

function inOrder(left, right) {
  const key = ({ fields }) => (fields ? [lastDay(fields.on.to), fields.on.from] : ["~", "~"]),
    [a, b] = [key(left), key(right)];
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : left.position - right.position;
}
