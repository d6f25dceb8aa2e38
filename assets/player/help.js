// The overlay that lists the keys.
import { make } from "./element.js";
import { word } from "./words.js";

export function mountHelp(dialog, list) {
  const rows = list.map((entry) => make("div", { class: "fact" },
    make("span", { class: "keys" }, ...entry.shown.map((k) => make("kbd", {}, k))), make("span", {}, word(entry.help))));
  const close = make("button", { class: "text", type: "button", click: () => dialog.close() }, word("close"));
  dialog.append(make("header", {}, make("span", { class: "h2" }, word("help")), make("span", { class: "grow" }), close), ...rows);
  dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
  dialog.addEventListener("keydown", (e) => { if (e.key === "?") dialog.close(); });
}
