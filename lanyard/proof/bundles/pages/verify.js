"use strict";

const CONTEXT = "lanyard statement 1\n";
const STATEMENT = "seal/statement.txt", SIGNED = "seal/signed.json", P256_SIGNATURE = "seal/p256.sig";
const ED25519_KEY = "seal/ed25519.pem", P256_KEY = "seal/p256.pem";
const MANIFEST = "manifest-sha256.txt", TAG_MANIFEST = "tagmanifest-sha256.txt";
const BESIDE = [P256_SIGNATURE, SIGNED, STATEMENT, TAG_MANIFEST];
const SAFE_PATH = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const ED25519_DER = "302a300506032b6570032100", P256_DER = "3059301306072a8648ce3d020106082a8648ce3d03010703420004";
// The largest list or proof, and the largest file that a browser can hold while it calculates.
const LARGEST = 64 * 2 ** 20, MOST = 1.5 * 2 ** 30;

class CannotCheck extends Error {}

const bytesOf = (text) => new TextEncoder().encode(text);
const textOf = (bytes) => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
const hex = (bytes) => Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
const join = (...parts) => new Uint8Array(parts.flatMap((part) => Array.from(part)));
const number = (bytes) => bytes.reduce((told, one) => told * 256n + BigInt(one), 0n);
const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);
const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
const coded = (bytes) => btoa(String.fromCharCode(...bytes));

// Base64 in its one spelling; nothing for any other.
function decoded(told) {
  try {
    const raw = Uint8Array.from(atob(told), (sign) => sign.charCodeAt(0));
    return coded(raw) === told ? raw : new Uint8Array();
  } catch {
    return new Uint8Array();
  }
}

async function fingerprint(key) {
  return hex(await sha256(key)).slice(0, 32).match(/.{4}/g).join(" ");
}

// Reading: a ZIP or a folder, as paths with their sizes and contents.

async function readZip(file) {
  const part = async (from, to) => new DataView(await file.slice(from, to).arrayBuffer());
  const tailAt = Math.max(0, file.size - 65557);
  const tail = await part(tailAt, file.size);
  let end = tail.byteLength - 22;
  while (end >= 0 && (tail.getUint32(end, true) !== 0x06054b50 || end + 22 + tail.getUint16(end + 20, true) !== tail.byteLength)) end--;
  if (end < 0) throw new CannotCheck("It is not a ZIP file, or it was cut short.");
  let count = tail.getUint16(end + 10, true), size = tail.getUint32(end + 12, true), start = tail.getUint32(end + 16, true);
  if (end >= 20 && tail.getUint32(end - 20, true) === 0x07064b50) {
    const longer = await part(Number(tail.getBigUint64(end - 12, true)), file.size);
    count = Number(longer.getBigUint64(32, true));
    size = Number(longer.getBigUint64(40, true));
    start = Number(longer.getBigUint64(48, true));
  }
  const list = await part(start, start + size), files = new Map(), odd = [];
  for (let at = 0; count > 0; count--) {
    const entry = readEntry(list, at);
    at = entry.next;
    if (entry.name.endsWith("/")) continue;
    const head = await part(entry.offset, entry.offset + 30);
    const from = entry.offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const named = new Uint8Array(await file.slice(entry.offset + 30, entry.offset + 30 + head.getUint16(26, true)).arrayBuffer());
    const fits = head.getUint32(0, true) === 0x04034b50 && same(named, entry.raw);
    if (files.has(entry.name) || !SAFE_PATH.test(entry.name) || entry.flags & 1 || !fits) odd.push(entry.name);
    else files.set(entry.name, { size: entry.size, read: (most) => inflate(file.slice(from, from + entry.packed), entry, most) });
  }
  return { files, odd };
}

function readEntry(list, at) {
  if (list.getUint32(at, true) !== 0x02014b50) throw new CannotCheck("Its list of contents is damaged.");
  const long = list.getUint16(at + 28, true), more = list.getUint16(at + 30, true), remark = list.getUint16(at + 32, true);
  const raw = new Uint8Array(list.buffer, list.byteOffset + at + 46, long);
  const entry = {
    name: new TextDecoder().decode(raw), raw, flags: list.getUint16(at + 8, true), method: list.getUint16(at + 10, true),
    packed: list.getUint32(at + 20, true), size: list.getUint32(at + 24, true), offset: list.getUint32(at + 42, true),
    next: at + 46 + long + more + remark,
  };
  for (let extra = at + 46 + long; extra < at + 46 + long + more; extra += 4 + list.getUint16(extra + 2, true)) {
    if (list.getUint16(extra, true) !== 1) continue;
    let place = extra + 4;
    for (const field of ["size", "packed", "offset"]) {
      if (entry[field] !== 0xffffffff) continue;
      entry[field] = Number(list.getBigUint64(place, true));
      place += 8;
    }
  }
  return entry;
}

