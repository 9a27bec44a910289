// What the entries beside the records are to come with: docs/pack.md, "The files of the folder".

const TELLING = new Set(["pack.made", "policy.stated", "countersignature.added"]);

const promised = (part) => [...commitments(part, "prose"), ...commitments(part, "file")];

/** What a reader is to be given of an entry beside the records, but for why something was erased. */
function dueOf(fields) {
  const { type, stream, data } = fields;
  if (TELLING.has(type)) return promised(fields);
  return stream === "LEDGER" ? [] : promised([data.name, data.title]);
}

/** A text that is due and was neither erased nor under an embargo is missed. */
function checkDue(pack) {
  const beside = pack.shared.entries.filter(({ fields }) => fields),
    due = new Set(pack.records.flatMap(({ entries }) => entries).flatMap(({ fields }) => promised(fields)));
  for (const { fields } of beside) for (const each of dueOf(fields)) due.add(each);
  for (const { fields } of beside.filter(({ fields: { type } }) => type === "text.erased")) {
    const gone = fields.data.texts.filter(({ text }) => due.has(text));
    if (gone.length) for (const each of promised({ ...fields, data: gone })) due.add(each);
  }
  pack.silent = beside.filter((entry) => FACTS.silent.includes(entry.position) && entry !== pack.made);
  for (const entry of beside.filter((each) => !pack.silent.includes(each))) {
    if (!entry.missing.some((each) => due.has(each) && !pack.erased.has(each))) continue;
    const problem = `A text of E-${entry.position} is missing in this file.`;
    entry.problems.push(problem);
    pack.shared.problems.push(problem);
  }
}
