// Starts Chromium for the drivers here. The flags let it run as root without a
// screen, and keep it from talking to anybody: every host but the loopback has
// no address.

import { createRequire } from "node:module";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

// withBrowser hands a browser context to work, and ends it in any case.
export async function withBrowser(modules, program, options, work) {
  const { chromium } = createRequire(join(resolve(modules), "x.js"))("playwright-core");
  const profile = mkdtempSync(join(tmpdir(), "smoothscope-e2e-"));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    headless: true,
    ...options,
    args: [
      "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    ],
  });
  try {
    return await work(context);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

// listen notes what goes wrong in a tab, and every request that leaves the
// loopback, whether it got there or not.
export function listen(tab, seen) {
  tab.on("console", (m) => { if (m.type() === "error") seen.errors.push("console: " + m.text()); });
  tab.on("pageerror", (e) => seen.errors.push("page: " + e.message));
  tab.on("requestfailed", (r) => {
    const why = r.failure()?.errorText;
    // A player gives up what it no longer needs, on a change of the language.
    if (why !== "net::ERR_ABORTED") seen.failed.push(r.url() + ": " + why);
  });
  tab.on("request", (r) => {
    const at = new URL(r.url());
    if (at.protocol.startsWith("http") && at.hostname !== "127.0.0.1") seen.outside.push(r.url());
  });
}
