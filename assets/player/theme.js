// The light and dark switch. A choice that is the system's own is not
// remembered: the page then goes on following the system.
import { icon } from "./icons.js";
import { word } from "./words.js";

const key = "smoothscope.theme";
const light = matchMedia("(prefers-color-scheme: light)");

export function mountTheme(button, changed) {
  const root = document.documentElement;
  const show = (theme) => {
    root.dataset.theme = theme;
    button.replaceChildren(icon(theme === "dark" ? "sun" : "moon"));
    button.title = word(theme === "dark" ? "themeLight" : "themeDark");
    button.setAttribute("aria-label", button.title);
    changed();
  };
  button.addEventListener("click", () => {
    const next = root.dataset.theme === "dark" ? "light" : "dark";
    remember(next === system() ? null : next);
    show(next);
  });
  light.addEventListener("change", () => { if (!remembered()) show(system()); });
  show(root.dataset.theme);
}

const system = () => (light.matches ? "light" : "dark");

function remembered() {
  try { return localStorage.getItem(key); } catch { return null; }
}

function remember(theme) {
  try {
    if (theme) localStorage.setItem(key, theme);
    else localStorage.removeItem(key);
  } catch { /* storage is switched off: the choice lasts as long as the page */ }
}
