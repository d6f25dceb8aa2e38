// The pictures on buttons: one path each, drawn on 16 by 16.
const paths = {
  play: "M4 2.5v11l9.5-5.5z",
  pause: "M3.5 2.5h3.2v11H3.5zM9.3 2.5h3.2v11H9.3z",
  replay: "M8 3V.6L4.2 3.8 8 7V4.7a3.9 3.9 0 1 1-3.9 3.9H2.4A5.6 5.6 0 1 0 8 3z",
  back: "M10.5 3v10L4.8 8zM3 3h1.6v10H3z",
  forward: "M5.5 3v10l5.7-5zM11.4 3H13v10h-1.6z",
  sound: "M2 5.8v4.4h2.6L8.3 13.6V2.4L4.6 5.8zM10 4.9a4 4 0 0 1 0 6.2V9.4a2.3 2.3 0 0 0 0-2.8zM10 2a6.6 6.6 0 0 1 0 12v-1.7a5 5 0 0 0 0-8.6z",
  mute: "M2 5.8v4.4h2.6L8.3 13.6V2.4L4.6 5.8zM10 6.1l1-1 1.6 1.7 1.6-1.7 1 1L13.6 8l1.6 1.9-1 1-1.6-1.7-1.6 1.7-1-1L11.6 8z",
  full: "M2 2h5v1.6H3.6V7H2zM9 2h5v5h-1.6V3.6H9zM2 9h1.6v3.4H7V14H2zM12.4 9H14v5H9v-1.6h3.4z",
  small: "M5.4 2H7v5H2V5.4h3.4zM9 2h1.6v3.4H14V7H9zM2 9h5v5H5.4v-3.4H2zM9 9h5v1.6h-3.4V14H9z",
  inset: "M1.5 3h13v10h-13zM3 4.5v7h10v-7zM8 7.5h4v3H8z",
  link: "M6.9 9.1a2.9 2.9 0 0 1 0-4.1l2.2-2.2a2.9 2.9 0 1 1 4.1 4.1L12 8.1 10.9 7l1.2-1.2a1.3 1.3 0 0 0-1.9-1.9L8 6.1A1.3 1.3 0 0 0 8 8zM9.1 6.9a2.9 2.9 0 0 1 0 4.1l-2.2 2.2a2.9 2.9 0 1 1-4.1-4.1L4 7.9 5.1 9 3.9 10.2a1.3 1.3 0 0 0 1.9 1.9L8 9.9A1.3 1.3 0 0 0 8 8z",
  sun: "M8 4.8a3.2 3.2 0 1 1 0 6.4 3.2 3.2 0 0 1 0-6.4zM7.3 1h1.4v2.2H7.3zM7.3 12.8h1.4V15H7.3zM1 7.3h2.2v1.4H1zM12.8 7.3H15v1.4h-2.2zM2.5 3.5l1-1 1.6 1.6-1 1zM10.9 11.9l1-1 1.6 1.6-1 1zM10.9 4.1l1.6-1.6 1 1-1.6 1.6zM2.5 12.5l1.6-1.6 1 1-1.6 1.6z",
  moon: "M6.3 1.8a6.3 6.3 0 1 0 7.9 7.9A5.3 5.3 0 0 1 6.3 1.8z",
  note: "M6 2.5 13 1v9.7a2.2 2.2 0 1 1-1.5-2V4.6l-4 .9v6.7a2.2 2.2 0 1 1-1.5-2z",
};

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(svg.namespaceURI, "path");
  path.setAttribute("d", paths[name]);
  svg.append(path);
  return svg;
}
