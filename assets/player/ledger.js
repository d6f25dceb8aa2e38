// Keeps what was loaded: every request for the log, and the newest chunk of
// each stream at each time, which tells what level is playing.
import { readFragment } from "./fragment.js";

const most = 2000; // requests kept

export class Ledger extends EventTarget {
  requests = [];
  #chunks = { video: new Map(), audio: new Map(), text: new Map() };
  #number = 0;

  // note takes the answer that dash.js got, before the player sees it.
  note(answer) {
    const asked = answer.request?.customData?.request ?? {};
    const entry = this.#entry(answer, asked);
    this.requests.push(entry);
    if (this.requests.length > most) this.requests.splice(0, this.requests.length - most);
    if (entry.kind === "media" && entry.status >= 200 && entry.status < 300) this.#keep(entry, answer.data);
    this.dispatchEvent(new CustomEvent("request", { detail: entry }));
  }

  #entry(answer, asked) {
    const data = answer.data;
    const level = asked.representation ?? {};
    return {
      n: ++this.#number,
      at: new Date(),
      url: asked.url || answer.url || "",
      failed: answer.status >= 400,
      kind: kinds[asked.type] ?? "other",
      type: asked.mediaType ?? "",
      chunk: Number.isFinite(asked.index) ? asked.index : null,
      time: Number.isFinite(asked.startTime) ? asked.startTime : null,
      duration: Number.isFinite(asked.duration) ? asked.duration : null,
      bitrate: level.bandwidth ?? null,
      timescale: level.timescale || asked.timescale || 0,
      status: answer.status || 0,
      bytes: data?.byteLength ?? data?.length ?? 0,
      ms: Math.max(0, Math.round(answer.resourceTiming?.duration ?? 0)),
    };
  }

  #keep(entry, data) {
    const chunks = this.#chunks[entry.type];
    if (!chunks || entry.time === null) return;
    const read = data instanceof ArrayBuffer ? readFragment(data) : null;
    entry.broken = entry.type !== "text" && data instanceof ArrayBuffer && read === null;
    entry.failed ||= entry.broken;
    if (read && entry.timescale) {
      entry.frame = read.frame / entry.timescale;
      entry.base = read.base === null ? null : read.base / entry.timescale;
      entry.first = read.first / entry.timescale;
      entry.encrypted = read.encrypted;
    }
    chunks.set(entry.time, entry);
  }

  // at is the newest chunk of a type that covers a time, or undefined. Sound and
  // picture do not end together: a chunk that has just ended counts.
  at(type, time) {
    let best;
    for (const c of this.#chunks[type]?.values() ?? []) {
      const covers = c.time <= time + 0.001 && time < c.time + (c.duration || 0) + 0.2;
      if (covers && (!best || c.time > best.time)) best = c;
    }
    return best;
  }

  // last is the chunk that was loaded last.
  last(type) {
    let best;
    for (const c of this.#chunks[type]?.values() ?? []) if (!best || c.n > best.n) best = c;
    return best;
  }

  // first is the earliest chunk that was loaded.
  first(type) {
    let best;
    for (const c of this.#chunks[type]?.values() ?? []) if (!best || c.time < best.time) best = c;
    return best;
  }

  // forget drops the chunks, because what plays is another manifest; the log stays.
  forget() {
    for (const chunks of Object.values(this.#chunks)) chunks.clear();
  }

  // fail marks the requests of an address as failed, and answers the last of
  // them. A request without an answer may as well have been given up by the
  // player itself, on a change of the track: it is no failure until the player
  // complains. Without an address it is the last that the server refused.
  fail(url) {
    const mine = this.requests.filter((r) => (url ? r.url === url : true) && (r.status < 200 || r.status > 299));
    if (url) for (const r of mine) r.failed = true;
    return url ? mine.at(-1) : mine.findLast((r) => r.status > 0);
  }

  // lose marks as failed what got no answer in the last seconds: the server is
  // gone.
  lose() {
    for (const r of this.requests) if (r.status === 0 && Date.now() - r.at < 5000) r.failed = true;
  }

  clear() {
    this.requests.length = 0;
  }
}

const kinds = { MPD: "manifest", InitializationSegment: "init", MediaSegment: "media", FragmentInfoSegment: "media" };
