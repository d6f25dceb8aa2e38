// Brings dash.js, which lies beside the page when the workshop has fetched it.
// Smooth Streaming needs both scripts, in this order.
const scripts = ["dashjs/dash.mediaplayer.min.js", "dashjs/dash.mss.min.js"];

// loadLibrary answers dash.js, or null where it is not there.
export async function loadLibrary() {
  try {
    for (const s of scripts) await load(new URL(s, import.meta.url).href);
  } catch {
    return null;
  }
  return window.dashjs ?? null;
}

function load(address) {
  return new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
    document.head.append(script);
  });
}
