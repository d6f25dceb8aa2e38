// The line at the bottom, and the summary at the top.
import { make, setText } from "./element.js";
import { clock, grouped, rate, short } from "./format.js";
import { playable } from "./info.js";
import { word } from "./words.js";

export class Status {
  #app; #parts;

  constructor(root, app) {
    this.#app = app;
    this.#parts = ["", "", "mono", "mono"].map((name) => make("span", { class: name }));
    root.append(...this.#parts.slice(0, 3), make("span", { class: "grow" }), this.#parts[3]);
    this.tick();
  }

  tick() {
    const { engine, frames, hasVideo, info } = this.#app;
    const type = hasVideo ? "video" : "audio";
    const playing = engine.playing(type);
    const [mode, level, place, ahead] = this.#parts;
    setText(mode, engine.mode === "dash" ? "DASH" : "Smooth Streaming");
    setText(level, playing ? `${rate(playing.bitrate)} · chunk ${grouped(playing.chunk ?? 0)}` : "");
    setText(place, tick(frames.now() + engine.origin, info, type, frames.now()));
    const dropped = hasVideo ? word("droppedShort", { n: grouped(frames.quality.dropped) }) + " · " : "";
    setText(ahead, dropped + word("bufferShort", { s: short(engine.buffer(type)) }));
  }
}

// tick says the time as the stream counts it, which is what chunks are named by.
function tick(own, info, type, time) {
  const stream = info.streams.find((s) => s.type === type);
  const scale = stream?.timeScale || 10000000;
  return `${time.toFixed(3)} s = tick ${grouped(own * scale)}`;
}

export function summary(info) {
  const [video, audio, text] = ["video", "audio", "text"].map((type) => playable(info, type));
  const levels = video.reduce((n, s) => n + s.levels.length, 0);
  return [
    clock(info.duration, false), levels ? word("sumLevels", { n: levels }) : "",
    audio.length ? word("sumAudio", { n: audio.length }) : "", text.length ? word("sumText", { n: text.length }) : "",
  ].filter(Boolean).join(" · ");
}
