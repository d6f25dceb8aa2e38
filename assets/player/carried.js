// Captions that the manifest itself carries: dash.js knows nothing of them, so
// the page writes their words onto the picture.
export class Carried {
  #video;
  #box;
  #cues = [];
  #origin = 0;
  #words = "";

  constructor(video, box) {
    this.#video = video;
    this.#box = box;
    for (const name of ["timeupdate", "seeking", "seeked"]) video.addEventListener(name, () => this.draw());
  }

  // show takes cues with times on the asset's time line, of which origin plays
  // as 0; none ends it.
  show(cues, origin) {
    this.#cues = cues;
    this.#origin = origin;
    this.draw();
  }

  // draw is called on every frame while something moves.
  draw() {
    const now = this.#video.currentTime + this.#origin;
    const words = this.#cues.filter((c) => c.start <= now && now < c.end).map((c) => c.text).join("\n");
    if (words === this.#words) return;
    this.#words = words;
    this.#box.replaceChildren();
    if (words) this.#box.append(Object.assign(document.createElement("p"), { textContent: words }));
  }

  get text() {
    return this.#words;
  }
}

// carried are the text streams of an asset whose captions the manifest carries.
export const carried = (info) => info.streams.filter((s) => s.cues?.length > 0);
