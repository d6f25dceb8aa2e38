// The panel at the side: quality, audio, text, markers, facts and notes.
import { make, setText } from "./element.js";
import { facts } from "./facts.js";
import { clock, rate } from "./format.js";
import { has, playable } from "./info.js";
import { describe } from "./seekbar.js";
import { languageName, word } from "./words.js";

const mostMarkers = 500; // listed; the bar of time shows all

export class Side {
  #app;
  #lists = {};
  #values = new Map();

  constructor(root, app) {
    this.#app = app;
    const ladder = app.hasVideo ? ["video"] : ["audio"];
    for (const type of ladder) this.#lists[type] = this.#section(root, word("quality"));
    if (has(app.info, "audio")) this.#lists.tracks = this.#section(root, word("audio"));
    if (has(app.info, "text") || app.info.captions.length > 0) this.#lists.text = this.#section(root, word("text"));
    if (app.info.markers.length > 0) this.#lists.markers = this.#section(root, word("markers"), "markers");
    this.#facts = this.#section(root, word("facts"), "facts");
    const notes = app.info.warnings;
    if (notes.length > 0) this.#section(root, word("notes"), "notes").append(...notes.map((n) => make("p", {}, n)));
    app.engine.addEventListener("open", () => { if (this.#lists.markers) this.#drawMarkers(); });
    for (const e of ["open", "level", "tracks"]) app.engine.addEventListener(e, () => this.draw());
    this.draw();
  }

  #facts;

  #section(root, title, name = "") {
    const body = make("div", { class: "rows " + name });
    root.append(make("section", {}, make("h2", {}, title), body));
    return body;
  }

  // draw renews the choices; tick only what moves.
  draw() {
    for (const type of ["video", "audio"]) if (this.#lists[type]) this.#drawLevels(type);
    if (this.#lists.tracks) this.#drawTracks("audio", this.#lists.tracks);
    if (this.#lists.text) this.#drawTracks("text", this.#lists.text);
    this.tick();
  }

  #drawLevels(type) {
    const { engine, actions } = this.#app;
    const list = this.#lists[type];
    const levels = engine.levels(type).toReversed();
    const manual = engine.manual(type);
    const rows = levels.map((l) => row(rate(l.bitrate), l.width ? `${l.width}×${l.height}` : l.codec, manual === l.id, () => actions.level(l.id), l.bitrate));
    if (levels.length > 1) rows.unshift(row(word("automatic"), "", manual === null, () => actions.level(null)));
    const focus = [...list.children].indexOf(document.activeElement);
    list.replaceChildren(...rows);
    if (focus >= 0) list.children[focus]?.focus();
  }

  #drawTracks(type, list) {
    const { engine, actions } = this.#app;
    const tracks = engine.tracks(type);
    const named = playable(this.#app.info, type).concat(type === "text" ? this.#app.info.captions : []);
    const streams = named.length === tracks.length ? named : []; // DASH may lack some
    const rows = tracks.map((t) => row(trackName(t, streams), trackDetail(t, streams, type), t.active, () => actions[type](t.index)));
    if (type === "text") rows.unshift(row(word("off"), "", tracks.every((t) => !t.active), () => actions.text(null)));
    const focus = [...list.children].indexOf(document.activeElement);
    list.replaceChildren(...rows);
    if (focus >= 0) list.children[focus]?.focus();
  }

  #drawMarkers() {
    const all = this.#app.moments.slice(0, mostMarkers);
    this.#lists.markers.replaceChildren(...all.map((m) => {
      const r = row(describe(m), clock(m.time), false, () => this.#app.actions.seek(m.time));
      r.removeAttribute("aria-pressed");
      r.title = describe(m);
      return r;
    }));
  }

  tick() {
    const { engine } = this.#app;
    for (const type of ["video", "audio"]) {
      if (!this.#lists[type]) continue;
      const playing = engine.playing(type)?.bitrate;
      const last = engine.ledger.last(type);
      const loading = last && Date.now() - last.at < 1500 ? last.bitrate : engine.target(type);
      for (const r of this.#lists[type].querySelectorAll("[data-bitrate]")) {
        const own = Number(r.dataset.bitrate);
        const marks = [own === playing ? word("plays") : "", own === loading && own !== playing ? word("loads") : ""].filter(Boolean);
        r.classList.toggle("playing", own === playing);
        setText(r.querySelector(".state"), marks.join(", "));
      }
    }
    this.#tickFacts();
  }

  #tickFacts() {
    for (const [name, value] of facts(this.#app)) {
      if (!this.#values.has(name)) {
        const cell = make("span", { class: "value mono" });
        this.#values.set(name, cell);
        this.#facts.append(make("div", { class: "fact" }, make("span", { class: "dim" }, name), cell));
      }
      setText(this.#values.get(name), value);
    }
  }
}

function row(title, detail, chosen, choose, bitrate) {
  return make("button", { class: "choose" + (chosen ? " chosen" : ""), type: "button", "aria-pressed": String(chosen), "data-bitrate": bitrate, click: choose },
    make("span", { class: "title" }, title), make("span", { class: "state" }), make("span", { class: "detail mono" }, detail));
}

function trackName(track, streams) {
  const language = languageName(track.language);
  const label = streams[track.index]?.name || track.label || track.id;
  return [language, label && label !== language ? label : ""].filter(Boolean).join(" · ") || `${track.index + 1}`;
}

function trackDetail(track, streams, type) {
  const stream = streams[track.index];
  return stream?.levels?.length === 1 && type === "audio" ? rate(stream.levels[0].bitrate) : track.language;
}
