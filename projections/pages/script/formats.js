// Signatures. null: this browser cannot check it.

async function verify(kind, key, message, signature) {
  const name = TYPES[kind].name;
  if (kind === 4 && !SUPPORT.ed25519) return null;
  let imported;
  try {
    imported = await crypto.subtle.importKey(kind === 4 ? "raw" : "raw-public", key, { name }, false, ["verify"]);
  } catch (error) {
    return kind === 6 && error.name !== "DataError" ? null : false;
  }
  return crypto.subtle.verify({ name }, imported, signature, message);
}

async function trySupport() {
  // RFC 8032, section 7.1, TEST 1: a browser that cannot verify it cannot verify anything by Ed25519.
  const key = fromHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", 32);
  const signature = fromHex(
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    64,
  );
  SUPPORT.ed25519 = true;
  try {
    SUPPORT.ed25519 = (await verify(4, key, new Uint8Array(0), signature)) === true;
  } catch {
    SUPPORT.ed25519 = false;
  }
}

// Notes: C2SP signed-note and tlog-checkpoint.

function parseNote(text) {
  const cut = typeof text === "string" ? text.lastIndexOf("\n\n") : -1;
  demand(cut > 0 && text.endsWith("\n"), "is not a signed note");
  const body = text.slice(0, cut + 1),
    lines = body.split("\n");
  demand(lines.length === 4 && /^[1-9][0-9]{0,14}$/.test(lines[1]), "is not a checkpoint of origin, size and root");
  const signatures = text
    .slice(cut + 2, -1)
    .split("\n")
    .map((line) => {
      const [dash, name, made, ...rest] = line.split(" ");
      demand(dash === "—" && name && made && !rest.length, "has a signature line out of shape");
      const bytes = fromBase64(made);
      return { name, id: hex(bytes.slice(0, 4)), signature: bytes.slice(4) };
    });
  return { body, origin: lines[0], size: Number(lines[1]), root: hash32(lines[2]), signatures };
}

async function parseVkey(text) {
  const [name, id, ...rest] = text.split("+"),
    typed = fromBase64(rest.join("+"));
  demand(
    hex((await sha256(join(utf8(name + "\n"), typed))).slice(0, 4)) === id,
    "holds a key whose short id is not its own",
  );
  return { name, id, kind: typed[0], public: typed.slice(1), fingerprint: hex(await sha256(typed)) };
}

// Entries: docs/proof-format.md, section 1.

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    return `{${Object.keys(value)
      .sort()
      .map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`)
      .join(",")}}`;
  }
  demand(typeof value === "string" || Number.isSafeInteger(value), "is not canonical JSON");
  return JSON.stringify(value);
}

function parseEntry(text) {
  demand(typeof text === "string" && /^[ -[\]-~]{1,65535}$/.test(text), "is not printable text without a backslash");
  let fields;
  try {
    fields = JSON.parse(text);
  } catch {
    throw new Wrong("is not JSON");
  }
  demand(canonical(fields) === text && fields.afi === 1, "is not canonical JSON of this format");
  const words = ["at", "key", "recorded_by", "said_by", "stream", "type"],
    { batch, data, on } = fields;
  demand(
    words.every((word) => typeof fields[word] === "string") && Array.isArray(batch) && batch.length === 2,
    "lacks a field",
  );
  demand(
    data && typeof data === "object" && on && typeof on.from === "string" && typeof on.to === "string",
    "lacks a field",
  );
  return fields;
}

function commitments(value, kind, found = []) {
  if (Array.isArray(value)) value.forEach((each) => commitments(each, kind, found));
  else if (value && typeof value === "object") {
    for (const [key, inner] of Object.entries(value)) {
      if (key === kind && typeof inner === "string") found.push(inner);
      else commitments(inner, kind, found);
    }
  }
  return found;
}
