// The pack: that it is whole, and the one that was recorded.

/** The whole file. Throws Wrong where not even its checkpoint holds. */
async function checkPack(progress) {
  const pack = {
    progress,
    keys: new Map(),
    seals: new Map(),
    records: [],
    problems: [],
    unproven: [],
    checkpoint: null,
  };
  const shared = (pack.shared = await checkBlock("pack", pack));
  demand(shared.block, shared.problems[0] || "The file cannot be read.");
  try {
    pack.checkpoint = parseNote(shared.block.checkpoint);
  } catch {
    throw new Wrong("The checkpoint of this file was altered.");
  }
  await checkEntries(shared, pack);
  const proved = shared.entries.filter((entry) => entry.fields);
  try {
    pack.keys = await rollOf(proved.filter(({ fields }) => /^(?:ledger|key)\./.test(fields.type)));
  } catch {
    throw new Wrong("An entry about keys cannot be read.");
  }
  await finishBlock(shared, pack);
  await checkCheckpoint(pack, proved);
  for (const ref of pack.made.fields.data.records) pack.records.push(await checkRecord(ref, pack));
  checkOwn(pack);
  checkDue(pack);
  checkCounts(pack);
  checkTimes(pack);
  pack.countersigned = await checkCountersigned(pack, proved);
  return pack;
}

async function checkCheckpoint(pack, proved) {
  const opened = proved.find((entry) => entry.position === 1),
    made = proved.find(({ fields }) => fields.type === "pack.made" && fields.stream === pack.shared.block.pack);
  demand(opened, "E-1, which names the ledger's first key, is not in this file, or was altered.");
  demand(made, "The entry that this pack was recorded with is not in it, or was altered.");
  demand(opened.fields.data.origin === pack.checkpoint.origin, "The checkpoint is of another ledger.");
  demand(
    endOf(made.position, made.fields) === pack.checkpoint.size,
    "The checkpoint is not the one that the making of this pack ends in.",
  );
  const key = pack.keys.get(made.fields.key);
  demand(key && key.rights.includes("publish"), "The pack is not sealed by a key that may speak for the ledger.");
  const line = pack.checkpoint.signatures.find((each) => each.id === key.id && each.name === key.name);
  const signed = line ? await verify(4, key.public, utf8(pack.checkpoint.body), line.signature) : false;
  demand(signed !== false, "The checkpoint's signature is not by the key that it names.");
  Object.assign(pack, { opened, made, key, signed, erased: erasedBy(proved) });
}

function erasedBy(proved) {
  const erased = new Map();
  for (const entry of proved) {
    if (entry.fields.type === "text.erased")
      for (const each of entry.fields.data.texts) erased.set(each.text, { entry, instead: each.instead });
  }
  return erased;
}

async function checkRecord(ref, pack) {
  const found = await checkBlock(ref, pack);
  try {
    if (found.block) await checkStory(found, pack);
  } catch {
    // A number where a list should be, and the like: of this record only.
    found.problems.push(`What this file holds of ${ref} cannot be read: it was altered.`);
    found.reading = null;
  }
  return found;
}

/** The entries of one record: all of them of it, none later than the pack, none left out between others. */
async function checkStory(found, pack) {
  await checkEntries(found, pack);
  for (const entry of found.entries.filter(({ fields }) => fields)) {
    const { position, problems } = entry;
    if (entry.fields.stream !== found.name) problems.push(`E-${position} is of another record.`);
    if (position > pack.made.fields.data.as_of) problems.push(`E-${position} is later than this pack.`);
  }
  found.partly = FACTS.partly.includes(found.name);
  if (!found.entries.length || (!unbroken(found.entries) && !found.partly))
    found.problems.push("Entries of it are missing in this file.");
  await finishBlock(found, pack);
}

/** Whether versions 1, 2, 3 … of a record are there; what was altered is said already. */
function unbroken(entries) {
  const versions = new Set(entries.map(({ fields }) => fields && fields.version));
  return [...versions].every((each, at) => each === null || versions.has(at + 1));
}

/** The ledger's own entries are all here: who may sign, what is erased, and who countersigned hangs on them. */
function checkOwn(pack) {
  const { entries } = pack.shared;
  if (entries.every(({ fields }) => fields) && !unbroken(entries.filter(({ fields }) => fields.stream === "LEDGER")))
    pack.problems.push("Entries about keys, policies, erasures or countersignatures are missing in this file.");
}

/** No entry was recorded before one that stands before it. */
function checkTimes(pack) {
  const told = [pack.shared, ...pack.records].flatMap(({ entries }) => entries.filter(({ fields }) => fields));
  told.sort(byPosition);
  const back = told.find((entry, at) => at && entry.fields.at < told[at - 1].fields.at);
  if (back) pack.problems.push(`The time of E-${back.position} lies before that of an entry before it.`);
}

/** How many texts were withheld is what was recorded of the pack, unless somebody took out more. */
function checkCounts(pack) {
  const stated = (pack.stated = pack.made.fields.data.withheld || 0);
  pack.withheld = pack.erasedHere = 0;
  for (const record of pack.records) {
    const missing = record.entries.flatMap((entry) => entry.missing || []),
      withheld = missing.filter((each) => !pack.erased.has(each));
    pack.erasedHere += missing.length - withheld.length;
    pack.withheld += withheld.length;
    if (withheld.length && !stated && !record.problems.length)
      record.problems.push("A text of it is missing in this file.");
  }
  const whole = [...pack.records, pack.shared].every((block) => !block.problems.length);
  if (whole && pack.withheld !== stated)
    pack.problems.push(
      `Of the texts ${pack.withheld} are missing in this file, and ${stated} were recorded as withheld.`,
    );
}
