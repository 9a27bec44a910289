// What each block of the file holds: entries, texts, seals, and who might sign.

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
  const enrol = async (data, since, by = null) => {
    const key = await parseVkey(data.vkey);
    keys.set(key.fingerprint, {
      ...key,
      person: data.person,
      rights: data.rights,
      since,
      until: Infinity,
      counts: Infinity,
      revoked: null,
      by,
    });
  };
  for (const { position, fields } of entries) {
    const data = fields.data,
      key = keys.get(data.key);
    if (fields.type === "ledger.opened") for (const each of data.keys) await enrol(each, 0);
    if (fields.type === "key.enrolled") await enrol(data, position, { key: fields.key, end: endOf(position, fields) });
    if (key && ["key.retired", "key.revoked"].includes(fields.type)) key.until = Math.min(key.until, position);
    if (key && fields.type === "key.revoked") {
      key.counts = Math.min(key.counts, data.after);
      key.revoked = position;
    }
  }
  spread(keys);
  return keys;
}

const endOf = (position, { batch: [number, of] }) => position + of - number;

/** A key that was enrolled by what does not count proves nothing itself, nor does one that it enrolled in turn. */
function spread(keys) {
  for (let again = true; again;) {
    again = false;
    for (const key of keys.values()) {
      const from = key.by && keys.get(key.by.key);
      if (!from || from.counts >= key.by.end || key.counts === 0) continue;
      Object.assign(key, { counts: 0, revoked: from.revoked });
      again = true;
    }
  }
}

/** The seal of the batch that an entry is of: who signed it, and that they might. */
async function checkSeal(entry, block, pack) {
  const { position, fields } = entry,
    end = endOf(position, fields),
    begin = end - fields.batch[1] + 1;
  try {
    demand(block.seals[end], "has no seal in this file");
    const key = pack.keys.get(fields.key),
      right = RIGHTS[fields.type.split(".")[0]] || "record";
    demand(
      key && key.since < begin && key.until >= begin && key.person === fields.recorded_by && key.rights.includes(right),
      "was sealed by a key that was not allowed to",
    );
    entry.sealed = { key, end, signed: await signedBy(key, end, block.seals[end], pack), unproven: key.counts < end };
    if (entry.sealed.unproven) pack.unproven.push(entry);
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

const called = (name) => (name === "pack" ? "keys and names" : name);

/** What the program reads: fields as name, label and words, and sentences by entry. */
function isReading(reading) {
  const words = (value) => typeof value === "string";
  return Boolean(
    reading &&
    Array.isArray(reading.fields) &&
    reading.fields.every((row) => Array.isArray(row) && row.length === 3 && row.every(words)) &&
    reading.sentences &&
    typeof reading.sentences === "object" &&
    Object.values(reading.sentences).every(words),
  );
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
    demand(parts && isReading(block.reading), "cannot be read: it was altered");
    found.block = block;
  } catch (error) {
    found.problems.push(
      `What this file holds of ${called(name)} ${error instanceof Wrong ? error.message : "cannot be read: it was altered"}.`,
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
    const of = found.name === "pack" ? called(found.name) : "it";
    found.problems.push(
      `Something else that this file holds of ${of} was altered: what the program reads of ${of === "it" ? of : "them"} ` +
        "is not shown. The entries below are proved.",
    );
  }
  if (found.problems.length) found.reading = null;
}
