// The switch between Smooth and DASH.
import { make } from "./element.js";
import { word } from "./words.js";

export function mountModes(root, app) {
  const { engine, info } = app;
  const button = (mode, text, title, absent) =>
    make("button", { type: "button", role: "radio", title, disabled: absent, click: () => app.actions.mode(mode) }, text);
  const buttons = {
    smooth: button("smooth", "Smooth", word("modeSmooth"), false),
    dash: button("dash", "DASH", word(info.dash ? "modeDash" : "modeNone"), !info.dash),
  };
  root.setAttribute("aria-label", word("mode"));
  root.append(...Object.values(buttons));
  engine.addEventListener("open", () => {
    for (const [mode, b] of Object.entries(buttons)) b.setAttribute("aria-checked", String(mode === engine.mode));
  });
}
