// Times and numbers as they are shown. Times are seconds from the asset's start.
const thin = "\u202f";

// clock is 0:04.840, or 1:02:03 without the thousandths.
export function clock(seconds, thousandths = true) {
  if (!Number.isFinite(seconds)) return "–";
  const ms = Math.max(0, Math.round(seconds * 1000));
  const h = Math.floor(ms / 3600000);
  const m = Math.floor(ms / 60000) % 60;
  const s = Math.floor(ms / 1000) % 60;
  const head = h > 0 ? `${h}:${two(m)}` : `${m}`;
  const tail = thousandths ? "." + String(ms % 1000).padStart(3, "0") : "";
  return `${head}:${two(s)}${tail}`;
}

const two = (n) => String(n).padStart(2, "0");

// grouped puts thin spaces between thousands.
export function grouped(n) {
  return String(Math.round(n)).replace(/\B(?=(\d{3})+$)/g, thin);
}

// rate says bits per second with the unit that leaves one to four digits.
export function rate(bits) {
  if (!Number.isFinite(bits) || bits < 0) return "–";
  if (bits < 1e3) return `${Math.round(bits)} b/s`;
  if (bits < 1e6) return `${Math.round(bits / 1e3)} kb/s`;
  if (bits < 1e9) return `${short(bits / 1e6)} Mb/s`;
  return `${short(bits / 1e9)} Gb/s`;
}

// short is three digits at most: 1.25, 12.5, 125.
export function short(x) {
  return Number.isInteger(x) ? String(x) : x.toFixed(x < 10 ? 2 : x < 100 ? 1 : 0);
}
