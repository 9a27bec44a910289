// The parts of the page.

function cover(page) {
  const { pack } = page,
    { made, opened, checkpoint, key } = pack,
    { data } = made.fields,
    recipient = () => (data.to ? page.name(data.to) : page.value(data.recipient, "", made));
  return section(
    "cover",
    "What this is",
    p(
      `${count(pack.records.length, "record")} of a ledger of police inspections, as of entry E-${data.as_of}, ` +
        "handed to ",
      recipient(),
      ". Each entry comes with its proof, so that what is shown can be checked without trusting whoever keeps " +
        "the ledger.",
    ),
    opened.fields.data.fictitious
      ? make("p", { class: "made-up" }, "FICTITIOUS: this ledger was made up for teaching or testing.")
      : null,
    terms([
      ["Pack", `${made.fields.stream}, recorded as E-${made.position}`],
      ["For", recipient()],
      ["Made", page.when(made.fields.on, made)],
      ["Decided by", page.name(made.fields.said_by)],
      ["Recorded by", [page.name(made.fields.recorded_by), ", ", moment(made.fields.at)]],
      ["As of", `E-${data.as_of}`],
      ["Takes the place of", data.replaces],
      ["Ledger", make("code", null, checkpoint.origin)],
      [
        "Checkpoint",
        [`${count(checkpoint.size, "entry", "entries")}, root `, make("code", null, hex(checkpoint.root))],
      ],
      ["Signed by", [page.name(key.person), ", key ", make("code", null, key.fingerprint)]],
      [
        "First key",
        [
          make("code", null, opened.fields.key),
          make("br"),
          "Compare it with the one printed in the board's minutes: it is the one thing to trust.",
        ],
      ],
    ]),
  );
}

function checked(page) {
  const { pack } = page,
    all = [pack.shared, ...pack.records].flatMap((block) => block.entries),
    sealed = all.filter((entry) => entry.sealed);
  const said = (part, whole, one, several, what) =>
    mark(
      part === whole ? "good" : "bad",
      `${part === whole ? "" : `${part} of `}${count(whole, one, several)}: ${what}`,
    );
  const sum = (of) => all.reduce((total, entry) => total + (entry.fields ? of(entry) : 0), 0);
  const kept = sum((entry) => entry.texts.size + entry.files.size),
    altered = sum((entry) => entry.problems.filter((each) => /^A (?:text|file) /.test(each)).length);
  const signatures =
    pack.signed === null
      ? mark("odd", "This browser cannot check Ed25519 signatures: who sealed what is not checked.")
      : said(
          sealed.length,
          all.length,
          "entry",
          "entries",
          "sealed by the key of who recorded it, in " +
            `${count(new Set(sealed.map((entry) => entry.sealed.end)).size, "signed batch", "signed batches")}`,
        );
  return section(
    "checked",
    "What was checked",
    list(
      [
        said(
          pack.records.filter((record) => !record.problems.length).length,
          pack.records.length,
          "record",
          "records",
          "as recorded",
        ),
        said(page.entries.length, all.length, "entry", "entries", "in the tree under the checkpoint's root"),
        said(kept, kept + altered, "text or file", "texts and files", "what the entry commits to"),
        signatures,
        pack.signed === null
          ? null
          : mark(
              "good",
              "The checkpoint: signed by a key that may speak for the ledger, and it covers the making of this pack",
            ),
      ].filter(Boolean),
    ),
    countersigned(page),
  );
}

function countersigned(page) {
  const { policy, notes, problems } = page.pack.countersigned,
    rows = notes.flatMap(({ size, by }) =>
      by.map(({ witness, signed, at }) => [
        witness.called,
        `E-${size}`,
        at ? moment(new Date(at * 1000).toISOString()) : "not said",
        signed ? mark("good", "Checked") : mark("odd", `This browser cannot check ${TYPES[witness.kind].name}`),
        make("code", null, witness.fingerprint),
      ]),
    );
  const sizes = notes
    .filter(({ by }) =>
      met(
        policy,
        by.filter(({ signed }) => signed).map(({ witness }) => witness.called),
      ),
    )
    .map(({ size }) => size);
  const said =
    policy.quorum === "none"
      ? "The ledger states no policy of countersignatures."
      : sizes.length
        ? `The ledger's own policy is met up to E-${Math.max(...sizes)}.`
        : "The ledger's own policy is not met by what could be checked here.";
  return [
    make("h3", null, "Countersignatures"),
    problems.map((each) => make("p", { class: "problem" }, "✗ ", each)),
    rows.length
      ? table("Who outside countersigned, and up to which entry", ["Who", "Up to", "When", "Check", "Key"], rows)
      : p(
          "Nobody outside has countersigned what can be checked here: whoever holds the keys of the ledger " +
            "could have rewritten everything.",
        ),
    p(
      said,
      policy.witnesses.length
        ? " The policy came with the ledger: compare the countersigners' keys with what they themselves say."
        : "",
    ),
  ];
}

