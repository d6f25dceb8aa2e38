// Takes out of a Smooth manifest what dash.js cannot read and stops at: streams
// that carry their data in the manifest (chapters, ad markers, scripts), sparse
// ones, and text that is no TTML. The page shows those that are markers itself.
const captions = new Set(["TTML", "DFXP"]);

// withoutSparse answers the text as it is where there is nothing to take out.
export function withoutSparse(text) {
  if (typeof text !== "string" || !text.includes("SmoothStreamingMedia")) return text;
  const document = new DOMParser().parseFromString(text, "text/xml");
  if (document.querySelector("parsererror")) return text; // dash.js says what is wrong
  const sparse = [...document.querySelectorAll("StreamIndex")].filter(isSparse);
  if (sparse.length === 0) return text;
  for (const stream of sparse) stream.remove();
  return new XMLSerializer().serializeToString(document);
}

function isSparse(stream) {
  const is = (name, value) => stream.getAttribute(name)?.toLowerCase() === value;
  if (is("ManifestOutput", "true") || stream.querySelector("c") === null) return true;
  const codes = [...stream.querySelectorAll("QualityLevel")].map((l) => (l.getAttribute("FourCC") ?? stream.getAttribute("FourCC") ?? "").toUpperCase());
  return is("Type", "text") && !codes.some((c) => captions.has(c));
}
