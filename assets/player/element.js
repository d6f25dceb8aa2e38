// Making elements: make("button", {class: "icon", title: "…"}, child, "text").
// Attributes that are functions become listeners; null and false are left out.
export function make(tag, attributes = {}, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") e.addEventListener(name, value);
    else e.setAttribute(name, value === true ? "" : value);
  }
  e.append(...children.filter((c) => c !== null && c !== undefined));
  return e;
}

// setText writes only what has changed: it is called four times a second.
export function setText(e, text) {
  if (e.textContent !== text) e.textContent = text;
}
