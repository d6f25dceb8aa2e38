// What stands behind # in the page's address: t=12.5 (seconds from the asset's
// start; 1:02.5 and 12.5s are taken too) and mode=dash. What is absent is null.
export function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const mode = given.get("mode");
  return { time: readTime(given.get("t")), mode: mode === "dash" || mode === "smooth" ? mode : null };
}

export function readTime(text) {
  const parts = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)s?$/.exec((text ?? "").trim());
  if (!parts) return null;
  const [, h = 0, m = 0, s] = parts;
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}

// writeAddress is the link to a moment of this page.
export function writeAddress(time, mode) {
  const at = new URL(location.href);
  at.hash = hash(time, mode);
  return at.href;
}

// keepMode notes the mode in the address bar, so that a reload has it.
export function keepMode(mode) {
  history.replaceState(null, "", hash(readAddress().time, mode) || location.pathname + location.search);
}

function hash(time, mode) {
  const parts = [];
  if (time !== null && time !== undefined) parts.push("t=" + trimmed(time));
  if (mode === "dash") parts.push("mode=dash");
  return parts.length ? "#" + parts.join("&") : "";
}

const trimmed = (time) => String(Math.round(time * 1000) / 1000);
