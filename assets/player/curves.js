// Two curves over the last minutes: how much is buffered, and the bitrate
// of the level that is taken beside what the network gives.
import { make } from "./element.js";
import { rate } from "./format.js";
import { word } from "./words.js";

const longest = 120; // seconds shown at most
const shortest = 30;
const left = 72;
const bottom = 16;

export class Curves {
  #app; #buffer; #bitrate;
  samples = []; // {at (s), video, audio, level, measured}

  constructor(root, app) {
    this.#app = app;
    const figure = (title, keys) => {
      const canvas = make("canvas");
      root.append(make("figure", {}, make("figcaption", {}, make("span", { class: "h2" }, title), ...keys.map(([name, text]) => make("span", { class: "key " + name }, text))), canvas));
      return canvas;
    };
    const both = app.hasVideo && app.hasAudio;
    this.#buffer = figure(word("buffer"), both ? [["media", word("video")], ["time", word("audio")]] : []);
    this.#bitrate = figure(word("bitrate"), [["accent", word("level")], ["index", word("throughput")]]);
    new ResizeObserver(() => this.draw()).observe(root);
  }

  // sample is called four times a second.
  sample() {
    const { engine, hasVideo } = this.#app;
    const main = hasVideo ? "video" : "audio";
    const at = performance.now() / 1000;
    this.samples.push({
      at, video: engine.buffer(main), audio: hasVideo && this.#app.hasAudio ? engine.buffer("audio") : NaN,
      level: engine.target(main) ?? NaN, measured: engine.throughput(main),
    });
    while (at - this.samples[0].at > longest + 1) this.samples.shift();
    this.draw();
  }

  draw() {
    const colours = getComputedStyle(document.documentElement);
    const c = (name) => colours.getPropertyValue(name).trim();
    const all = this.samples.flatMap((s) => [s.video, s.audio]).filter(Number.isFinite);
    const top = round(Math.max(4, ...all) * 1.1);
    chart(this.#buffer, c, this.samples, {
      lines: [["video", c(this.#app.hasVideo ? "--media" : "--time")], ["audio", c("--time")]],
      y: (v) => v / top, ticks: [0, top / 2, top].map((v) => [v, `${Number(v.toFixed(1))} s`]), fill: true,
    });
    const bits = this.samples.flatMap((s) => [s.level, s.measured]).filter((v) => v > 0);
    const [low, high] = decades(bits);
    chart(this.#bitrate, c, this.samples, {
      lines: [["measured", c("--index")], ["level", c("--accent")]],
      y: (v) => (v > 0 ? (Math.log10(v) - low) / (high - low) : NaN), ticks: decadeTicks(low, high), steps: true,
    });
  }
}

// round is the next of 5, 10, 20, 30 … or 100, 200 … above.
function round(v) {
  const unit = v <= 5 ? 5 : v <= 100 ? 10 : 100;
  return Math.ceil(v / unit) * unit;
}

// decades are the powers of ten around the values: networks and levels are far apart.
function decades(values) {
  if (values.length === 0) return [4, 7];
  const low = Math.floor(Math.log10(Math.min(...values)));
  return [low, Math.max(low + 2, Math.ceil(Math.log10(Math.max(...values))))];
}

function decadeTicks(low, high) {
  const by = high - low > 4 ? 2 : 1;
  const ticks = [];
  for (let p = low; p <= high; p += by) ticks.push([10 ** p, rate(10 ** p)]);
  return ticks;
}

function chart(canvas, c, samples, plan) {
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (width < left + 20 || height < bottom + 20) return;
  const scale = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * scale)) canvas.width = Math.round(width * scale);
  if (canvas.height !== Math.round(height * scale)) canvas.height = Math.round(height * scale);
  const g = canvas.getContext("2d");
  g.setTransform(scale, 0, 0, scale, 0, 0);
  g.clearRect(0, 0, width, height);
  const box = { x: left, y: 8, w: width - left - 8, h: height - bottom - 10 };
  const now = samples.at(-1)?.at ?? 0;
  const span = Math.min(longest, Math.max(shortest, Math.ceil((now - (samples[0]?.at ?? 0)) / shortest) * shortest));
  grid(g, c, box, plan, span);
  const point = (s, key) => [box.x + box.w * (1 - (now - s.at) / span), box.y + box.h * (1 - plan.y(s[key]))];
  for (const [key, colour] of plan.lines) line(g, colour, samples.filter((s) => now - s.at <= span), (s) => point(s, key), plan, box);
}

function grid(g, c, box, plan, span) {
  g.font = `11px ${getComputedStyle(document.body).fontFamily}`;
  g.strokeStyle = c("--line");
  g.fillStyle = c("--dim");
  g.lineWidth = 1;
  g.textBaseline = "middle";
  g.textAlign = "right";
  const apart = box.h / (plan.ticks.length - 1);
  const every = Math.ceil(13 / apart); // numbers that would touch are left out
  for (const [i, [value, text]] of plan.ticks.entries()) {
    if ((plan.ticks.length - 1 - i) % every > 0) continue;
    const y = Math.round(box.y + box.h * (1 - plan.y(value))) + 0.5;
    g.beginPath();
    g.moveTo(box.x, y);
    g.lineTo(box.x + box.w, y);
    g.stroke();
    g.fillText(text, box.x - 8, y);
  }
  g.textBaseline = "alphabetic";
  for (const n of box.w < 240 ? [span, 0] : [span, span / 2, 0]) {
    g.textAlign = n === span ? "left" : n === 0 ? "right" : "center";
    g.fillText(n === 0 ? word("now") : word("ago", { n }), box.x + box.w * (1 - n / span), box.y + box.h + 14);
  }
}

function line(g, colour, samples, point, plan, box) {
  g.strokeStyle = colour;
  g.lineWidth = 1.5;
  g.lineJoin = "round";
  g.beginPath();
  let before = null;
  let start = null;
  for (const s of samples) {
    const [x, y] = point(s);
    if (!Number.isFinite(y)) { before = null; continue; }
    if (before === null) { g.moveTo(x, y); start ??= x; }
    else {
      if (plan.steps) g.lineTo(x, before[1]);
      g.lineTo(x, y);
    }
    before = [x, y];
  }
  g.stroke();
  if (!plan.fill || before === null) return;
  g.lineTo(before[0], box.y + box.h);
  g.lineTo(start, box.y + box.h);
  g.globalAlpha = 0.1;
  g.fillStyle = colour;
  g.fill();
  g.globalAlpha = 1;
}
