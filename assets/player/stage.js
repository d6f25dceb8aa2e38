// The picture: click to play or pause, a large button when the browser wants a
// click first, and a calm line instead of a black box when there is only sound.
import { make } from "./element.js";
import { icon } from "./icons.js";
import { languageName, word } from "./words.js";

export function mountStage(app) {
  const { video, engine, actions } = app;
  const start = document.getElementById("start");
  start.append(icon("play"));
  start.title = word("play");
  start.setAttribute("aria-label", word("play"));
  start.addEventListener("click", () => actions.play());
  video.addEventListener("click", () => actions.toggle());
  video.addEventListener("dblclick", () => actions.full());
  engine.addEventListener("blocked", () => { start.hidden = false; });
  video.addEventListener("play", () => { start.hidden = true; });
  for (const [event, busy] of [["waiting", true], ["seeking", true], ["playing", false], ["seeked", false], ["canplay", false]]) {
    video.addEventListener(event, () => document.body.classList.toggle("busy", busy));
  }
  document.body.classList.toggle("sound-only", !app.hasVideo);
  if (!app.hasVideo) soundOnly(document.getElementById("sound"), app);
}

function soundOnly(box, app) {
  const show = () => {
    const track = app.engine.tracks("audio").find((t) => t.active);
    box.replaceChildren(icon("note"), make("span", {}, word("soundOnly")), make("span", { class: "dim" }, languageName(track?.language)));
  };
  app.engine.addEventListener("tracks", show);
  show();
  box.hidden = false;
}
