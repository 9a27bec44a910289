// What the values in an entry's bytes say, and the texts that these commit to.

class Values {
  constructor(pack) {
    this.pack = pack;
    this.names = new Map();
    this.entries = [...pack.shared.entries, ...pack.records.flatMap((record) => record.entries)].filter(
      (entry) => entry.fields,
    );
    this.positions = new Set(this.entries.map(({ position }) => position));
    this.records = new Set(pack.records.map(({ name }) => name));
    for (const entry of [...this.entries].sort((left, right) => left.position - right.position)) this.learn(entry);
  }

  /** What a record is called, by the entries that say so. */
  learn({ fields, texts }) {
    const { data, stream, type } = fields,
      said = data.name || data.title;
    if (fields.version !== 1 && !fields.fixes && !type.endsWith(".renamed")) return;
    if (said && texts.has(said.prose)) this.names.set(stream, texts.get(said.prose));
    if (NAMELESS.test(stream) && (data.question || data.forum)) this.names.set(stream, this.instead(fields).join(", "));
  }

  /** What stands for a name: the question and force of a grade; the forum of a meeting, and its day. */
  instead({ data, on, stream }) {
    const named = [data.question, data.force, data.forum].filter(Boolean).map((ref) => this.names.get(ref) || ref);
    return data.forum ? [...named, days(on)] : named.length ? named : [stream];
  }

  name(ref) {
    return this.names.has(ref) ? [typed(this.names.get(ref)), " (", this.link(ref), ")"] : this.link(ref);
  }

  /** An entry, by its number; a link where it is here. */
  place(position) {
    return this.positions.has(position) ? make("a", { href: `#E-${position}` }, `E-${position}`) : `E-${position}`;
  }

  link(ref) {
    return this.records.has(ref) ? make("a", { href: `#${ref}` }, ref) : ref;
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
      if (typeof value.from === "string" && typeof value.to === "string") return this.when(value, entry);
      return terms(Object.entries(value).map(([name, inner]) => [label(name), this.value(inner, name, entry)]));
    }
    if (typeof value === "number") return this.number(value, key, entry);
    if (REFERENCE.test(value)) return this.name(value);
    if (MOMENT.test(value)) return moment(value);
    if (DAY.test(value)) return day(value);
    if (key === "framework" && Object.hasOwn(FACTS.frameworks, value)) return FACTS.frameworks[value];
    return /^[a-z][a-z_0-9]*$/.test(value) && !/^[0-9a-f]{32,}$/.test(value) ? word(value) : make("code", null, value);
  }

  number(value, key, entry) {
    const size = key === "size" && SIZES[entry.fields.type];
    if (size === "bytes") return count(value, "byte");
    if (size || POSITIONS.has(key)) return this.place(value);
    return FLAGS.has(key) && value === 1 ? "yes" : String(value);
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
    if (!gone) return make("em", null, this.unsaid(entry, what));
    const { fields } = gone.entry,
      on = `[${what} erased by `;
    return make(
      "em",
      null,
      on,
      this.name(fields.recorded_by),
      ` on ${moment(fields.at)}, `,
      this.place(gone.entry.position),
      fields.authority ? [", under: ", this.value(fields.authority, "", gone.entry)] : "",
      gone.instead ? ["; in its place: ", this.value(gone.instead, "", gone.entry)] : "",
      "]",
    );
  }

  unsaid(entry, what) {
    if (this.pack.silent.includes(entry)) return `[${what} under embargo]`;
    return this.pack.shared.entries.includes(entry) ? `[a ${what} that is no part of this pack]` : `[${what} withheld]`;
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
    return [days({ from, to }), words ? [" (", this.value(words, "", entry), ")"] : "", assumed ? " (assumed)" : ""];
  }
}
