// Joins the parts: asks for the asset, brings dash.js, builds the page, and
// keeps it going. The parts do not know each other; they share this app object.
import { makeActions } from "./actions.js";
import { keepMode, readAddress, writeAddress } from "./address.js";
import { toClipboard } from "./clipboard.js";
import { Controls } from "./controls.js";
import { Curves } from "./curves.js";
import { make, setText } from "./element.js";
import { Engine } from "./engine.js";
import { explain, undecodable } from "./explain.js";
import { Frames } from "./frames.js";
import { mountHelp } from "./help.js";
import { icon } from "./icons.js";
import { has, readInfo } from "./info.js";
import { keyList, listenToKeys } from "./keys.js";
import { Ledger } from "./ledger.js";
import { loadLibrary } from "./library.js";
import { Log } from "./log.js";
import { mountModes } from "./modes.js";
import { Problem } from "./problem.js";
import { expose } from "./scope.js";
import { Side } from "./side.js";
import { mountStage } from "./stage.js";
import { Status, summary } from "./status.js";
import { mountTheme } from "./theme.js";
import { language, word } from "./words.js";

const by = (id) => document.getElementById(id);
const app = { video: by("video"), captions: by("captions"), flash, moments: [] };

mountTheme(by("theme"), () => app.curves?.draw());
document.documentElement.lang = language;
app.problem = new Problem(by("problem"), () => (app.engine ? retry() : location.reload()));
await begin();

async function begin() {
  const [{ info, problem }, library] = await Promise.all([readInfo(), loadLibrary()]);
  name(info);
  if (problem || !library) return fail(problem ?? { key: "errDashjs" });
  build(info, library);
  const codec = undecodable(info);
  if (codec) app.problem.show({ key: "errCodec", values: { codec } });
  const at = readAddress();
  app.engine.open(info.dash && at.mode === "dash" ? "dash" : "smooth", at.time ?? 0, true);
  window.addEventListener("hashchange", follow);
}

function fail(problem) {
  document.body.classList.add("failed");
  app.problem.show(problem);
  if (problem.key === "errServer") waitForServer();
}

function name(info) {
  const asset = info?.name || decodeURIComponent(location.pathname.split("/").filter(Boolean).at(-1) ?? "");
  setText(by("name"), asset);
  document.title = asset ? `${asset} – Smoothscope` : "Smoothscope";
}

function build(info, library) {
  app.info = info;
  app.hasVideo = has(info, "video");
  app.hasAudio = has(info, "audio");
  setText(by("summary"), summary(info));
  app.ledger = new Ledger();
  app.engine = new Engine(library, app.video, app.captions, info, app.ledger);
  app.frames = new Frames(app.engine);
  app.setMode = setMode;
  app.actions = makeActions(app);
  app.controls = new Controls(by("controls"), app);
  app.side = new Side(by("side"), app);
  app.curves = new Curves(by("curves"), app);
  app.log = new Log(by("log"), app);
  app.status = new Status(by("status"), app);
  mountStage(app);
  mountModes(by("mode"), app);
  mountLink(by("link"));
  const keys = keyList(app);
  mountHelp(by("help"), keys);
  listenToKeys(app, keys);
  by("help-open").append("?");
  by("help-open").title = word("help");
  by("help-open").addEventListener("click", app.actions.help);
  app.engine.addEventListener("problem", (e) => trouble(e.detail));
  // dash.js throws at media that it cannot take apart. What was merely given up,
  // or waits for a click, is no problem.
  for (const name of ["error", "unhandledrejection"]) {
    window.addEventListener(name, (e) => {
      const why = e.error ?? e.reason;
      if (why && !app.problem.current && !["AbortError", "NotAllowedError"].includes(why.name)) trouble(explain(why, app.engine));
    });
  }
  expose(app);
  keepGoing();
}

function mountLink(button) {
  button.append(icon("link"), make("span", {}, word("link")));
  button.title = word("linkTitle");
  button.addEventListener("click", async () => {
    flash(word(await toClipboard(writeAddress(app.frames.now(), app.engine.mode)) ? "copied" : "copyFailed"));
  });
}

function setMode(mode) {
  app.problem.clear();
  app.engine.change(mode);
  keepMode(app.engine.mode);
}

// follow goes where the address in the bar says now.
function follow() {
  const at = readAddress();
  if (at.mode && app.engine.change(at.mode, at.time)) return;
  if (at.time !== null) app.engine.seek(at.time);
}

function trouble(problem) {
  app.problem.show(problem);
  if (problem.key === "errServer") waitForServer();
}

// waitForServer asks now and then, and plays on when there is an answer.
let waiting = false;
async function waitForServer() {
  if (waiting) return;
  waiting = true;
  for (;;) {
    await new Promise((done) => setTimeout(done, 1500));
    if (app.problem.current?.key !== "errServer") break;
    const { info } = await readInfo();
    if (info) { app.engine ? retry() : location.reload(); break; }
  }
  waiting = false;
}

function retry() {
  const { engine, video } = app;
  app.problem.clear();
  engine.open(engine.mode, video.currentTime, true);
}

// keepGoing draws what moves: the bar with every picture, the rest four times a
// second.
function keepGoing() {
  const draw = () => {
    if (!app.video.paused || app.video.seeking) app.controls.draw();
    requestAnimationFrame(draw);
  };
  requestAnimationFrame(draw);
  setInterval(() => {
    app.controls.draw();
    app.side.tick();
    app.curves.sample();
    app.log.tick();
    app.status.tick();
  }, 250);
}

// flash says something for a moment on the picture.
let fading;
function flash(text) {
  const box = by("flash");
  box.textContent = text;
  box.classList.add("seen");
  clearTimeout(fading);
  fading = setTimeout(() => box.classList.remove("seen"), 1200);
}
