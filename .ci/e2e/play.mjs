// Plays a Smooth Streaming manifest with dash.js in Chromium and prints, as one
// line of JSON, what a person would have seen: how the time went on, how many
// frames were decoded, and every error.
//
//   node play.mjs NODE_MODULES CHROMIUM PAGE_URL MANIFEST_URL SCREENSHOT.png

import { listen, withBrowser } from "./browser.mjs";

const [modules, chromium, page, manifest, screenshot] = process.argv.slice(2);
const seen = { samples: [], errors: [], requests: [], failed: [], outside: [], ended: false };

await withBrowser(modules, chromium, { viewport: { width: 800, height: 600 } }, async (context) => {
  try {
    const tab = await context.newPage();
    listen(tab, seen);
    tab.on("response", (r) => seen.requests.push(r.status() + " " + r.url()));
    await tab.goto(page + "?manifest=" + encodeURIComponent(manifest));
    await watch(tab);
    await tab.screenshot({ path: screenshot });
  } catch (e) {
    seen.errors.push("driver: " + e.message);
  }
});
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
