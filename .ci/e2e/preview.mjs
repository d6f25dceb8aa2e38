// Opens player pages in Chromium, does on each what a person would do, and
// prints, as one line of JSON, what was seen. It judges nothing: the Go test
// that started it does.
//
//   node preview.mjs NODE_MODULES CHROMIUM < [{"name", "url", "steps": [...], "picture"}]
//
// A step is [name, argument…] of the functions in steps below; its answer
// stands under its name (a blank behind a name makes it another). Pages are worked on two at a time.

import { readFileSync } from "node:fs";
import { listen, withBrowser } from "./browser.mjs";
import { steps } from "./steps.mjs";

const [modules, chromium] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(0, "utf8"));
const results = {};

await withBrowser(modules, chromium, { viewport: { width: 800, height: 600 }, locale: "en-GB" }, async (context) => {
  await context.addInitScript(recordBuffers);
  const queue = [...pages];
  const worker = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) results[next.name] = await visit(context, next);
  };
  await Promise.all([worker(), worker()]);
});
console.log(JSON.stringify(results));

async function visit(context, page) {
  const seen = { errors: [], failed: [], outside: [], steps: {}, trouble: "" };
  const tab = await context.newPage();
  listen(tab, seen);
  let doing = "goto";
  try {
    await tab.goto(page.url);
    for (const [name, ...rest] of page.steps) {
      doing = name;
      seen.steps[name] = await steps[name.trim()](tab, ...rest);
    }
  } catch (e) {
    seen.trouble = `${doing}: ${e.message.split("\n")[0]}`;
  }
  seen.state = await tab.evaluate(() => window.smoothscope?.state ?? null).catch(() => null);
  seen.problem = await tab.locator("#problem:visible").textContent({ timeout: 500 }).catch(() => "");
  if (page.picture) await tab.screenshot({ path: page.picture }).catch(() => {});
  await tab.close();
  return seen;
}

// recordBuffers runs in the page before its scripts: it keeps the browser's own
// buffers, one for video and one for audio, so that they can be asked when the
// first sound and the first picture are due.
function recordBuffers() {
  window.buffers = {};
  const add = MediaSource.prototype.addSourceBuffer;
  MediaSource.prototype.addSourceBuffer = function (type) {
    const buffer = add.call(this, type);
    window.buffers[type.split("/")[0]] = buffer;
    return buffer;
  };
}
