// Turns what went wrong in dash.js or the browser into a problem that a person
// understands: {key, values, again} (words.js has the sentence for the key).
import { clock, rate } from "./format.js";
import { has, playable } from "./info.js";
import { word } from "./words.js";

const manifestCodes = new Set([10, 11, 25, 31, 32, 34, 200, 201]);
const loadCodes = new Set([17, 27, 28]);

export function explain(error, engine) {
  if (engine.protected || engine.ledger.requests.some((r) => r.encrypted)) return { key: "errEncrypted" };
  const broken = engine.ledger.requests.findLast((r) => r.broken);
  if (broken) return { key: "errBroken", values: { what: what(broken) }, again: true };
  const failed = engine.ledger.fail(error?.data?.request?.url);
  const code = error?.code ?? 0;
  if (failed && failed.status === 0 && (loadCodes.has(code) || code === 25 || code === 11)) {
    engine.ledger.lose();
    return { key: "errServer", again: true };
  }
  if (loadCodes.has(code) || (code === 25 && failed)) {
    return { key: "errMedia", values: { what: what(failed), status: failed?.status ?? "–" }, again: true };
  }
  const codec = undecodable(engine.info);
  if (codec) return { key: "errCodec", values: { codec } };
  if (manifestCodes.has(code)) return { key: "errManifest", values: { why: code === 32 ? word("noStreams") : reason(error) } };
  if (error instanceof MediaError || code === 35 || code === 20) {
    return { key: "errDecode", values: { time: clock(engine.video.currentTime), why: reason(error) }, again: true };
  }
  return { key: "errOther", values: { why: reason(error) }, again: true };
}

function what(request) {
  if (!request || request.kind === "manifest") return word("whatManifest");
  const values = { type: word(request.type + "Within"), rate: rate(request.bitrate ?? NaN), n: request.chunk ?? "–", time: clock(request.time ?? NaN) };
  return word(request.kind === "init" ? "whatInit" : "whatChunk", values);
}

// silent names the types that the player left out without a word, or is null.
export function silent(engine) {
  const types = ["video", "audio"].filter((type) => has(engine.info, type) && engine.levels(type).length === 0);
  if (types.length === 0) return null;
  const codec = types.map((type) => codecs(engine.info, type) || word(type + "Whole")).join(", ");
  return { key: "errCodec", values: { codec } };
}

const codecs = (info, type) => [...new Set(playable(info, type).flatMap((s) => s.levels.map((l) => l.codec)).filter(Boolean))].join(", ");

const reason = (error) => String(error?.message || "").trim().replace(/\.$/, "") || word("unknown");

// undecodable names the codecs of a type none of whose levels the browser can
// decode, or is "".
export function undecodable(info) {
  for (const type of ["video", "audio"]) {
    const levels = info.streams.filter((s) => s.type === type).flatMap((s) => s.levels ?? []);
    const known = levels.filter((l) => l.codec);
    if (known.length > 0 && known.length === levels.length && !known.some((l) => decodes(type, l.codec))) {
      return [...new Set(known.map((l) => l.codec))].join(", ");
    }
  }
  return "";
}

const decodes = (type, codec) => MediaSource.isTypeSupported(`${type}/mp4; codecs="${codec}"`);
