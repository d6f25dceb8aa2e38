// What a person can do, from a button, a key or a test.
export function makeActions(app) {
  const { video, engine, frames } = app;
  const atEnd = () => video.ended || (engine.duration > 0 && video.currentTime >= engine.duration - 0.05);
  return {
    toggle() {
      if (!video.paused && !video.ended) return video.pause();
      if (atEnd()) engine.seek(0);
      return engine.play();
    },
    play: () => engine.play(),
    pause: () => video.pause(),
    seek: (time) => engine.seek(time),
    step: (by) => frames.step(by),
    rate: (value) => { video.playbackRate = value; },
    mute: () => { video.muted = !video.muted; },
    level: (id) => engine.choose(app.hasVideo ? "video" : "audio", id),
    audio: (index) => engine.take("audio", index),
    text: (index) => engine.take("text", index),
    toggleText() {
      const tracks = engine.tracks("text");
      if (tracks.length > 0) engine.take("text", tracks.some((t) => t.active) ? null : 0);
    },
    mode: (mode) => app.setMode(mode),
    help: () => document.getElementById("help").showModal(),
    full: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen().catch(() => {})),
    inset: () => (document.pictureInPictureElement ? document.exitPictureInPicture() : video.requestPictureInPicture().catch(() => {})),
  };
}
