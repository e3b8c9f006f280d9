// <chain-explorer>: the gradient on its way back through a chain of layers of one unit, on two ledgers, that of
// the slopes and that of the weights; and the layers where a float format can no longer hold it.
"use strict";

const BAR = '<mo stretchy="false">|</mo>';
const powerOf = (base) => `<math><msup>${base}<mrow><mi>L</mi><mo>−</mo><mi>l</mi></mrow></msup></math>`;
const SYMBOL_OF = {
  gradient: `<math>${BAR}<msub><mi>g</mi><mi>l</mi></msub>${BAR}</math>`,
  slopes: '<math><mo largeop="false">∏</mo><mi>f</mi><mo lspace="0" rspace="0">′</mo></math>',
  weights: powerOf(`<mrow>${BAR}<mi>w</mi>${BAR}</mrow>`),
  bound: powerOf("<mn data-steepest></mn>"),
};
const LOOKS = { gradient: "first", weights: "third", slopes: "second", bound: "bound" };
const STEEPEST = { sigmoid: 0.25, tanh: 1, relu: 1 }; // the largest slope there is
// What a float format can hold of what is not zero.
const BOUNDS = [
  ["float16 ≥", 2 ** -24],
  ["float16 ≤", 65504],
  ["float32 ≥", 2 ** -149],
  ["float32 ≤", (2 - 2 ** -23) * 2 ** 127],
];

// From the last layer to the first: the gradient, and the products of slopes and of weights it consists of.
const backward = ({ f, derivative }, w, depth, steepest) => {
  const slopes = [];
  for (let h = 1; slopes.length < depth; h = f(w * h)) slopes.push(derivative(w * h));
  const layers = [{ gradient: 1, slopes: 1, weights: 1, bound: 1 }];
  for (const slope of slopes.reverse()) {
    const after = layers[0];
    layers.unshift({
      gradient: after.gradient * slope * w,
      slopes: after.slopes * slope,
      weights: after.weights * Math.abs(w),
      bound: after.bound * steepest,
    });
  }
  return layers.map((layer) => ({ ...layer, gradient: Math.abs(layer.gradient) }));
};

const ticks = ([from, to], size) => {
  const count = Math.floor((to - from) / size) + 1;
  return Array.from({ length: count }, (_, i) => from + i * size);
};

const isLost = (value) => value === 0 || value === Infinity;

class ChainExplorer extends Explorer {
  static fields = {
    f: { options: ["sigmoid", "tanh", "relu"] },
    w: { min: -8, max: 8, step: 0.1 },
    L: { min: 1, max: 100, step: 1 },
    l: { min: 0, max: 100, step: 1 },
  };

  template() {
    const line = (name) => this.reading(name, LOOKS[name], SYMBOL_OF[name]);
    return `${this.choice("f")}
      ${this.sliderBeside("w")}
      ${this.sliderBeside("L")}
      ${["gradient", "slopes", "weights", "bound"].map(line).join("")}
      <svg class="plot" data-plot="layers" height="260" role="img"></svg>
      ${this.slider("l")}
      ${this.reading("lost16", "format", "")}
      ${this.reading("lost32", "format", "")}`;
  }

  ready() {
    this.plot = new Plot(this.panel.querySelector("[data-plot]"), (value) => this.drag("l", value));
  }

  // The layer that is looked at lies in the chain.
  settle() {
    this.state.l = Math.min(this.state.l, this.state.L);
    for (const control of this.panel.querySelectorAll('[data-field="l"]')) control.max = this.state.L;
  }

  draw(width) {
    const { f, w, L, l } = this.state;
    const layers = backward(activations[f], w, L, STEEPEST[f]);
    const gradients = layers.map(({ gradient }) => gradient);
    const lost16 = gradients.map(toFloat16).filter(isLost).length;
    const lost32 = gradients.map(Math.fround).filter(isLost).length;
    this.show({ ...layers[l], lost16, lost32 });
    this.panel.querySelector("[data-steepest]").textContent = STEEPEST[f];
    this.drawLayers(width, layers, l);
  }

  drawLayers(width, layers, l) {
    const { plot } = this;
    const depth = layers.length - 1;
    const y = this.decades(layers);
    const xStep = [1, 2, 5, 10, 20].find((size) => depth / size <= 6);
    const yStep = y[1] - y[0] > 80 ? 20 : y[1] - y[0] > 40 ? 10 : 5;
    const xTicks = ticks([0, depth], xStep);
    plot.begin(width, { x: [0, depth], y, xTicks, yTicks: ticks(y, yStep), powers: true });
    plot.line([l, y[0]], [l, y[1]], "guide");
    this.drawBounds(y, depth);
    for (const [name, look] of Object.entries(LOOKS)) {
      const points = layers.map((layer, number) => [number, Math.log10(layer[name])]);
      const held = points.filter(([, power]) => Number.isFinite(power));
      if (held.length > 1) plot.path(held, look);
    }
    plot.mark(l, Math.log10(layers[l].gradient), "first handle", 7);
  }

  // Whole tens of decades that hold every curve, as far as they can be told apart.
  decades(layers) {
    const ends = layers.flatMap(({ gradient, slopes, weights, bound }) => [gradient, slopes, weights, bound]);
    const powers = ends.map(Math.log10).filter(Number.isFinite);
    const low = 10 * Math.floor(Math.min(...powers) / 10);
    const high = 10 * Math.ceil(Math.max(...powers) / 10);
    return [Math.max(-100, Math.min(low, -10)), Math.min(100, Math.max(high, 10))];
  }

  drawBounds(y, depth) {
    for (const [name, bound] of BOUNDS) {
      const power = Math.log10(bound);
      if (power < y[0] || power > y[1]) continue;
      this.plot.line([0, power], [depth, power], "format");
      const [place, anchor] = power > 0 ? [depth, "end"] : [0, "start"]; // away from where all curves meet
      this.plot.text(`${name} ${shown(bound)}`, this.plot.left(place), this.plot.top(power) - 4, anchor);
    }
  }
}

customElements.define("chain-explorer", ChainExplorer);
