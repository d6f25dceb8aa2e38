// Asks the server what the page needs to know of the asset.

// readInfo answers {info} or {problem}.
export async function readInfo() {
  let answer;
  try {
    answer = await fetch("info.json", { cache: "no-store" });
  } catch {
    return { problem: { key: "errServer", again: true } };
  }
  if (answer.status === 404) return { problem: { key: "errGone", again: true } };
  try {
    if (answer.ok) return { info: complete(await answer.json()) };
  } catch { /* no JSON: said below */ }
  return { problem: { key: "errInfo", values: { status: answer.status }, again: true } };
}

function complete(info) {
  return { name: "", dash: "", duration: 0, start: 0, dashStart: info.start ?? 0, ...info, streams: info.streams ?? [], markers: info.markers ?? [], captions: info.captions ?? [], warnings: info.warnings ?? [] };
}

// moments are the markers with their time from what plays as 0, in order.
export function moments(info, origin) {
  return info.markers
    .map((m) => ({ ...m, time: Math.max(0, m.time - origin), duration: m.duration || 0 }))
    .sort((a, b) => a.time - b.time);
}

// playable are the streams of a type that have media of their own.
export const playable = (info, type) => info.streams.filter((s) => s.type === type && s.levels?.length > 0 && !s.embedded);

export const has = (info, type) => playable(info, type).length > 0;
