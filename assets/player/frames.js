// Knows the frames: which one is on the screen, how long it lasts, how many a
// second are decoded, and how to go one frame on or back.
export class Frames {
  #engine;
  #shown = null; // time of the frame on the screen
  #samples = []; // [wall ms, decoded]

  constructor(engine) {
    this.#engine = engine;
    const video = engine.video;
    if (!video.requestVideoFrameCallback) return;
    const next = (_, frame) => {
      if (this.#near(frame.mediaTime)) this.#shown = frame.mediaTime;
      video.requestVideoFrameCallback(next);
    };
    video.requestVideoFrameCallback(next);
    for (const e of ["emptied", "seeking"]) video.addEventListener(e, () => { this.#shown = null; });
  }

  // length of a frame in seconds, read from the chunk that plays; NaN unknown.
  get length() {
    const engine = this.#engine;
    const chunk = engine.playing("video") ?? engine.ledger.last("video");
    return chunk?.frame > 0 ? chunk.frame : NaN;
  }

  get quality() {
    const q = this.#engine.video.getVideoPlaybackQuality?.();
    return { decoded: q?.totalVideoFrames ?? 0, dropped: q?.droppedVideoFrames ?? 0 };
  }

  // A frame from before a seek may still come in after it.
  #near(time) {
    return Math.abs(time - this.#engine.video.currentTime) < 1;
  }

  // now is the time to show: when the picture stands still, that of its frame,
  // as the browser says it or else by counting frames from the chunk's start.
  now() {
    const { video } = this.#engine;
    if (!video.paused || video.seeking) return video.currentTime;
    return this.#shown !== null && this.#near(this.#shown) ? this.#shown : this.#counted(video.currentTime);
  }

  #counted(time) {
    const chunk = this.#engine.playing("video");
    if (!(chunk?.frame > 0)) return time;
    const frames = Math.floor((time - chunk.time) / chunk.frame + 0.001);
    return Math.max(0, chunk.time + frames * chunk.frame);
  }

  // step goes to the next (1) or previous (-1) frame. It aims a little into the
  // frame, because browsers round times.
  step(by) {
    const video = this.#engine.video;
    if (!Number.isFinite(this.length)) return;
    video.pause();
    this.#engine.seek(this.now() + (by + 0.1) * this.length);
  }

  // perSecond is the measured rate over the last two seconds.
  perSecond() {
    const now = performance.now();
    this.#samples.push([now, this.quality.decoded]);
    while (this.#samples.length > 2 && now - this.#samples[0][0] > 2000) this.#samples.shift();
    const [t, n] = this.#samples[0];
    const count = this.quality.decoded - n;
    return now > t && count >= 0 ? (count * 1000) / (now - t) : 0;
  }
}
