// Captions that the client manifest carries itself: dash.js knows nothing of
// them, so the page writes their words onto the picture.
export class Carried {
  #video;
  #box;
  #line = Object.assign(document.createElement("div"), { className: "carried" });
  #cues = [];
  #origin = 0;
  #frame = 0;

  constructor(video, box) {
    this.#video = video;
    this.#box = box;
    for (const name of ["seeking", "seeked", "timeupdate"]) video.addEventListener(name, () => this.#draw());
  }

  // show takes captions with times on the asset's time line, of which origin
  // plays as 0; null ends it.
  show(list, origin) {
    cancelAnimationFrame(this.#frame);
    this.#cues = list?.cues ?? [];
    this.#origin = origin;
    this.#draw();
    if (!list) return this.#line.remove();
    this.#box.append(this.#line);
    const next = () => {
      if (!this.#video.paused) this.#draw();
      this.#frame = requestAnimationFrame(next);
    };
    this.#frame = requestAnimationFrame(next);
  }

  #draw() {
    const now = this.#video.currentTime + this.#origin;
    const words = this.#cues.filter((c) => c.start <= now && (now < c.end || c.end === 0)).map((c) => c.text).join("\n");
    if (this.#line.textContent !== words) this.#line.textContent = words;
  }
}
