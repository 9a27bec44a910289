// The first parts of the page: what it is, and what was checked.

function cover(page) {
  const { pack } = page,
    { made, opened, checkpoint, key } = pack,
    { data } = made.fields,
    newest = page.entries
      .filter(({ fields }) => page.records.has(fields.stream))
      .sort(byPosition)
      .pop(),
    recipient = () => (data.to ? page.name(data.to) : page.value(data.recipient, "", made));
  return section(
    "cover",
    "What this is",
    p(
      `${count(pack.records.length, "record")} of a ledger of police inspections, as of entry E-${data.as_of}, ` +
        "handed to ",
      recipient(),
      newest
        ? [
            `. The newest entry of theirs here was recorded on ${day(newest.fields.at.slice(0, 10))} (`,
            page.place(newest.position),
            ")",
          ]
        : "",
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
      [
        "As of",
        [`E-${data.as_of}`, newest ? `; the newest entry of the records here is of ${moment(newest.fields.at)}` : ""],
      ],
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
    { unproven } = pack,
    sealed = all.filter((entry) => entry.sealed && !entry.sealed.unproven);
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
          all.length - unproven.length,
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
          "the entries here are as recorded",
        ),
        said(page.entries.length, all.length, "entry", "entries", "in the tree under the checkpoint's root"),
        said(kept, kept + altered, "text or file", "texts and files", "what the entry commits to"),
        signatures,
        unproven.length && pack.signed !== null
          ? make(
              "span",
              null,
              mark("odd", `${count(unproven.length, "entry", "entries")}: author unproven, as the key was revoked: `),
              unproven.slice(0, MOST_NAMED).map(({ position }, at) => [at ? ", " : "", page.place(position)]),
              unproven.length > MOST_NAMED ? " and others" : "",
            )
          : null,
        pack.signed === null ? null : checkpointWords(pack),
      ].filter(Boolean),
    ),
    p(
      "The root is one number that is worked out from every entry that the ledger then held. An entry that is in the " +
        "tree under it could not be altered, added or moved without another root. An entry holds no text: it commits to " +
        "one by a number that only this very text gives.",
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
      metWords(page.pack.countersigned),
      policy.witnesses.length
        ? " The policy came with the ledger: compare the countersigners' keys with what they themselves say."
        : "",
    ),
  ];
}

/** Whether what the ledger demands of countersigners is met, as far as this browser can tell. */
function metWords({ policy, notes, stated }) {
  // Who countersigned more entries countersigned the first of them too.
  const upTo = (counts) =>
    Math.max(0, ...notes.map(({ size }) => size).filter((size) => met(policy, signers(notes, size, counts))));
  if (!stated) return "This pack holds no policy of countersignatures.";
  if (policy.quorum === "none") return "The ledger's own policy demands no countersignature.";
  const checked = upTo(({ signed }) => signed);
  if (checked) return `The ledger's own policy is met up to E-${checked}.`;
  if (upTo(() => true)) return "Whether the ledger's own policy is met cannot be told in this browser.";
  return "The ledger's own policy is not met by the countersignatures here.";
}

function signers(notes, size, counts) {
  const far = notes.filter((note) => note.size >= size);
  return far.flatMap(({ by }) => by.filter(counts)).map(({ witness }) => witness.called);
}

function checkpointWords({ key, checkpoint }) {
  const covers = "and it covers the making of this pack";
  return key.counts < checkpoint.size
    ? mark("odd", `The checkpoint: signed by a key that was enrolled by one that was revoked, ${covers}`)
    : mark("good", `The checkpoint: signed by a key that may speak for the ledger, ${covers}`);
}
