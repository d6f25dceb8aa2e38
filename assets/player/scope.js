// window.smoothscope is for tests and for the console: what is the case now,
// and what a person can do.
import { ranges } from "./seekbar.js";

export function expose(app) {
  const { engine, video, frames, ledger, problem } = app;
  window.smoothscope = {
    get state() {
      const type = app.hasVideo ? "video" : "audio";
      return {
        mode: engine.mode, ready: engine.ready, time: video.currentTime, shown: frames.now(), duration: engine.duration,
        paused: video.paused, ended: video.ended, seeking: video.seeking, stalled: video.readyState < 3, rate: video.playbackRate,
        width: video.videoWidth, height: video.videoHeight, frame: frames.length, ...frames.quality,
        level: engine.playing(type)?.bitrate ?? null, target: engine.target(type), manual: engine.manual(type), levels: engine.levels(type),
        tracks: { audio: plain(engine.tracks("audio")), text: plain(engine.tracks("text")) },
        buffered: ranges(video.buffered), ahead: { video: engine.buffer("video"), audio: engine.buffer("audio") },
        first: { video: start(ledger.first("video")), audio: start(ledger.first("audio")) },
        moments: app.moments, text: app.captions.textContent.trim(), errors: [...problem.history], requests: ledger.requests.map((r) => ({ ...r, at: r.at.getTime() })),
      };
    },
    ...app.actions,
  };
}

const plain = (tracks) => tracks.map(({ track, carried, ...rest }) => rest);

// start says when a chunk has to be heard or seen: as the manifest puts it, and
// how long after that its first frame is due.
const start = (chunk) => (chunk ? { time: chunk.time, base: chunk.base ?? null, first: chunk.first ?? 0 } : null);
