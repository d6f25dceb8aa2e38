// The one sentence that says what is wrong and what to do. A problem is
// {key, values, again}: the key of its sentence in words.js, the values in it,
// and whether trying again may help.
import { make } from "./element.js";
import { word } from "./words.js";

export class Problem {
  #box;
  #retry;
  current = null;
  history = [];

  constructor(box, retry) {
    this.#box = box;
    this.#retry = retry;
  }

  show(problem) {
    const text = word(problem.key, problem.values);
    this.current = problem;
    this.history.push(text);
    const again = make("button", { class: "button primary", type: "button", click: () => this.#retry() }, word("tryAgain"));
    this.#box.replaceChildren(make("p", {}, make("span", { class: "mark", "aria-hidden": "true" }, "!"), text), problem.again ? again : null ?? "");
    this.#box.hidden = false;
  }

  clear() {
    this.current = null;
    this.#box.hidden = true;
    this.#box.replaceChildren();
  }
}
