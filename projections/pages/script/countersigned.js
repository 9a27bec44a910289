// Countersignatures: C2SP tlog-cosignature and tlog-policy.

async function checkCountersigned(pack, proved) {
  const policy = await parsePolicy(pack.shared.block.policy),
    found = { policy, notes: [], problems: [] };
  const [stated] = proved.filter(({ fields }) => fields.type === "policy.stated").slice(-1),
    [content] = stated ? stated.files.values() : [];
  found.stated = Boolean(content);
  if (policy.broken || (content ? new TextDecoder().decode(content) !== policy.text : policy.witnesses.length))
    found.problems.push("The policy of countersignatures is not the one that the ledger states.");
  for (const entry of proved.filter(({ fields }) => fields.type === "countersignature.added")) {
    const [content] = entry.files.values(),
      held = (pack.shared.block.countersigned || {})[entry.position];
    if (!content) continue;
    try {
      demand(held && Array.isArray(held.proof), "comes without the proof that the ledger extends it");
      const note = parseNote(new TextDecoder().decode(content));
      const kept =
        note.origin === pack.checkpoint.origin &&
        (await grown(note.size, note.root, pack.checkpoint.size, pack.checkpoint.root, held.proof.map(hash32)));
      demand(kept, "is of a ledger that this one does not extend");
      found.notes.push({ entry, size: note.size, by: await countersigners(note, policy) });
    } catch (error) {
      if (!(error instanceof Wrong)) throw error;
      found.problems.push(`The countersignature in E-${entry.position} ${error.message}.`);
    }
  }
  return found;
}

async function countersigners(note, policy) {
  const found = [];
  for (const witness of policy.witnesses) {
    for (const line of note.signatures.filter((each) => each.id === witness.id && each.name === witness.name)) {
      const kind = TYPES[witness.kind],
        time = line.signature.slice(0, 8),
        made = line.signature.slice(8);
      demand(kind && made.length === kind.signature, "is out of shape");
      const at = new DataView(time.buffer, time.byteOffset).getBigUint64(0),
        long = (text) => join(Uint8Array.of(utf8(text).length), utf8(text));
      const message =
        witness.kind === 4
          ? utf8(`cosignature/v1\ntime ${at}\n${note.body}`)
          : join(
              utf8("subtree/v1\n\0"),
              long(witness.name),
              time,
              long(note.origin),
              number64(0),
              number64(note.size),
              note.root,
            );
      const signed = await verify(witness.kind, witness.public, message, made);
      demand(signed !== false, `in the name of ${witness.name} is not by its key`);
      found.push({ witness, signed, at: Number(at) });
    }
  }
  return found;
}

async function parsePolicy(base64) {
  const policy = { witnesses: [], groups: new Map(), quorum: "none", text: "" };
  try {
    policy.text = new TextDecoder().decode(fromBase64(base64));
    for (const line of policy.text.split("\n")) {
      const [word, name, ...rest] = line.trim().split(/[ \t]+/);
      if (word === "witness") policy.witnesses.push({ ...(await parseVkey(rest[0])), called: name });
      if (word === "group") policy.groups.set(name, { least: rest[0], members: rest.slice(1) });
      if (word === "quorum") policy.quorum = name;
    }
  } catch (error) {
    policy.broken = true;
  }
  return policy;
}

/** Whether these names of the policy have countersigned what it demands. */
function met(policy, names) {
  const have = new Set(names);
  for (const [name, { least, members }] of policy.groups) {
    const needed = least === "all" ? members.length : least === "any" ? 1 : Number(least);
    if (members.filter((member) => have.has(member)).length >= needed) have.add(name);
  }
  return policy.quorum === "none" || have.has(policy.quorum);
}
