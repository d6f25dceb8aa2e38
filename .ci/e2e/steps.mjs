// What can be done on a player page, and what each of it answers. Waiting ends
// as soon as there is something to see; only giving up takes a fixed time.

const patience = 30000;

const state = (tab) => tab.evaluate(() => window.smoothscope.state);
const until = (tab, test, argument) => tab.waitForFunction(test, argument, { timeout: patience, polling: 50 });

export const steps = {
  // playing waits until the time goes on.
  async playing(tab) {
    await until(tab, () => window.smoothscope?.state.time > 0.1 && !window.smoothscope.state.seeking);
    return state(tab);
  },

  // steady plays for some seconds, and again when more frames were dropped than
  // must be: a busy machine drops some now and then, a bad asset every time.
  async steady(tab, seconds, must) {
    const tries = [];
    while (tries.length < 8) {
      tries.push(await alone(() => tab.evaluate(measure, seconds)));
      if (tries.at(-1).dropped <= must && tries.at(-1).frames >= tries.at(-1).media * 15) break;
    }
    return tries;
  },

  // beginnings says when the browser will show the first picture and play the
  // first sound, in seconds.
  async beginnings(tab) {
    await until(tab, () => Object.values(window.buffers).every((b) => b.buffered.length > 0));
    return tab.evaluate(() => Object.fromEntries(Object.entries(window.buffers).map(([type, b]) => [type, b.buffered.start(0)])));
  },

  // levels takes each quality level by hand and says how wide the picture is then.
  async levels(tab) {
    const answers = [];
    for (const level of (await state(tab)).levels) {
      await tab.evaluate((id) => { window.smoothscope.seek(0.5); window.smoothscope.level(id); return window.smoothscope.play(); }, level.id);
      await until(tab, ([b, w]) => window.smoothscope.state.level === b && window.smoothscope.state.width === w, [level.bitrate, level.width])
        .catch(() => {});
      const now = await state(tab);
      answers.push({ wanted: level.bitrate, wantedWidth: level.width, got: now.level, width: now.width });
    }
    await tab.evaluate(() => window.smoothscope.level(null));
    return answers;
  },

  // languages takes each audio track and says what was loaded for it. What was
  // asked for just before may still come, and the sound of before goes a moment
  // after a track is taken: it waits for a chunk of another stream that is there
  // to be played, and tells how it stood in that very moment.
  async languages(tab) {
    const answers = [];
    const tracks = (await state(tab)).tracks.audio;
    for (const track of [...tracks.slice(1), tracks[0]]) {
      const before = await tab.evaluate(loaded, track.index);
      await tab.evaluate((index) => { window.smoothscope.seek(1); window.smoothscope.audio(index); return window.smoothscope.play(); }, track.index);
      await tab.evaluate(`window.loaded = ${loaded}`);
      const taken = await until(tab, ([index, was]) => {
        const now = window.loaded(index);
        return now.active && !now.stalled && now.ahead > 0.5 && now.stream !== was && now;
      }, [track.index, before.stream]).then((found) => found.jsonValue(), () => tab.evaluate(loaded, track.index));
      answers.push({ ...taken, language: track.language });
    }
    return answers;
  },

  // captions switches text on and waits for words on the picture.
  async captions(tab, at) {
    await tab.evaluate((time) => { window.smoothscope.text(0); window.smoothscope.pause(); window.smoothscope.seek(time); }, at);
    await until(tab, () => window.smoothscope.state.text !== "").catch(() => {});
    const shown = (await state(tab)).text;
    await tab.evaluate(() => window.smoothscope.text(null));
    await until(tab, () => window.smoothscope.state.text === "").catch(() => {});
    return { shown, after: (await state(tab)).text };
  },

  // cues switches text on and says what stands on the picture at some seconds;
  // it waits for what should. dash.js now and then forgets a chunk of text when
  // it is sent elsewhere while it asks for it, and draws a caption in the next
  // frame of the screen even when that comes after its end; so it begins where
  // there is none, and what is wrong is asked for a second time. A tab behind
  // another has hardly any frames.
  cues: (tab, moments) => alone(async () => {
    const shown = [];
    await tab.bringToFront();
    for (const [at, text] of moments) {
      const look = async (patience) => {
        await tab.evaluate((t) => window.smoothscope.seek(t), at);
        await tab.waitForFunction(([t, words]) => {
          const s = window.smoothscope.state;
          return !s.seeking && Math.abs(s.time - t) < 0.02 && s.text === words;
        }, [at, text], { timeout: patience, polling: 50 });
      };
      if (shown.length === 0) await captionsFromStart(tab);
      await look(3000).catch(async () => {
        await captionsFromStart(tab);
        await look(10000).catch(() => {});
      });
      shown.push((await state(tab)).text);
    }
    return shown;
  }),

  // through plays from one second to another and says what stands on the
  // picture meanwhile.
  through: (tab, from, to) => alone(async () => {
    await tab.bringToFront();
    await captionsFromStart(tab);
    await tab.evaluate((t) => window.smoothscope.seek(t), from);
    await until(tab, (t) => !window.smoothscope.state.seeking && Math.abs(window.smoothscope.state.time - t) < 0.02, from).catch(() => {});
    return tab.evaluate(async (end) => {
      const [scope, looks, begun] = [window.smoothscope, [], performance.now()];
      await scope.play();
      while (scope.state.time < end && performance.now() - begun < 20000) {
        looks.push({ at: scope.state.time, text: scope.state.text });
        await new Promise((done) => setTimeout(done, 40));
      }
      scope.pause();
      return looks;
    }, to);
  }),

  // markers says what is on the bar of time, and where a click on each goes.
  async markers(tab) {
    const answers = [];
    await tab.evaluate(() => window.smoothscope.pause());
    const { moments, duration } = await state(tab);
    const bar = await tab.locator(".seek .track").boundingBox();
    for (const m of moments) {
      await tab.mouse.click(bar.x + (bar.width * m.time) / duration + 2, bar.y + bar.height / 2);
      await until(tab, (t) => !window.smoothscope.state.seeking && Math.abs(window.smoothscope.state.time - t) < 0.001, m.time).catch(() => {});
      answers.push({ kind: m.kind, text: m.text, time: m.time, at: (await state(tab)).time });
    }
    return answers;
  },

  // hash writes #t= into the address and says where the picture stands then.
  async hash(tab, time) {
    await tab.evaluate((t) => { window.smoothscope.pause(); location.hash = "#t=" + t; }, time);
    await until(tab, (t) => !window.smoothscope.state.seeking && Math.abs(window.smoothscope.state.time - t) < 0.01, time).catch(() => {});
    return (await state(tab)).time;
  },

  // frames goes one frame on and one back, by the keys.
  async frames(tab) {
    const start = (await settled(tab)).shown;
    await tab.keyboard.press(".");
    const next = (await settled(tab, start)).shown;
    await tab.keyboard.press(",");
    const back = (await settled(tab, next)).shown;
    return { start, next, back, frame: (await state(tab)).frame };
  },

  // mode plays the other manifest by the button, from the same moment.
  async mode(tab, mode) {
    await tab.evaluate(() => window.smoothscope.play());
    const clicked = Date.now();
    const before = (await state(tab)).time;
    await tab.locator("#mode button", { hasText: mode === "dash" ? "DASH" : "Smooth" }).click();
    await until(tab, ([m, t]) => window.smoothscope.state.mode === m && window.smoothscope.state.time > t + 0.2 && !window.smoothscope.state.seeking, [mode, before]).catch(() => {});
    const now = await state(tab);
    return { before, after: now.time, wall: (Date.now() - clicked) / 1000, mode: now.mode, address: tab.url() };
  },

  // end seeks just before the end and waits until it is over. dash.js sometimes
  // moves a hair back from there: then it is not "ended" any more, but stands.
  async end(tab) {
    await tab.evaluate(() => { const s = window.smoothscope; s.seek(Math.max(0, s.state.duration - 0.6)); return s.play(); });
    await until(tab, () => { const s = window.smoothscope.state; return s.ended || (s.paused && s.time > s.duration - 0.1); }).catch(() => {});
    return state(tab);
  },

  // problem waits for the sentence that says what is wrong.
  async problem(tab) {
    const box = tab.locator("#problem");
    await box.waitFor({ state: "visible", timeout: patience });
    return box.textContent();
  },

  async block(tab, pattern) {
    await tab.route(new RegExp(pattern), (route) => route.abort());
    await tab.reload();
  },

  // pictures of the page in several sizes and both themes.
  async pictures(tab, list) {
    for (const { path, width, height, theme } of list) {
      await tab.setViewportSize({ width, height });
      await tab.emulateMedia({ colorScheme: theme });
      await tab.waitForTimeout(400); // the curves are drawn four times a second
      await tab.screenshot({ path });
    }
  },
};

