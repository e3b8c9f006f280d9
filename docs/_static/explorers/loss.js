// <loss-explorer>: a model of one weight among points, its loss as a curve, and steps of gradient descent.
"use strict";

// Of its points a page moves one coordinate and holds the other still.
const SCENES = {
  mse: { moved: "y", still: [1, 2, 3], top: 20, x: [0, 3.5], y: [-5, 5], xTicks: [0, 1, 2, 3], yTicks: [-4, 0, 4] },
  bce: { moved: "x", still: [0, 0, 1, 1], top: 2.4, x: [-5, 5], y: [-0.1, 1.1], xTicks: [-4, 0, 4], yTicks: [0, 0.5, 1] },
};

class LossExplorer extends Explorer {
  static fields = {
    ...Object.fromEntries([1, 2, 3, 4].map((k) => [`d${k}`, { anyValue: true }])),
    w: { min: -2, max: 4, step: 0.05, anyValue: true },
    r: { min: 0, max: 1, step: 0.01, anyValue: true },
  };

  trail = [];

  template() {
    const loss = new URLSearchParams(this.dataset.start).get("loss");
    this.scene = { ...SCENES[loss], ...losses[loss] };
    const { moved, still } = this.scene;
    const field = (_, n) => `<label>${inMath(indexed(moved, n + 1))}
      <input type="number" step="any" data-field="d${n + 1}" aria-label="${moved}${n + 1}"></label>`;
    return `<p class="reading">${this.key("first", "model")} ${this.key("second", "error")}</p>
      <svg class="plot" data-plot="points" height="170" role="img"></svg>
      <div class="points">${still.map(field).join("")}</div>
      ${this.reading("value", "first", inMath("<mi>L</mi>"))}
      ${this.reading("slope", "second", inMath("<mo>∂</mo><mi>L</mi><mo>/</mo><mo>∂</mo><mi>w</mi>"))}
      ${this.reading("next", "third", "")}
      <svg class="plot" data-plot="loss" height="190" aria-hidden="true"></svg>
      ${this.slider("w")} ${this.slider("r", inMath("<mi>η</mi>"))}
      <button type="button" class="step">${this.words.step}</button>`;
  }

  ready() {
    const [points, loss, button] = this.panel.querySelectorAll("[data-plot], .step");
    points.addEventListener("pointerdown", ({ target }) => {
      this.held = [...points.querySelectorAll(".grip")].indexOf(target) + 1;
    });
    this.points = new Plot(points, (x, y) => {
      if (this.held) this.move(`d${this.held}`, { x, y }[this.scene.moved].toFixed(1));
    });
    this.curve = new Plot(loss, (w) => this.drag("w", w));
    button.addEventListener("click", () => this.move("w", String(this.then)));
  }

  // Steps leave a trail, a hand ends it.
  move(name, text, ...rest) {
    this.trail = name === "w" && text === String(this.then) ? [...this.trail, this.state.w] : [];
    super.move(name, text, ...rest);
  }

  places() {
    const { moved, still } = this.scene;
    const value = (n) => this.state[`d${n + 1}`];
    return still.map((other, n) => (moved === "x" ? [value(n), other] : [other, value(n)]));
  }

  at(w) {
    const { cost, slope } = this.scene;
    const mean = (f) => sum(this.places().map(f)) / this.scene.still.length;
    return { value: mean(([x, y]) => cost(w * x, y)), slope: mean(([x, y]) => slope(w * x, y) * x) };
  }

  draw(width) {
    const { w, r } = this.state;
    const { value, slope } = this.at(w);
    this.then = w - r * slope;
    const next = this.at(this.then).value;
    this.show({ value, slope, next });
    this.drawPoints(width, w);
    this.drawLoss(width, w, value, slope, next);
  }

  drawPoints(width, w) {
    const { points: plot, scene } = this;
    plot.begin(width, scene);
    plot.curve((x) => scene.f(w * x), "first");
    for (const [x, y] of this.places()) {
      plot.line([x, y], [x, scene.f(w * x)], "second");
      plot.mark(x, y, "bound handle", 7);
      plot.mark(x, y, "grip", 20);
    }
  }

  drawLoss(width, w, value, slope, next) {
    const { curve: plot, then } = this;
    const { top } = this.scene;
    const level = Math.min(top, value);
    plot.begin(width, { x: [-2, 4], y: [-top / 20, top], xTicks: [-2, 0, 2, 4], yTicks: [0, top / 2, top] });
    plot.curve((at) => this.at(at).value, "first");
    plot.tangent(w, value, slope, "second");
    for (const past of this.trail) plot.mark(past, this.at(past).value, "first open", 4);
    plot.line([w, level], [then, level], "third");
    plot.line([then, level], [then, next], "guide");
    plot.mark(then, next, "third open", 6);
    const way = Math.sign(then - w) || 0;
    plot.head(plot.left(then) - 11 * way, plot.top(level), way, "third handle");
    plot.mark(w, level, "first handle", 7);
  }
}

customElements.define("loss-explorer", LossExplorer);
