// The other parts: what is withheld and not claimed, the register, and what the records hang on.

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
  const left = [
    records ? count(records, "record") : "",
    entries ? `${count(entries, "entry", "entries")} of others` : "",
  ];
  const embargo =
    records || entries
      ? `Left out because of an embargo, by the program's count: ${left.filter(Boolean).join(" and ")}.`
      : "No record is left out because of an embargo, by the program's count.";
  const silent = pack.silent.map(({ position }, at) => [at ? ", " : "", page.place(position)]);
  return section(
    "withheld",
    "What is withheld",
    list(
      [
        texts,
        embargo,
        silent.length
          ? ["The texts of these entries beside the records are under an embargo, by the program's word: ", silent, "."]
          : null,
        FACTS.void
          ? `${count(FACTS.void, "record")} that ${FACTS.void === 1 ? "does" : "do"} not count (recorded in error, or twice) ` +
            "left out, by the program's count."
          : null,
        pack.erasedHere
          ? `${count(pack.erasedHere, "text")} had been erased before; where each stood it says by whom, when and ` +
            "under what authority."
          : "No text of these records had been erased.",
      ].filter(Boolean),
    ),
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
      "That no key was revoked, no text erased and nothing countersigned beyond what is here.",
      "That the times are right. All that is certain is that none is earlier than that of an entry before it.",
    ]),
  );
}

function register(page) {
  const rows = page.pack.records.map((record) => [
    make("a", { href: `#${record.name}` }, record.name),
    page.title(record),
    ...[["status", "outcome"], ["owner"], ["due", "expected"]].map((fields) => page.told(record, fields)),
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
      key.until === Infinity ? "in use" : ["ended by ", page.place(key.until)],
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
