// The pack.

/** One entry of a block: its fields if its bytes are those in the tree, its texts if they are those it commits to. */
async function checkEntry(position, held, block, pack) {
  const entry = { position, problems: [], fields: null, texts: new Map(), files: new Map(), missing: [], sealed: null };
  try {
    const fields = parseEntry(held.bytes),
      hash = await leaf(utf8(held.bytes));
    const proved = await included(
      position - 1,
      pack.checkpoint.size,
      hash,
      held.proof.map(hash32),
      pack.checkpoint.root,
    );
    demand(proved, "is not the one that the ledger holds there");
    Object.assign(entry, { fields, bytes: held.bytes, leaf: hex(hash) });
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    entry.problems.push(`E-${position} ${error.message}, so it is not shown.`);
    return entry;
  }
  for (const [kind, from, into, what] of [
    ["prose", "texts", "texts", "text"],
    ["file", "files", "files", "file"],
  ]) {
    for (const commitment of commitments(entry.fields, kind))
      await checkText(entry, commitment, block[from][commitment], entry[into], what);
  }
  return entry;
}

async function checkText(entry, commitment, held, into, what) {
  if (held === undefined) {
    entry.missing.push(commitment);
    return;
  }
  try {
    const salt = fromHex(held[0], 16),
      content = what === "text" ? utf8(held[1]) : fromBase64(held[1]);
    demand(hex(await sha256(join(salt, content))) === commitment, "is not the one that was recorded");
    into.set(commitment, what === "text" ? held[1] : content);
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    entry.problems.push(`A ${what} of E-${entry.position} ${error.message}, so it is not shown.`);
  }
}

/** Who may sign, as the entries about keys say it. */
async function rollOf(entries) {
  const keys = new Map();
  const enrol = async (data, since) => {
    const key = await parseVkey(data.vkey);
    keys.set(key.fingerprint, {
      ...key,
      person: data.person,
      rights: data.rights,
      since,
      until: Infinity,
      counts: Infinity,
    });
  };
  for (const { position, fields } of entries) {
    const data = fields.data,
      key = keys.get(data.key);
    if (fields.type === "ledger.opened") for (const each of data.keys) await enrol(each, 0);
    if (fields.type === "key.enrolled") await enrol(data, position);
    if (key && ["key.retired", "key.revoked"].includes(fields.type)) key.until = Math.min(key.until, position);
    if (key && fields.type === "key.revoked") key.counts = Math.min(key.counts, data.after);
  }
  return keys;
}

/** The seal of the batch that an entry is of: who signed it, and that they might. */
async function checkSeal(entry, block, pack) {
  const { position, fields } = entry,
    [number, of] = fields.batch,
    end = position + of - number,
    begin = end - of + 1;
  try {
    demand(block.seals[end], "has no seal in this file");
    const key = pack.keys.get(fields.key),
      right = RIGHTS[fields.type.split(".")[0]] || "record";
    demand(
      key && key.since < begin && key.until >= begin && key.person === fields.recorded_by && key.rights.includes(right),
      "was sealed by a key that might not",
    );
    entry.sealed = { key, end, signed: await signedBy(key, end, block.seals[end], pack), unproven: key.counts < end };
  } catch (error) {
    if (!(error instanceof Wrong)) throw error;
    entry.problems.push(`E-${position} ${error.message}.`);
  }
}

/** Whether a key signed a seal that the ledger extends; asked once of each: a batch may be long. */
function signedBy(key, end, held, pack) {
  const asked = `${key.fingerprint} ${end} ${JSON.stringify(held)}`;
  if (!pack.seals.has(asked)) pack.seals.set(asked, sealedBy(key, end, held, pack.checkpoint));
  return pack.seals.get(asked);
}

