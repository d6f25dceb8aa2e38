// The row of buttons below the picture.
import { make, setText } from "./element.js";
import { clock, short } from "./format.js";
import { icon } from "./icons.js";
import { Seekbar } from "./seekbar.js";
import { word } from "./words.js";

const rates = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 4];

export class Controls {
  #app;
  #play; #time; #total; #mute; #volume; #speed; #full; #seekbar; #frames;

  constructor(root, app) {
    this.#app = app;
    const { video } = app;
    this.#seekbar = new Seekbar(app);
    this.#play = button("play", word("play"), "Space", () => app.actions.toggle());
    this.#frames = [
      button("back", word("frameBack"), ",", () => app.actions.step(-1)),
      button("forward", word("frameForward"), ".", () => app.actions.step(1)),
    ];
    this.#time = make("span", { class: "mono time" });
    this.#total = make("span", { class: "mono dim" });
    this.#speed = make("select", { class: "select", title: word("speed") + " (< >)", "aria-label": word("speed"), change: () => { video.playbackRate = Number(this.#speed.value); } },
      ...rates.map((r) => make("option", { value: r, selected: r === 1 }, `${r}×`)));
    this.#mute = button("sound", word("mute"), "M", () => app.actions.mute());
    this.#volume = make("input", { class: "volume", type: "range", min: 0, max: 1, step: 0.01, "aria-label": word("volume"), title: word("volume"),
      input: () => { video.volume = Number(this.#volume.value); video.muted = false; } });
    this.#full = button("full", word("fullScreen"), "F", () => app.actions.full());
    const inset = document.pictureInPictureEnabled && app.hasVideo ? button("inset", word("picture"), "", () => app.actions.inset()) : "";
    if (inset) inset.classList.add("seen");
    root.append(this.#seekbar.root, make("div", { class: "row" },
      this.#play, ...this.#frames, make("span", { class: "times" }, this.#time, this.#total), make("span", { class: "grow" }),
      this.#speed, this.#mute, this.#volume, inset, this.#full));
    for (const e of ["play", "pause", "ended", "seeked", "volumechange", "ratechange", "durationchange"]) video.addEventListener(e, () => this.draw());
    document.addEventListener("fullscreenchange", () => this.draw());
    this.draw();
  }

  // draw is called on every frame while something moves.
  draw() {
    const { video, engine, frames } = this.#app;
    const end = video.ended || (engine.duration > 0 && video.paused && video.currentTime >= engine.duration - 0.001);
    face(this.#play, end ? "replay" : video.paused ? "play" : "pause", word(end ? "replay" : video.paused ? "play" : "pause"), "Space");
    for (const b of this.#frames) b.hidden = !this.#app.hasVideo;
    setText(this.#time, clock(frames.now()));
    setText(this.#total, " / " + clock(engine.duration));
    const silent = video.muted || video.volume === 0;
    face(this.#mute, silent ? "mute" : "sound", word(silent ? "unmute" : "mute"), "M");
    this.#volume.value = video.muted ? 0 : video.volume;
    this.#volume.style.setProperty("--filled", `${this.#volume.value * 100}%`);
    this.#rate(video.playbackRate);
    const full = Boolean(document.fullscreenElement);
    face(this.#full, full ? "small" : "full", word(full ? "fullScreenEnd" : "fullScreen"), "F");
    this.#seekbar.draw();
  }

  #rate(value) {
    if (![...this.#speed.options].some((o) => Number(o.value) === value)) this.#speed.add(new Option(`${short(value)}×`, value));
    this.#speed.value = value;
  }
}

// faster answers the next step of the speed in a direction.
export function faster(now, by) {
  const list = by > 0 ? rates : rates.toReversed();
  return list.find((r) => (by > 0 ? r > now + 1e-6 : r < now - 1e-6)) ?? now;
}

function button(name, title, key, click) {
  const b = make("button", { class: "icon", type: "button", click });
  face(b, name, title, key);
  return b;
}

function face(b, name, title, key) {
  if (b.dataset.face === name + title) return;
  b.dataset.face = name + title;
  b.replaceChildren(icon(name));
  b.title = key ? `${title} (${key})` : title;
  b.setAttribute("aria-label", title);
}