async function inflate(blob, entry, most) {
  if (entry.method === 0) return new Uint8Array(await blob.arrayBuffer());
  if (entry.method !== 8) throw new Error("packed in another way");
  const pieces = [], reader = blob.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  let found = 0;
  for (let step = await reader.read(); !step.done; step = await reader.read()) {
    found += step.value.length;
    if (found > most) throw new Error("larger than it says");
    pieces.push(step.value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function readFolder(chosen) {
  const files = new Map();
  for (const file of chosen) {
    files.set(file.webkitRelativePath || file.name, { size: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) });
  }
  return { files, odd: [] };
}

// The files below the one folder that a bundle has, by their paths in it.
class Bundle {
  constructor({ files, odd }) {
    const tops = [...files.keys()].filter((path) => `/${path}`.endsWith(`/${STATEMENT}`)).map((path) => path.slice(0, -STATEMENT.length));
    tops.sort((one, other) => one.length - other.length);
    if (!tops.length || tops[0].split("/").length > 3) {
      throw new CannotCheck(`It holds no signed list of files (${STATEMENT}), so nothing can be checked.`);
    }
    const inside = (path) => (path.startsWith(tops[0]) ? path.slice(tops[0].length) : `../${path}`);
    this.files = new Map([...files].map(([path, file]) => [inside(path), file]));
    this.odd = odd.map(inside);
  }

  async read(path) {
    const file = this.files.get(path);
    if (!file || file.size > LARGEST) return new Uint8Array();
    try {
      return await file.read(LARGEST);
    } catch {
      return new Uint8Array();
    }
  }

  async digest(path, size) {
    const file = this.files.get(path);
    if (file.size !== size) return "another size";
    if (size > MOST) return "too large";
    try {
      const bytes = await file.read(size);
      return bytes.length === size ? hex(await sha256(bytes)) : "another size";
    } catch {
      return "unreadable";
    }
  }
}

// Checking.

async function check(source, expected, progress) {
  const bundle = new Bundle(source), faults = [], remarks = [];
  const signed = await bundle.read(STATEMENT);
  const statement = readStatement(signed);
  const fault = (kind, path, words) => faults.push({ kind, path, words });
  const ed25519 = decoded(statement.keys.ed25519), p256 = decoded(statement.keys.p256);
  const found = await fingerprint(ed25519);
  await checkSignatures(bundle, signed, ed25519, p256, fault, remarks);
  if (expected && expected.replace(/\s/g, "").toLowerCase() !== found.replace(/ /g, "")) {
    fault("key", "", `Another key signed it: its fingerprint is ${found}.`);
  }
  const digests = await checkFiles(bundle, statement, fault, progress);
  await checkManifests(bundle, digests, fault);
  for (const one of statement.log) await checkLog(bundle, one, digests, fault, remarks);
  for (const one of statement.timestamps) await checkTimestamp(bundle, one, digests, fault, remarks);
  return { statement, fingerprint: found, faults, remarks };
}

function readStatement(signed) {
  let told;
  try {
    const text = textOf(signed);
    if (!text.startsWith(CONTEXT)) throw new Error("it begins with something else");
    told = JSON.parse(text.slice(CONTEXT.length));
    if (told.kind !== "bundle" || told.format !== 1) {
      throw new CannotCheck("It was made by a newer or another program; use the page that came with it.");
    }
    const paths = [...told.files.map((one) => one.path), ...told.beside];
    const whole = told.files.every((one) => SAFE_PATH.test(one.path) && /^[0-9a-f]{64}$/.test(one.sha256) && one.size >= 0);
    const counted = told.beside.join() === BESIDE.join() && new Set(paths).size === paths.length && told.count === paths.length;
    const p256 = decoded(told.keys.p256);
    const keyed = decoded(told.keys.ed25519).length === 32 && p256.length === 91 && hex(p256).startsWith(P256_DER);
    const proved = [...told.log, ...told.timestamps].every(
      (one) => Object.values(one).every((path) => paths.includes(path)) && "path" in one && "of" in one,
    );
    if (!whole || !counted || !keyed || !proved) throw new Error("not as it should be");
  } catch (error) {
    if (error instanceof CannotCheck) throw error;
    throw new CannotCheck(`The signed list of files (${STATEMENT}) cannot be read: it was changed or cut short.`);
  }
  return told;
}

async function checkSignatures(bundle, signed, ed25519, p256, fault, remarks) {
  const document = await bundle.read(SIGNED), statement = signed.slice(bytesOf(CONTEXT).length);
  const head = new TextDecoder("latin1").decode(document.slice(0, 214));
  const shape = head.match(/^\{"signature":\{"algorithm":"Ed25519","key":"([A-Za-z0-9+/=]{44})","value":"([A-Za-z0-9+/=]{88})"\},"statement":/);
  if (!shape || shape[1] !== coded(ed25519) || !same(document.slice(shape[0].length), join(statement, bytesOf("}")))) {
    fault("signature", SIGNED, "It is missing, or it is not about this list of files.");
  } else {
    const holds = await ed25519Holds(ed25519, decoded(shape[2]), signed);
    if (holds === null) remarks.push("This browser cannot check the first signature (Ed25519). The second was checked.");
    else if (!holds) fault("signature", SIGNED, "The first signature (Ed25519) does not fit the list of files.");
  }
  if (!(await p256Holds(p256, await bundle.read(P256_SIGNATURE), signed))) {
    fault("signature", P256_SIGNATURE, "The second signature (ECDSA P-256) does not fit the list of files.");
  }
  const der25519 = join(ED25519_DER.match(/../g).map((pair) => parseInt(pair, 16)), ed25519);
  for (const [path, key] of [[ED25519_KEY, der25519], [P256_KEY, p256]]) {
    const pem = `-----BEGIN PUBLIC KEY-----\n${coded(key).match(/.{1,64}/g).join("\n")}\n-----END PUBLIC KEY-----\n`;
    if (!same(await bundle.read(path), bytesOf(pem))) fault("signature", path, "It is not the key that the list of files names.");
  }
}

// Whether an Ed25519 signature fits; null where the browser is too old to tell.
async function ed25519Holds(key, signature, message) {
  let imported;
  try {
    imported = await crypto.subtle.importKey("raw", key, { name: "Ed25519" }, false, ["verify"]);
  } catch (error) {
    return error.name === "NotSupportedError" ? null : false;
  }
  return signature.length === 64 && crypto.subtle.verify({ name: "Ed25519" }, imported, signature, message);
}

async function p256Holds(key, signature, message) {
  try {
    const [outer, ...rest] = der(signature), [r, s, ...others] = der(outer.held);
    if (rest.length || others.length || outer.tag !== 0x30 || r.tag !== 2 || s.tag !== 2) return false;
    const raw = [r, s].map(({ held }) => number(held).toString(16).padStart(64, "0")).join("").match(/../g);
    const imported = await crypto.subtle.importKey("spki", key, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    const value = new Uint8Array(raw.map((pair) => parseInt(pair, 16)));
    return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, imported, value, message);
  } catch {
    return false;
  }
}

async function checkFiles(bundle, statement, fault, progress) {
  const digests = new Map(), listed = new Set(statement.files.map((one) => one.path));
  let done = 0;
  for (const one of statement.files) {
    progress(`Checking file ${++done} of ${statement.files.length}.`);
    if (!bundle.files.has(one.path)) {
      fault("missing", one.path, "It is in the signed list and is not here.");
      continue;
    }
    const digest = await bundle.digest(one.path, one.size);
    digests.set(one.path, digest);
    if (digest === "too large") fault("unchecked", one.path, "It is too large for a browser. Use verify.py, which has no limit.");
    else if (digest !== one.sha256) fault("changed", one.path, "It is not as it was when the list was signed.");
  }
  for (const path of BESIDE) {
    if (bundle.files.has(path)) digests.set(path, await bundle.digest(path, bundle.files.get(path).size));
    else fault("missing", path, "It belongs to the signature and is not here.");
  }
  for (const path of [...bundle.files.keys()].sort()) {
    if (!listed.has(path) && !BESIDE.includes(path)) {
      fault("added", path, "It is not in the signed list. Some computers add files of their own to a folder.");
    }
  }
  for (const path of bundle.odd) fault("added", path, "It is there twice, is locked, or has a name that no bundle has.");
  const found = bundle.files.size + bundle.odd.length;
  if (found !== statement.count) fault("count", "", `${statement.count} files were signed; ${found} are here.`);
  return digests;
}

async function checkManifests(bundle, digests, fault) {
  const lines = (wanted) => [...digests.keys()].filter(wanted).sort().map((path) => `${digests.get(path)}  ${path}\n`).join("");
  const payload = (path) => path.startsWith("data/");
  for (const [path, held] of [[MANIFEST, lines(payload)], [TAG_MANIFEST, lines((one) => !payload(one) && one !== TAG_MANIFEST)]]) {
    if (!same(await bundle.read(path), bytesOf(held))) fault("manifest", path, "It does not agree with the files that are here.");
  }
}

// Proofs.

async function checkLog(bundle, one, digests, fault, remarks) {
  try {
    const [proof, keys] = [textOf(await bundle.read(one.path)), textOf(await bundle.read("log/keys.txt"))];
    const told = await logProof(proof, await bundle.read(one.of), keys);
    if (told === null) remarks.push(`${one.path}: this browser cannot check who signed the log. Use verify.py.`);
    else remarks.push(`${one.of} is entry ${told.index} of the log “${told.origin}”, as it stood with ${told.size} entries.`);
  } catch (error) {
    fault("log", one.path, `The proof from the log does not hold: ${error.message}.`);
  }
  if ("opened" in one && digests.get(one.opened) !== hex(await bundle.read(one.of))) {
    fault("log", one.opened, `It is not what ${one.of} stands for.`);
  }
}

async function logProof(proof, entry, keys) {
  const split = (text) => [text.split("\n\n", 1)[0], text.slice(text.split("\n\n", 1)[0].length + 2)];
  const [head, checkpoint] = split(proof), lines = head.split("\n");
  const places = lines.slice(1, 3).filter((line) => /^index (0|[1-9][0-9]*)$/.test(line)).map((line) => line.slice(6));
  if (lines[0] !== "c2sp.org/tlog-proof@v1" || places.length !== 1) throw new Error("it is not written as a proof");
  const path = lines.slice(1).filter((line) => !/^(index|extra) /.test(line)).map(decoded);
  const [text, signatures] = split(checkpoint), [origin, toldSize = "", toldRoot = ""] = text.split("\n");
  if (!/^(0|[1-9][0-9]{0,15})$/.test(toldSize) || path.some((step) => step.length !== 32)) {
    throw new Error("its checkpoint is not written as one");
  }
  const signed = await noteIsSigned(origin, bytesOf(`${text}\n`), signatures, keys);
  if (signed === false) throw new Error("no key in log/keys.txt signed its checkpoint");
  const index = BigInt(places[0]), size = BigInt(toldSize);
  let at = index, last = size - 1n, root = await sha256(join([0], entry));
  if (at > last) throw new Error("the log is shorter than that");
  for (const step of path) {
    if (last === 0n) throw new Error("it has too many steps");
    if (at & 1n || at === last) {
      root = await sha256(join([1], step, root));
      while (at && !(at & 1n)) [at, last] = [at >> 1n, last >> 1n];
    } else {
      root = await sha256(join([1], root, step));
    }
    [at, last] = [at >> 1n, last >> 1n];
  }
  if (last || !same(root, decoded(toldRoot))) throw new Error("the entry is not the one in the log");
  return signed && { origin, size, index };
}

async function noteIsSigned(origin, text, signatures, keys) {
  for (const line of keys.split("\n").filter((one) => one.startsWith(`${origin}+`))) {
    const [, name, ...rest] = line.split("+"), key = decoded(rest.join("+"));
    if (key.length !== 33 || key[0] !== 1) continue;
    const hint = (await sha256(join(bytesOf(`${origin}\n`), key))).slice(0, 4);
    for (const signature of signatures.split("\n").filter((one) => one.startsWith(`— ${origin} `))) {
      const value = decoded(signature.slice(signature.lastIndexOf(" ") + 1));
      if (name === hex(hint) && same(value.slice(0, 4), hint)) return ed25519Holds(key.slice(1), value.slice(4), text);
    }
  }
  return false;
}

async function checkTimestamp(bundle, one, digests, fault, remarks) {
  let told = { digest: "", at: "" };
  try {
    told = timestampOf(await bundle.read(one.path));
  } catch {
    // Said below: what cannot be read names no file.
  }
  if (!told.digest || told.digest !== digests.get(one.of)) fault("timestamp", one.path, `It is not a timestamp of ${one.of}.`);
  else remarks.push(`${one.path} names ${one.of} and the time ${readable(told.at)}. READ-ME.txt says how to check who signed it.`);
}

// The elements of a piece of DER, one level deep.
function der(data) {
  const found = [];
  for (let at = 0; at < data.length; ) {
    const tag = data[at];
    let length = data[at + 1];
    at += 2;
    if (length > 127) {
      const more = length - 128;
      length = Number(number(data.slice(at, at + more)));
      at += more;
    }
    if (!(at + length <= data.length)) throw new Error("cut short");
    found.push({ tag, held: data.slice(at, at + length) });
    at += length;
  }
  return found;
}

function timestampOf(reply) {
  const [status, token] = der(der(reply)[0].held);
  const signed = der(der(token.held)[1].held)[0].held;
  const held = der(der(signed)[2].held)[1].held;
  const info = der(der(der(held)[0].held)[0].held);
  const [algorithm, digest] = der(info[2].held);
  const granted = ["00", "01"].includes(hex(der(status.held)[0].held));
  if (!granted || hex(der(algorithm.held)[0].held) !== "608648016503040201") throw new Error("not granted, or of another kind");
  const at = textOf(info[4].held).match(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/);
  return { digest: hex(digest.held), at: `${at[1]}-${at[2]}-${at[3]}T${at[4]}:${at[5]}:${at[6]}Z` };
}

// Telling. Everything is written as text, so nothing in a bundle can become part of this page.

const shown = (id) => document.getElementById(id);

function add(parent, name, text, className) {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  parent.append(made);
  return made;
}

function readable(at) {
  const told = new Date(at);
  return isNaN(told) ? String(at) : `${told.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "medium", timeZone: "UTC" })} UTC`;
}

function tell(report, expected) {
  const result = shown("result"), { statement, faults, remarks } = report;
  const box = add(result, "div", "", `box ${faults.length ? "bad" : "good"}`);
  const title = add(box, "h2", faults.length ? "Not as it was signed" : "Unchanged since it was signed");
  title.tabIndex = -1;
  if (faults.length) add(box, "p", "Ask the school for the bundle again, and keep this one as it is.");
  else add(box, "p", `${statement.count} files were signed, and the same ${statement.count} are here.`);
  add(box, "p", expected && !faults.length ? "The fingerprint is the one that you gave:" : "Fingerprint of the key that signed it:");
  add(box, "p", report.fingerprint, "fingerprint");
  if (!expected && !faults.length) {
    add(box, "p", "Compare it with the one that the school tells you by telephone or letter. Only when they are the same did the school sign this bundle.");
  }
  const list = add(result, "dl", "");
  for (const [name, told] of [["Bundle", statement.title], ["School", statement.school], ["Made", readable(statement.made_at)]]) {
    add(list, "dt", name);
    add(list, "dd", String(told));
  }
  if (faults.length) {
    add(result, "h2", `What was found (${faults.length})`);
    const found = add(result, "ul", "");
    for (const { kind, path, words } of faults) add(found, "li", `${kind}: ${path ? `${path}: ` : ""}${words}`);
  } else {
    add(result, "h2", "Files");
    const received = add(result, "ul", "");
    for (const one of statement.files.filter(({ received_at: at }) => at)) {
      add(received, "li", `${one.path}: unchanged since received at ${readable(one.received_at)}`);
    }
    for (const remark of remarks) add(received, "li", remark);
    add(result, "p", "This says that the files are unchanged. It does not say who made them, or whether what they show is true.");
  }
  title.focus();
}

let run = 0, chosen = null;

async function start() {
  if (!chosen) return;
  const mine = ++run, expected = shown("fingerprint").value.trim();
  const progress = (words) => { if (mine === run) shown("progress").textContent = words; };
  shown("result").textContent = "";
  progress("Checking.");
  try {
    const report = await check(await chosen(), expected, progress);
    if (mine !== run) return;
    progress("Checked.");
    tell(report, expected);
  } catch (error) {
    if (mine !== run) return;
    progress("");
    const box = add(shown("result"), "div", "", "box bad");
    const title = add(box, "h2", "This could not be checked");
    title.tabIndex = -1;
    add(box, "p", error instanceof CannotCheck ? error.message : "It is damaged, or this browser could not read it.");
    title.focus();
  }
}

// A browser says nothing when the same file is chosen again, unless it was let go of before.
for (const id of ["zip", "folder"]) shown(id).addEventListener("click", ({ target }) => { target.value = ""; });
shown("zip").addEventListener("change", ({ target }) => {
  chosen = target.files.length ? () => readZip(target.files[0]) : null;
  start();
});
shown("folder").addEventListener("change", ({ target }) => {
  chosen = target.files.length ? () => readFolder(target.files) : null;
  start();
});
shown("fingerprint").addEventListener("change", start);
