// Reads the timing of a fragment (moof) as it came over the wire: when its
// first frame is due, and how long its frames last. Nothing that the bytes
// claim is trusted: reading past the end ends it, and it answers null.

// readFragment takes an ArrayBuffer. Times are ticks of the track; base is null
// where neither tfdt nor tfxd says it.
export function readFragment(buffer) {
  try {
    const view = new DataView(buffer);
    const moof = find(view, 0, view.byteLength, "moof");
    const traf = moof && find(view, moof.from, moof.to, "traf");
    const trun = traf && find(view, traf.from, traf.to, "trun");
    if (!trun) return null;
    const run = readRun(view, trun, defaultDuration(view, traf));
    return { base: baseTime(view, traf), encrypted: isEncrypted(view, traf), ...run };
  } catch (e) {
    if (e instanceof RangeError) return null;
    throw e;
  }
}

// find is the first box of a type between two offsets; uuid boxes are asked for
// by the first 8 digits of their id.
function find(view, from, to, type) {
  for (let at = from; at + 8 <= to;) {
    let size = view.getUint32(at);
    let head = 8;
    if (size === 1) { size = Number(view.getBigUint64(at + 8)); head = 16; }
    if (size === 0) size = to - at;
    if (size < head || at + size > to) return null;
    if (name(view, at + 4) === type) return { from: at + head, to: at + size };
    if (name(view, at + 4) === "uuid" && hex(view.getUint32(at + head)) === type) return { from: at + head + 16, to: at + size };
    at += size;
  }
  return null;
}

const name = (view, at) => String.fromCharCode(...[0, 1, 2, 3].map((i) => view.getUint8(at + i)));
const hex = (n) => n.toString(16).padStart(8, "0");

function defaultDuration(view, traf) {
  const tfhd = find(view, traf.from, traf.to, "tfhd");
  if (!tfhd) return 0;
  const flags = view.getUint32(tfhd.from) & 0xffffff;
  if (!(flags & 0x8)) return 0;
  return view.getUint32(tfhd.from + 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0));
}

// baseTime is the decode time of the first frame by tfdt, else tfxd (which may
// be negative).
function baseTime(view, traf) {
  const box = find(view, traf.from, traf.to, "tfdt") ?? find(view, traf.from, traf.to, "6d1d9b05");
  if (!box) return null;
  return view.getUint8(box.from) ? Number(view.getBigInt64(box.from + 4)) : view.getUint32(box.from + 4);
}

// isEncrypted looks for sample encryption, of CENC or of PIFF.
const isEncrypted = (view, traf) =>
  find(view, traf.from, traf.to, "senc") !== null || find(view, traf.from, traf.to, "a2394f52") !== null;

function readRun(view, trun, usual) {
  const flags = view.getUint32(trun.from) & 0xffffff;
  const count = view.getUint32(trun.from + 4);
  let at = trun.from + 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  const durations = [];
  let decode = 0;
  let first = Infinity;
  for (let i = 0; i < count && at <= trun.to; i++) {
    let duration = usual;
    if (flags & 0x100) { duration = view.getUint32(at); at += 4; }
    at += (flags & 0x200 ? 4 : 0) + (flags & 0x400 ? 4 : 0);
    let shift = 0;
    if (flags & 0x800) { shift = view.getInt32(at); at += 4; }
    first = Math.min(first, decode + shift);
    durations.push(duration);
    decode += duration;
    if (!(flags & 0xf00)) { decode = duration * count; break; }
  }
  return { count, duration: decode, frame: middle(durations), first };
}

// middle is the median: the usual frame, where a few are longer.
function middle(numbers) {
  const sorted = numbers.filter((n) => n > 0).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