// alone lets one page at a time do what must not be disturbed by the others.
let before = Promise.resolve();
function alone(work) {
  const mine = before.then(work);
  before = mine.catch(() => {});
  return mine;
}

// captionsFromStart switches text on where nothing is said.
async function captionsFromStart(tab) {
  await tab.evaluate(() => { window.smoothscope.text(null); window.smoothscope.pause(); window.smoothscope.seek(0); });
  await until(tab, () => !window.smoothscope.state.seeking && window.smoothscope.state.text === "").catch(() => {});
  await tab.evaluate(() => window.smoothscope.text(0));
}

// settled waits until the frame on the screen is another one, and stands.
async function settled(tab, other = null) {
  await tab.evaluate(() => window.smoothscope.pause());
  await until(tab, (o) => !window.smoothscope.state.seeking && (o === null || Math.abs(window.smoothscope.state.shown - o) > 0.001), other).catch(() => {});
  return state(tab);
}

// measure runs in the page: how far the time goes in some seconds, how many
// frames are decoded and dropped.
async function measure(seconds) {
  const scope = window.smoothscope;
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  scope.seek(0);
  await scope.play();
  for (let i = 0; i < 400 && (scope.state.seeking || scope.state.time < 0.2); i++) await wait(25);
  const [a, from] = [scope.state, performance.now()];
  await wait(seconds * 1000);
  const [b, to] = [scope.state, performance.now()];
  return { wall: (to - from) / 1000, media: b.time - a.time, frames: b.decoded - a.decoded, dropped: b.dropped - a.dropped, paused: b.paused };
}

// loaded tells of the audio track with an index whether it is the one that is
// played, how many seconds of sound lie ahead, and the last chunk that was asked
// for, with the stream that it is of: its address without the time.
function loaded(index) {
  const now = window.smoothscope.state;
  const last = decodeURIComponent(now.requests.findLast((r) => r.type === "audio" && r.kind === "media")?.url ?? "");
  return { active: now.tracks.audio[index].active, stalled: now.stalled, ahead: now.ahead.audio, last, stream: last.replace(last.includes("=") ? /=[^=]*$/ : /[/][^/]*$/, "") };
}
