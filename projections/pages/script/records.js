// The records, each entry by the values that are in its bytes.

class Page extends Values {
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
        p(
          make(
            "strong",
            null,
            `${said.type === "record.undone" ? "Undone" : "Corrected"} by `,
            this.place(position),
            ".",
          ),
        ),
      ),
      this.unproven(entry),
      this.fields(entry),
      sentence ? make("p", { class: "read" }, `${READ}: `, typed(sentence)) : null,
      this.short(entry),
      this.proof(entry),
    );
  }

  fields(entry) {
    const { fields } = entry;
    return terms([
      ...Object.entries(fields.data).map(([key, value]) => [label(key), this.value(value, key, entry)]),
      ["Corrects", fields.fixes ? this.place(fields.fixes) : null],
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

  /** Who recorded it cannot be told from a seal that a revoked key made. */
  unproven({ sealed }) {
    if (!sealed || !sealed.unproven) return null;
    const { counts, revoked } = sealed.key;
    const which = counts ? `, for all that it sealed after E-${counts}.` : ", or enrolled by one that was.";
    return p(
      mark("odd", "Author unproven."),
      " Who recorded it is not proved: the key was revoked by ",
      this.place(revoked),
      which,
    );
  }

  /** For paper, where nothing can be unfolded. */
  short({ problems, sealed }) {
    if (problems.length || !sealed) return null;
    const { signed, unproven, key, end } = sealed;
    const by = signed === null || unproven ? "by whom is not checked" : `by ${key.person}`;
    return make("p", { class: "paper" }, `✓ proved; sealed with everything up to E-${end}, ${by}`);
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
    if (record.entries.some(({ sealed }) => sealed && sealed.unproven && this.pack.signed !== null))
      return mark("odd", "Author unproven");
    return this.pack.signed === null ? mark("odd", "Checked, but for signatures") : mark("good", "Checked");
  }

  /** Its own text, name or title, by its first entry. */
  title(record) {
    const first = record.entries.find((entry) => entry.fields && entry.fields.version === 1);
    const said =
      first && ["text", "name", "title"].map((key) => first.fields.data[key]).find((each) => each && each.prose);
    if (said) return this.text(said.prose, first);
    return first && NAMELESS.test(record.name) ? typed(this.instead(first.fields).join(", ")) : "";
  }

  read(record, field) {
    const found = record.reading && record.reading.fields.find(([name]) => name === field);
    return found ? typed(found[2]) : "";
  }

  /** The first of some fields that says something; how a record stands is not told where entries of it are left out. */
  told(record, fields) {
    const said = fields.map((field) => this.read(record, field)).find(Boolean);
    return said || (record.partly ? "not told" : "");
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

const byPosition = (left, right) => left.position - right.position;

function inOrder(left, right) {
  const key = ({ fields }) => (fields ? [lastDay(fields.on.to), fields.on.from] : ["~", "~"]),
    [a, b] = [key(left), key(right)];
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[1] < b[1] ? -1 : a[1] > b[1] ? 1 : byPosition(left, right);
}
