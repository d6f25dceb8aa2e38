// The list of requests, newest first, with filter, pause, clear and copy. It
// draws the newest hundreds only; the ledger keeps more.
import { make, setText } from "./element.js";
import { clock, grouped, rate } from "./format.js";
import { toClipboard } from "./clipboard.js";
import { word } from "./words.js";

const shown = 300;

export class Log {
  #app; #body; #filter; #pause; #note; #totals; #empty;
  #frozen = null; // number of the last request when it was paused
  #dirty = true;

  constructor(root, app) {
    this.#app = app;
    this.#filter = make("input", { class: "field", type: "search", placeholder: word("filter"), "aria-label": word("filter"), input: () => { this.#dirty = true; this.tick(); } });
    this.#pause = make("button", { class: "text", type: "button", click: () => this.pause() }, word("pauseLog"));
    const clear = make("button", { class: "text", type: "button", click: () => { app.ledger.clear(); this.#dirty = true; this.tick(); } }, word("clear"));
    const copy = make("button", { class: "text", type: "button", title: word("copyLog"), click: async () => app.flash(word(await toClipboard(this.text()) ? "copied" : "copyFailed")) }, word("copy"));
    this.#note = make("span", { class: "dim" });
    this.#totals = make("span", { class: "dim totals" });
    this.#body = make("tbody");
    this.#empty = make("p", { class: "dim empty" });
    const head = make("tr", {}, ...[["", ""], ["columnChunk", "num"], ["columnStart", "num"], ["columnLevel", "num"], ["columnStatus", "num"], ["columnBytes", "num"], ["columnTime", "num"]]
      .map(([key, kind]) => make("th", { class: kind }, key ? word(key) : "")));
    root.append(
      make("header", {}, make("span", { class: "h2" }, word("requests")), this.#totals, make("span", { class: "grow" }), this.#note, this.#filter, this.#pause, clear, copy),
      make("div", { class: "scroll", tabindex: 0 }, make("table", {}, make("thead", {}, head), this.#body), this.#empty));
    app.ledger.addEventListener("request", () => { this.#dirty = true; });
    this.tick();
  }

  // pause freezes the list, or lets it go on.
  pause() {
    this.#frozen = this.#frozen === null ? this.#app.ledger.requests.at(-1)?.n ?? 0 : null;
    setText(this.#pause, word(this.#frozen === null ? "pauseLog" : "resumeLog"));
    this.#dirty = true;
    this.tick();
  }

  // matching are the requests that the filter lets through, newest first.
  matching() {
    const wish = this.#filter.value.trim().toLowerCase();
    const all = this.#app.ledger.requests.filter((r) => this.#frozen === null || r.n <= this.#frozen);
    return all.filter((r) => !wish || `${kind(r)} ${r.url} ${r.status}`.toLowerCase().includes(wish)).reverse();
  }

  tick() {
    if (!this.#dirty) return;
    this.#dirty = false;
    const list = this.matching();
    this.#body.replaceChildren(...list.slice(0, shown).map(line));
    const all = this.#app.ledger.requests;
    const later = this.#frozen === null ? 0 : all.filter((r) => r.n > this.#frozen).length;
    setText(this.#note, later > 0 ? word("waiting", { n: later }) : "");
    setText(this.#empty, list.length > 0 ? "" : this.#filter.value ? word("noneMatch", { filter: this.#filter.value }) : word("noRequests"));
    setText(this.#totals, all.length === 0 ? "" : word("totals", { n: grouped(all.length), bytes: grouped(all.reduce((n, r) => n + r.bytes, 0)), failed: all.filter((r) => r.failed).length }));
  }

  // text is the list as tab-separated lines.
  text() {
    const rows = this.matching().map((r) => [r.at.toISOString(), kind(r), r.chunk ?? "", r.bitrate ?? "", r.status, r.bytes, r.ms, r.url]);
    return [["time", "kind", "chunk", "level", "status", "bytes", "ms", "url"], ...rows].map((r) => r.join("\t")).join("\n") + "\n";
  }
}

const kind = (r) => (r.kind === "media" ? word(r.type) : r.kind === "init" ? `${word(r.type)} ${word("init")}` : word(r.kind));

function line(r) {
  const cell = (text, name = "num mono") => make("td", { class: name }, text);
  return make("tr", { class: r.failed ? "bad" : r.status === 0 ? "dim" : "", title: r.url },
    make("td", {}, make("span", { class: "dot " + (r.type || r.kind) }), kind(r)),
    cell(r.chunk === null || r.kind !== "media" ? "" : grouped(r.chunk)), cell(r.time === null || r.kind !== "media" ? "" : clock(r.time)), cell(r.bitrate ? rate(r.bitrate) : ""),
    cell(r.status > 0 ? String(r.status) : r.failed ? "✕" : word("givenUp")), cell(grouped(r.bytes)), cell(String(r.ms)));
}
