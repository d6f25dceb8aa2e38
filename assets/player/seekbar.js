// The bar of time: what is buffered, what was played, chapters and ads, and a
// bubble that says the time under the pointer. Drag or click to go there.
import { make, setText } from "./element.js";
import { clock } from "./format.js";
import { moments } from "./info.js";
import { word } from "./words.js";

const near = 6; // pixels within which a click takes a marker's own time

export class Seekbar {
  #app; #track; #buffered; #played; #knob; #bubble; #marks;
  #drag = false;
  moments = [];

  constructor(app) {
    this.#app = app;
    this.#buffered = make("div", { class: "buffered" });
    this.#played = make("div", { class: "played" });
    this.#knob = make("div", { class: "knob" });
    this.#bubble = make("div", { class: "bubble mono", hidden: true });
    this.#marks = make("div", { class: "marks" });
    this.#track = make("div", { class: "track" }, this.#buffered, this.#played, this.#marks, this.#knob);
    this.root = make("div", { class: "seek", role: "slider", tabindex: 0, "aria-label": word("position"), "aria-valuemin": 0 }, this.#track, this.#bubble);
    this.#listen();
    app.engine.addEventListener("open", () => {
      this.moments = app.moments = moments(app.info, app.engine.origin);
      delete this.#marks.dataset.duration;
    });
  }

  #listen() {
    this.root.addEventListener("pointerdown", (e) => {
      if (e.button !== 0) return;
      this.#drag = true;
      this.root.setPointerCapture(e.pointerId);
      this.#go(e);
    });
    this.root.addEventListener("pointermove", (e) => { if (this.#drag) this.#go(e); this.#point(e); });
    this.root.addEventListener("pointerup", () => { this.#drag = false; });
    this.root.addEventListener("pointerleave", () => { if (!this.#drag) this.#bubble.hidden = true; });
  }

  #under(e) {
    const box = this.#track.getBoundingClientRect();
    const duration = this.#app.engine.duration;
    const x = Math.min(Math.max(e.clientX - box.left, 0), box.width);
    const time = box.width ? (x / box.width) * duration : 0;
    const mark = this.moments.find((m) => Math.abs((m.time / duration) * box.width - x) <= near) ??
      this.moments.find((m) => m.duration > 0 && m.time <= time && time < m.time + m.duration);
    return { x, time, mark, width: box.width, exact: mark && Math.abs((mark.time / duration) * box.width - x) <= near };
  }

  #go(e) {
    const at = this.#under(e);
    this.#app.actions.seek(at.exact ? at.mark.time : at.time);
  }

  #point(e) {
    const at = this.#under(e);
    setText(this.#bubble, at.mark ? `${clock(at.exact ? at.mark.time : at.time)}  ${describe(at.mark)}` : clock(at.time));
    this.#bubble.hidden = false;
    const half = this.#bubble.offsetWidth / 2;
    this.#bubble.style.left = `${Math.min(Math.max(at.x, half), Math.max(half, at.width - half))}px`;
  }

  draw() {
    const { video, engine, frames } = this.#app;
    const duration = engine.duration || 1;
    const now = Math.min(frames.now() / duration, 1) * 100;
    this.#played.style.width = `${now}%`;
    this.#knob.style.left = `${now}%`;
    this.root.setAttribute("aria-valuemax", duration.toFixed(3));
    this.root.setAttribute("aria-valuenow", video.currentTime.toFixed(3));
    this.root.setAttribute("aria-valuetext", clock(video.currentTime));
    spread(this.#buffered, ranges(video.buffered), duration, "range");
    if (this.#marks.dataset.duration !== String(duration)) this.#drawMarks(duration);
  }

  #drawMarks(duration) {
    this.#marks.dataset.duration = duration;
    const place = (name, m, length) => {
      const e = make("div", { class: name });
      e.style.left = `${(m.time / duration) * 100}%`;
      if (length) e.style.width = `${(Math.min(length, duration - m.time) / duration) * 100}%`;
      return e;
    };
    const within = this.moments.filter((m) => m.time <= duration);
    const ads = within.filter((m) => m.kind === "ad" && m.duration > 0);
    this.#marks.replaceChildren(...ads.map((m) => place("span", m, m.duration)), ...within.map((m) => place(`moment ${m.kind}`, m)));
  }
}

// ranges are the pairs of a TimeRanges.
export const ranges = (r) => Array.from({ length: r.length }, (_, i) => [r.start(i), r.end(i)]);

// describe says what a moment is.
export function describe(mark) {
  const length = mark.duration > 0 ? ` · ${clock(mark.duration)}` : "";
  return `${word(mark.kind)}${mark.text ? " " + mark.text : mark.id ? " " + mark.id : ""}${length}`;
}

function spread(parent, pairs, duration, name) {
  while (parent.children.length > pairs.length) parent.lastChild.remove();
  while (parent.children.length < pairs.length) parent.append(make("div", { class: name }));
  pairs.forEach(([from, to], i) => {
    parent.children[i].style.left = `${(from / duration) * 100}%`;
    parent.children[i].style.width = `${((Math.min(to, duration) - from) / duration) * 100}%`;
  });
}
