// <activation-explorer>: an activation function and its slope at a point, and what is left of a gradient after
// passing many such slopes.
"use strict";

// The function or, with a prime, its derivative; with an exponent, a power of it.
const symbolOf = (f, prime = "", power = "") => {
  const name = f === "sigmoid" ? "<mi>σ</mi>" : `<mi mathvariant="normal">${f}</mi>`;
  const close = '<mo stretchy="false">)</mo>';
  return `${name}${prime && '<mo lspace="0" rspace="0">′</mo>'}<mo stretchy="false">(</mo><mi>x</mi>
    ${power ? `<msup>${close}<mi>${power}</mi></msup>` : close}`;
};

const HEIGHTS = { step: [0, 1], sigmoid: [0, 1], tanh: [-1, 1], relu: [0, 6] };
const X_TICKS = [-6, -4, -2, 0, 2, 4, 6];

class ActivationExplorer extends Explorer {
  static fields = {
    f: { options: ["step", "sigmoid", "tanh", "relu"] },
    x: { min: -6, max: 6, step: 0.05, anyValue: true },
    k: { min: 0, max: 32, step: 1 },
  };

  template() {
    return `${this.choice("f")}
      ${this.reading("value", "first", '<math data-symbol="f"></math>')}
      <svg class="plot" data-plot="value" height="168" role="img"></svg>
      ${this.reading("slope", "second", '<math data-symbol="slope"></math>')}
      <svg class="plot" data-plot="slope" height="140" aria-hidden="true"></svg>
      ${this.slider("x")}
      ${this.reading("product", "bars", '<math data-symbol="product"></math>')}
      <svg class="plot" data-plot="product" height="92" aria-hidden="true"></svg>
      ${this.slider("k")}`;
  }

  ready() {
    const plot = (name, field) => {
      const svg = this.panel.querySelector(`[data-plot="${name}"]`);
      return new Plot(svg, (value) => this.drag(field, value));
    };
    this.plots = { value: plot("value", "x"), slope: plot("slope", "x"), product: plot("product", "k") };
  }

  draw(width) {
    const { f: name, x, k } = this.state;
    const { f, derivative } = activations[name];
    const [value, slope] = [f(x), derivative(x)];
    this.show({ value, slope, product: slope ** k });
    this.nameSymbols(name);
    this.drawValue(width, f, x, value, slope);
    this.drawSlope(width, derivative, x, slope);
    this.drawProduct(width, slope, k);
  }

  nameSymbols(name) {
    if (this.named === name) return;
    this.named = name;
    const symbols = { f: symbolOf(name), slope: symbolOf(name, "′"), product: symbolOf(name, "′", "k") };
    for (const place of this.panel.querySelectorAll("[data-symbol]")) {
      place.innerHTML = symbols[place.dataset.symbol];
    }
  }

  drawValue(width, f, x, value, slope) {
    const plot = this.plots.value;
    const [low, high] = HEIGHTS[this.state.f];
    const room = (high - low) / 6;
    const yTicks = [low, (low + high) / 2, high];
    plot.begin(width, { x: [-6, 6], y: [low - room, high + room], xTicks: X_TICKS, yTicks, below: 0 });
    plot.line([x, low - room], [x, high + room], "guide");
    plot.curve(f, "first");
    plot.tangent(x, value, slope, "tangent");
    plot.mark(x, value, "first handle", 7);
  }

  drawSlope(width, derivative, x, slope) {
    const plot = this.plots.slope;
    plot.begin(width, { x: [-6, 6], y: [-0.08, 1.08], xTicks: X_TICKS, yTicks: [0, 0.25, 0.5, 1] });
    plot.line([x, slope], [x, 1.08], "guide");
    plot.line([x, 0], [x, slope], "stem");
    plot.curve(derivative, "second");
    plot.mark(x, slope, "second handle", 7);
  }

  drawProduct(width, slope, k) {
    const plot = this.plots.product;
    const xTicks = [0, 8, 16, 24, 32];
    plot.begin(width, { x: [0, 32], y: [0, 1.1], xTicks, yTicks: [0, 1] });
    const room = Math.min(12, plot.across / 32 - 2);
    for (let depth = 0; depth <= k; depth++) plot.bar(depth, slope ** depth, room, "bars");
    plot.mark(k, slope ** k, "bars handle", 7);
  }
}

customElements.define("activation-explorer", ActivationExplorer);
