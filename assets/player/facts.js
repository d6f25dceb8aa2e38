// The facts of what plays, as pairs of name and value.
import { clock, grouped, short } from "./format.js";
import { word } from "./words.js";

export function facts(app) {
  const { engine, frames, video, info } = app;
  const list = [];
  if (app.hasVideo) {
    const q = frames.quality;
    list.push([word("video"), codecOf(app, "video")]);
    list.push([word("size"), video.videoWidth ? `${video.videoWidth}×${video.videoHeight}` : "–"]);
    list.push([word("fps"), frameRate(frames, video.paused)]);
    list.push([word("frames"), word("framesValue", { decoded: grouped(q.decoded), dropped: grouped(q.dropped) })]);
  }
  if (app.hasAudio) list.push([word("audio"), codecOf(app, "audio")]);
  list.push([word("buffered"), `${short(engine.buffer(app.hasVideo ? "video" : "audio"))} s`]);
  if (info.start > 0) list.push([word("startsAt"), clock(info.start)]);
  return list;
}

function codecOf(app, type) {
  const bitrate = app.engine.playing(type)?.bitrate;
  const levels = app.info.streams.filter((s) => s.type === type).flatMap((s) => s.levels ?? []);
  const level = levels.find((l) => l.bitrate === bitrate) ?? levels[0];
  return level?.codec || app.engine.levels(type)[0]?.codec || "–";
}

function frameRate(frames, still) {
  const measured = short(frames.perSecond());
  const nominal = frames.length;
  if (still && Number.isFinite(nominal)) return word("fpsStill", { nominal: trimmed(1 / nominal) });
  return Number.isFinite(nominal) ? word("fpsBoth", { nominal: trimmed(1 / nominal), measured }) : word("fpsValue", { measured });
}

const trimmed = (x) => String(Math.round(x * 1000) / 1000);