async function sealedBy(key, end, held, checkpoint) {
  const seal = parseNote(held.note);
  demand(seal.size === end && seal.origin === checkpoint.origin, "has a seal of something else");
  const kept = await grown(end, seal.root, checkpoint.size, checkpoint.root, held.proof.map(hash32));
  demand(kept, "has a seal that the ledger does not extend");
  const line = seal.signatures.find((each) => each.id === key.id && each.name === key.name);
  const signed = line ? await verify(4, key.public, utf8(seal.body), line.signature) : false;
  demand(signed !== false, "has a seal that its key did not sign");
  return signed;
}

/** A block of the file: its entries in order, and what is wrong with them or beside them. */
async function checkBlock(name, pack) {
  const element = document.getElementById(`data-${name}`),
    found = { name, entries: [], problems: [], reading: null, block: null };
  try {
    demand(element, "is missing in this file");
    const block = JSON.parse(element.textContent);
    const parts = ["entries", "texts", "files", "seals"].every(
      (part) => block[part] && typeof block[part] === "object",
    );
    demand(parts, "cannot be read");
    found.block = block;
  } catch (error) {
    found.problems.push(
      `What this file holds of ${name} ${error instanceof Wrong ? error.message : "cannot be read: it was altered"}.`,
    );
    return found;
  }
  found.whole = hex(await sha256(utf8(element.textContent))) === FACTS.digests[name];
  if (found.whole) found.reading = found.block.reading;
  return found;
}

async function checkEntries(found, pack) {
  for (const [name, held] of Object.entries(found.block.entries)) {
    const position = Number(name);
    const entry =
      String(position) === name && held && Array.isArray(held.proof)
        ? await checkEntry(position, held, found.block, pack)
        : { position: name, problems: [`Entry ${name} cannot be read.`], fields: null };
    found.entries.push(entry);
    pack.progress();
  }
  found.entries.sort((left, right) => left.position - right.position);
}

async function finishBlock(found, pack) {
  for (const entry of found.entries) if (entry.fields) await checkSeal(entry, found.block, pack);
  const known = new Set(
    found.entries.flatMap(({ fields }) =>
      fields ? [...commitments(fields, "prose"), ...commitments(fields, "file")] : [],
    ),
  );
  const stray = [...Object.keys(found.block.texts), ...Object.keys(found.block.files)].filter(
    (each) => !known.has(each),
  );
  if (stray.length) found.problems.push("It holds a text that none of its entries commits to; that is not shown.");
  found.problems.push(...found.entries.flatMap((entry) => entry.problems));
  if (!found.whole && !found.problems.length) {
    found.problems.push(
      "Something else that this file holds of it was altered: what the program reads of it is not shown. The " +
        "entries below are proved.",
    );
  }
  if (found.problems.length) found.reading = null;
}

/** The whole file. Throws Wrong where not even its checkpoint holds. */
async function checkPack(progress) {
  const pack = { progress, keys: new Map(), seals: new Map(), records: [], problems: [], checkpoint: null };
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
  checkCounts(pack);
  pack.countersigned = await checkCountersigned(pack, proved);
  return pack;
}

async function checkCheckpoint(pack, proved) {
  const opened = proved.find((entry) => entry.position === 1),
    made = proved.find(({ fields }) => fields.type === "pack.made" && fields.stream === pack.shared.block.pack);
  demand(opened && made, "The entry that this pack was recorded with is not in it, or was altered.");
  demand(opened.fields.data.origin === pack.checkpoint.origin, "The checkpoint is of another ledger.");
  const [number, of] = made.fields.batch;
  demand(
    made.position + of - number === pack.checkpoint.size,
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
  const versions = new Set(found.entries.map(({ fields }) => fields && fields.version));
  const unbroken = [...versions].every((each, at) => each === null || versions.has(at + 1));
  found.partly = FACTS.partly.includes(found.name);
  if (!versions.size || (!unbroken && !found.partly)) found.problems.push("Entries of it are missing in this file.");
  await finishBlock(found, pack);
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
