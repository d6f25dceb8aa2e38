// The player without a face: dash.js on a <video>, for Smooth and for DASH.
// Times are seconds from the asset's start in both; dash.js moves archives that
// start later to 0. Events: "open", "tracks", "level", "blocked" (a browser
// that wants a click first) and "problem" (detail as in problem.js).
import { Carried } from "./carried.js";
import { explain, silent } from "./explain.js";
import { withoutSparse } from "./sparse.js";

const last = 0.02; // seconds that a seek stays away from the end

export class Engine extends EventTarget {
  #library;
  #player = null;
  #captions;
  #carried;
  #list = null; // of captions in the manifest that are shown
  #manual = {}; // type → id of the level that a person chose
  #choices = {}; // what a person chose, to take again in another manifest: "video level" → bitrate, "audio" → index
  mode = "smooth";
  ready = false;
  protected = false;

  constructor(library, video, captions, info, ledger) {
    super();
    this.#library = library;
    this.#captions = captions;
    this.#carried = new Carried(video, captions);
    this.video = video;
    this.info = info;
    this.ledger = ledger;
  }

  // open plays a manifest from a time. What played before ends.
  open(mode, time, playing) {
    this.close();
    this.mode = mode;
    const player = this.#library.MediaPlayer().create();
    this.#player = player;
    player.updateSettings(settings(this.#library));
    this.#listen(player);
    player.addResponseInterceptor((answer) => {
      if (player === this.#player) this.ledger.note(answer);
      answer.data = withoutSparse(answer.data);
      return Promise.resolve(answer);
    });
    player.initialize(this.video, null, playing);
    player.attachTTMLRenderingDiv(this.#captions);
    player.attachSource(this.address(), time > 0 ? time : undefined);
    this.#tell("open");
  }

  // address is that of the manifest that plays.
  address() {
    return new URL(this.mode === "dash" ? this.info.dash : this.info.smooth, location.href).href;
  }

  close() {
    const player = this.#player;
    this.#player = null;
    this.ready = false;
    this.protected = false;
    this.#manual = {};
    this.ledger.forget();
    this.#show(null);
    this.#captions.replaceChildren();
    player?.destroy();
  }

  // change plays the other manifest from the same or the given moment, with the
  // same level, and answers whether there was something to change.
  change(mode, time = null) {
    if (mode === this.mode || (mode === "dash" && !this.info.dash)) return false;
    this.open(mode, time ?? this.video.currentTime, !this.video.paused);
    return true;
  }

  #listen(player) {
    const names = this.#library.MediaPlayer.events;
    const on = (name, then) => player.on(name, (e) => { if (player === this.#player) then(e); });
    on(names.STREAM_INITIALIZED, () => this.#initialized());
    on(names.MANIFEST_LOADED, (e) => { this.protected = isProtected(e.data); });
    on(names.QUALITY_CHANGE_REQUESTED, () => this.#tell("level"));
    on(names.QUALITY_CHANGE_RENDERED, () => this.#tell("level"));
    on(names.TRACK_CHANGE_RENDERED, () => this.#tell("tracks"));
    on(names.TEXT_TRACKS_ADDED, () => this.#tell("tracks"));
    on(names.PLAYBACK_NOT_ALLOWED, () => this.#tell("blocked"));
    on(names.ERROR, (e) => this.#tell("problem", explain(e.error, this)));
    on(names.PLAYBACK_ERROR, (e) => this.#tell("problem", explain(e.error, this)));
  }

  #initialized() {
    this.ready = true;
    for (const type of ["video", "audio"]) {
      const again = this.levels(type).find((l) => l.bitrate === this.#choices[type + " level"]);
      if (again) this.choose(type, again.id);
    }
    for (const type of ["audio", "text"]) if (type in this.#choices) this.take(type, this.#choices[type]);
    this.#tell("tracks");
    this.#tell("level");
    const left = silent(this);
    if (left) this.#tell("problem", left);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }

  // duration is the asset's length in seconds, as far as it is known.
  get duration() {
    const said = this.video.duration;
    return Number.isFinite(said) && said > 0 ? said : this.info.duration || 0;
  }

  // origin is the asset's own time of what plays as 0, in seconds.
  get origin() {
    return this.mode === "dash" ? this.info.dashStart : this.info.start;
  }

  // levels are the quality levels of a type, lowest first.
  levels(type) {
    if (!this.ready) return [];
    const list = this.#player.getRepresentationsByType(type) ?? [];
    return list
      .map((r) => ({ id: r.id, bitrate: r.bandwidth, width: r.width || 0, height: r.height || 0, codec: r.codecs ?? "" }))
      .sort((a, b) => a.bitrate - b.bitrate);
  }

  // manual is the id of the level that a person chose; null is automatic.
  manual(type) {
    return this.#manual[type] ?? null;
  }

  // choose takes a level by its id, or automatically for null.
  choose(type, id) {
    this.#manual[type] = id;
    this.#choices[type + " level"] = this.levels(type).find((l) => l.id === id)?.bitrate;
    this.#player.updateSettings({ streaming: { abr: { autoSwitchBitrate: { [type]: id === null } } } });
    if (id !== null) this.#player.setRepresentationForTypeById(type, id, true);
    this.#tell("level");
  }

  // playing is the chunk that is on the screen or in the ears.
  playing(type) {
    return this.ledger.at(type, this.video.currentTime) ?? null;
  }

  // target is the bitrate of the level that is asked for next.
  target(type) {
    if (!this.ready) return null;
    return this.#player.getCurrentRepresentationForType(type)?.bandwidth ?? null;
  }

  // buffer is what lies ahead, in seconds.
  buffer(type) {
    return this.ready ? this.#player.getBufferLength(type) || 0 : 0;
  }

  // throughput is what the network gives, in bits per second.
  throughput(type) {
    const kilobits = this.ready ? this.#player.getAverageThroughput(type) : NaN;
    return Number.isFinite(kilobits) && kilobits > 0 ? kilobits * 1000 : NaN;
  }

  // tracks are the audio or text tracks that can be chosen: those of dash.js,
  // and behind them the captions that the manifest carries.
  tracks(type) {
    if (!this.ready) return [];
    const list = this.#loaded(type);
    if (type !== "text") return list;
    return list.concat(this.info.captions.map((carried, i) => ({
      index: list.length + i, carried, id: "carried-" + i, language: carried.language, label: carried.name, codec: "", active: this.#list === carried,
    })));
  }

  #loaded(type) {
    const current = this.#player.getCurrentTrackFor(type);
    const off = type === "text" && !this.#player.isTextEnabled();
    return this.#player.getTracksFor(type).map((track, index) => ({
      index, track, id: String(track.id ?? ""), language: track.lang ?? "",
      label: track.labels?.[0]?.text ?? "", codec: track.codec ?? "",
      active: !off && current !== null && same(track, current),
    }));
  }

  // take switches to a track; for text, null switches it off.
  take(type, index) {
    this.#choices[type] = index;
    const chosen = index === null ? undefined : this.tracks(type)[index];
    if (type === "text") {
      this.#player.enableText(Boolean(chosen?.track));
      this.#show(chosen?.carried ?? null);
    }
    if (chosen?.track) {
      this.#player.setCurrentTrack(chosen.track);
      if (type === "text") this.#player.setTextTrack(index);
    }
    this.#tell("tracks");
  }

  #show(list) {
    this.#list = list;
    this.#carried.show(list, this.origin);
  }

  play() {
    // A browser that wants a click first says so by refusing.
    return this.video.play().catch((e) => { if (e.name === "NotAllowedError") this.#tell("blocked"); });
  }

  // seek goes to a time; the end is the last frame, since dash.js and browsers
  // do not get along with a seek to the very end.
  seek(time) {
    const end = this.duration;
    this.video.currentTime = Math.max(0, end ? Math.min(time, end - last) : time);
  }
}

const same = (a, b) => a === b || (a.index === b.index && a.id === b.id && a.lang === b.lang);

// isProtected looks for encryption in a manifest that dash.js has read.
function isProtected(manifest) {
  const sets = (manifest?.Period ?? []).flatMap((p) => p.AdaptationSet ?? []);
  return sets.some((s) => [s, ...(s.Representation ?? [])].some((x) => x.ContentProtection?.length > 0));
}

// settings keep dash.js from asking a time server outside and from remembering
// the last visit: a preview has to do the same every time.
function settings(library) {
  return {
    debug: { logLevel: library.Debug.LOG_LEVEL_NONE },
    streaming: {
      utcSynchronization: { enabled: false, enableBackgroundSyncAfterSegmentDownloadError: false },
      lastBitrateCachingInfo: { enabled: false },
      lastMediaSettingsCachingInfo: { enabled: false },
      buffer: { fastSwitchEnabled: true },
      seekDurationBackoff: last,
      retryAttempts: { MPD: 1, MediaSegment: 2, InitializationSegment: 1 },
      retryIntervals: { MPD: 300, MediaSegment: 500, InitializationSegment: 300 },
    },
  };
}