function withheld(page) {
  const { pack } = page,
    { fields } = pack.made,
    [records, entries] = FACTS.embargoed;
  const texts = pack.stated
    ? [
        `${count(pack.stated, "text or file", "texts and files")} withheld, decided by `,
        page.name(fields.said_by),
        fields.authority ? [", under: ", page.value(fields.authority, "", pack.made)] : "",
        fields.why ? [", because: ", page.value(fields.why, "", pack.made)] : "",
        ".",
      ]
    : "No text was withheld by decision.";
  const embargo =
    records || entries
      ? `Left out because of an embargo, by the program's count: ${count(records, "record")} and ` +
        `${count(entries, "entry", "entries")} of others.`
      : "Nothing is left out because of an embargo, by the program's count.";
  return section(
    "withheld",
    "What is withheld",
    list([
      texts,
      embargo,
      pack.erasedHere
        ? `${count(pack.erasedHere, "text")} had been erased before; where each stood it says by whom, when and ` +
          "under what authority."
        : "No text of these records had been erased.",
    ]),
  );
}

function unclaimed(page) {
  const outside = page.pack.countersigned.notes.length
    ? "For what nobody outside has countersigned"
    : "As nobody outside has countersigned it";
  return section(
    "unclaimed",
    "What is not claimed",
    list([
      "That what was recorded is true or complete. It was recorded so, by these keys, in this order, and not " +
        "altered since.",
      "That there are no other entries, or that nothing was recorded later. A pack shows what is in it; " +
        "entries that were never put in leave no trace here.",
      "What stands under “as the program reads it” is how the ledger's program puts it in words. It is " +
        "compared with what the file was made with, not proved: the fields beside it are.",
      "That this page itself was not replaced. Its check is only as good as the place you have it from: " +
        "whoever replaces the whole page can make it say anything. Ask the sender by another way for the file's " +
        "SHA-256, or check the same content, as a folder, with check.py or with other tools.",
      `${outside}, whoever holds every key and every copy of the ledger could have rewritten it. The first ` +
        "key's fingerprint must be the one in the board's minutes.",
      "That times are right: they only never go back.",
    ]),
  );
}

function register(page) {
  const rows = page.pack.records.map((record) => [
    make("a", { href: `#${record.name}` }, record.name),
    page.title(record),
    page.read(record, "status") || page.read(record, "outcome"),
    page.read(record, "owner"),
    page.read(record, "due"),
    page.state(record),
  ]);
  const words = READ.toLowerCase();
  return section(
    "register",
    "Register",
    table(
      "The records of this pack",
      ["Record", "What it says", `Status or grade (${words})`, `Owner (${words})`, `Due (${words})`, "Check"],
      rows,
    ),
  );
}

function beside(page) {
  const entries = page.pack.shared.entries,
    keys = [...page.pack.keys.values()].map((key) => [
      make("code", null, key.fingerprint),
      page.name(key.person),
      key.rights.join(", "),
      key.until === Infinity ? "in use" : `ended by E-${key.until}`,
    ]);
  return section(
    "beside",
    "Keys and names",
    p(
      "Who signed, who may sign, and what the records refer to. These entries are proved as the others are; " +
        "those that only give names come without their other texts.",
    ),
    page.pack.shared.problems.map((each) => make("p", { class: "problem" }, "✗ ", each)),
    table("Keys enrolled", ["Key", "Of", "May", "State"], keys),
    make(
      "details",
      null,
      make("summary", null, `All ${count(entries.length, "entry", "entries")} beside the records`),
      make(
        "ol",
        { class: "entries" },
        entries.map((entry) => page.entry(entry, page.pack.shared.reading, "h3")),
      ),
    ),
  );
}
