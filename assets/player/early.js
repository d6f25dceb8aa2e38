// Runs before the page is drawn, so that no wrong colours flash: the theme that
// was chosen here before, else the one of the system.
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("smoothscope.theme"); } catch { /* storage is switched off */ }
  const system = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
  document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : system;
})();
