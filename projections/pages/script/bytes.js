// What the file holds, checked: bytes in, verdict out. Nothing here shows anything, and nothing shows what fails here.

const SUPPORT = { ed25519: false };
const RIGHTS = { key: "enrol", ledger: "keep", policy: "keep", setting: "keep", text: "erase" };
const TYPES = { 4: { name: "Ed25519", key: 32, signature: 64 }, 6: { name: "ML-DSA-44", key: 1312, signature: 2420 } };

class Wrong extends Error {}
const demand = (holds, what) => {
  if (!holds) throw new Wrong(what);
};

// Bytes. One spelling each, so that no altered character can mean the same.

const utf8 = (text) => new TextEncoder().encode(text);
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};
const same = (left, right) => left.length === right.length && left.every((byte, at) => byte === right[at]);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
function fromHex(text, size) {
  demand(
    typeof text === "string" && /^(?:[0-9a-f]{2})*$/.test(text) && text.length === 2 * size,
    "is not written in hexadecimal digits",
  );
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}
function fromBase64(text) {
  let raw = "";
  try {
    raw = atob(text);
  } catch {
    throw new Wrong("is not base64");
  }
  demand(btoa(raw) === text, "is not base64 in its one form");
  return Uint8Array.from(raw, (character) => character.charCodeAt(0));
}
function hash32(text) {
  const bytes = fromBase64(text);
  demand(bytes.length === 32, "holds a hash of another length");
  return bytes;
}
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const number64 = (value) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
};

// The tree: RFC 6962 section 2.1, proofs as in RFC 9162 section 2.1.

const leaf = (bytes) => sha256(join(Uint8Array.of(0), bytes));
const nodes = new Map();

/** Each worked out once: the proofs of many entries share most of their nodes. */
function node(left, right) {
  const key = String.fromCharCode(...left, ...right);
  if (!nodes.has(key)) nodes.set(key, sha256(join(Uint8Array.of(1), left, right)));
  return nodes.get(key);
}

function siblings(level, index, size) {
  const path = [];
  let last = Math.floor((size - 1) / 2 ** level);
  while (last > 0) {
    const right = index % 2 === 0;
    if (!right || index + 1 <= last) path.push(right);
    index = Math.floor(index / 2);
    last = Math.floor(last / 2);
  }
  return path;
}

async function included(index, size, hash, proof, root) {
  const path = siblings(0, index, size);
  if (index < 0 || index >= size || path.length !== proof.length) return false;
  for (const [at, right] of path.entries()) hash = right ? await node(hash, proof[at]) : await node(proof[at], hash);
  return same(hash, root);
}

async function grown(old, oldRoot, size, root, proof) {
  if (old < 1 || old > size) return false;
  if (old === size) return proof.length === 0 && same(oldRoot, root);
  let level = 0;
  while (Math.floor(old / 2 ** level) % 2 === 0) level += 1;
  const index = Math.floor(old / 2 ** level) - 1;
  const path = siblings(level, index, size),
    hashes = index ? [...proof] : [oldRoot, ...proof];
  if (hashes.length !== path.length + 1) return false;
  let was = hashes[0],
    now = hashes[0];
  for (const [at, right] of path.entries()) {
    const other = hashes[at + 1];
    if (!right) was = await node(other, was);
    now = right ? await node(now, other) : await node(other, now);
  }
  return same(was, oldRoot) && same(now, root);
}
