// Plays a Smooth Streaming manifest with dash.js in Chromium and prints, as one
// line of JSON, what a person would have seen: how the time went on, how many
// frames were decoded, and every error.
//
//   node play.mjs NODE_MODULES CHROMIUM PAGE_URL MANIFEST_URL SCREENSHOT.png

import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const [modules, chromium, page, manifest, screenshot] = process.argv.slice(2);
const { chromium: browserType } = createRequire(join(resolve(modules), "x.js"))("playwright-core");

const profile = mkdtempSync(join(tmpdir(), "smoothscope-e2e-"));
const seen = { samples: [], errors: [], requests: [], failed: [], ended: false };

// The flags let Chromium run as root without a screen, and keep it from
// talking to anybody: every host but the loopback has no address.
const context = await browserType.launchPersistentContext(profile, {
  executablePath: chromium,
  headless: true,
  viewport: { width: 800, height: 600 },
  args: [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--autoplay-policy=no-user-gesture-required",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
  ],
});
try {
  const tab = await context.newPage();
  tab.on("console", (m) => { if (m.type() === "error") seen.errors.push("console: " + m.text()); });
  tab.on("pageerror", (e) => seen.errors.push("page: " + e.message));
  tab.on("response", (r) => seen.requests.push(r.status() + " " + r.url()));
  tab.on("requestfailed", (r) => seen.failed.push(r.url() + ": " + r.failure()?.errorText));
  await tab.goto(page + "?manifest=" + encodeURIComponent(manifest));
  await watch(tab);
  await tab.screenshot({ path: screenshot });
} catch (e) {
  seen.errors.push("driver: " + e.message);
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
console.log(JSON.stringify(seen));

// watch takes what the video says twice a second, until it has played three
// seconds or the time is up.
async function watch(tab) {
  for (let i = 0; i < 80; i++) {
    await tab.waitForTimeout(500);
    const now = await tab.evaluate(() => window.state());
    seen.samples.push({ time: now.time, frames: now.frames, dropped: now.dropped, width: now.width });
    seen.errors.push(...now.errors);
    seen.ended = now.ended;
    seen.duration = now.duration;
    if (now.time >= 3 || now.errors.length > 0) return;
  }
}
