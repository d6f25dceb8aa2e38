// The keyboard. The list is also what the help shows; a key is one more entry.
import { faster } from "./controls.js";

export function keyList(app) {
  const { actions, video } = app;
  const skip = (by) => () => actions.seek(video.currentTime + by);
  const louder = (by) => () => { video.muted = false; video.volume = Math.min(1, Math.max(0, Math.round((video.volume + by) * 20) / 20)); };
  const speed = (by) => () => { video.playbackRate = faster(video.playbackRate, by); app.flash(`${video.playbackRate}×`); };
  const part = (n) => () => actions.seek((app.engine.duration * n) / 10);
  return [
    { shown: ["Space", "K"], help: "keySpace", keys: { " ": actions.toggle, k: actions.toggle } },
    { shown: ["J", "L"], help: "keyJL", keys: { j: skip(-10), l: skip(10) } },
    { shown: ["←", "→"], help: "keyArrows", keys: { ArrowLeft: skip(-5), ArrowRight: skip(5) } },
    { shown: [",", "."], help: "keyFrames", keys: { ",": () => actions.step(-1), ".": () => actions.step(1) } },
    { shown: ["<", ">"], help: "keySpeed", keys: { "<": speed(-1), ">": speed(1) } },
    { shown: ["↑", "↓"], help: "keyVolume", keys: { ArrowUp: louder(0.05), ArrowDown: louder(-0.05) } },
    { shown: ["M"], help: "keyMute", keys: { m: actions.mute } },
    { shown: ["C"], help: "keyText", keys: { c: actions.toggleText } },
    { shown: ["F"], help: "keyFull", keys: { f: actions.full } },
    { shown: ["0", "9"], help: "keyDigits", keys: Object.fromEntries([..."0123456789"].map((d) => [d, part(Number(d))])) },
    { shown: ["Home", "End"], help: "keyEnds", keys: { Home: () => actions.seek(0), End: () => actions.seek(app.engine.duration) } },
    { shown: ["?"], help: "keyHelp", keys: { "?": actions.help } },
  ];
}

export function listenToKeys(app, list) {
  const table = Object.assign({}, ...list.map((entry) => entry.keys));
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey || document.querySelector("dialog[open]")) return;
    const key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    if (!table[key] || takes(e.target, key)) return;
    e.preventDefault();
    table[key]();
  });
}

// takes tells whether the element with the focus needs the key for itself.
function takes(target, key) {
  if (target.matches("input[type=search], select")) return true;
  if (target.matches("input[type=range]")) return key.startsWith("Arrow") || key === "Home" || key === "End";
  if (target.matches(".scroll")) return key.startsWith("Arrow") || key === "Home" || key === "End";
  return key === " " && target.matches("button");
}
