// <softmax-explorer>: logits and their probabilities, and what a float format or a plain exponential makes of them;
// where the page names a cell, the Jacobian, with the case that each of its numbers comes from.
"use strict";

const CLASSES = [1, 2, 3, 4, 5];
const BY_ARROW = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const inMath = (content) => `<math>${content}</math>`;
const indexed = (letter, index) => `<msub><mi>${letter}</mi><mn>${index}</mn></msub>`;
const numberOf = (name) => `<span class="number" data-name="${name}"></span>`;
const POWERS = {
  shifted: inMath("<msup><mi>e</mi><mrow><mi>a</mi><mo>−</mo><mi>max</mi></mrow></msup>"),
  plain: inMath("<msup><mi>e</mi><mi>a</mi></msup>"),
};

// However small a number of the matrix, its sign is seen; a sum that only rounding keeps from 0 has none.
const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "") + Math.abs(value).toFixed(3);
const unsigned = (value) => String(value.toFixed(3)).replace("-0.000", "0.000").replace("-", "−");

class SoftmaxExplorer extends Explorer {
  static fields = {
    K: { min: 2, max: 5, step: 1 },
    ...Object.fromEntries(CLASSES.map((k) => [`a${k}`, { min: -5, max: 5, step: 0.1, anyValue: true }])),
    T: { min: 0.1, max: 10, step: 0.1 },
    c: { min: -800, max: 800, step: 10, anyValue: true },
    format: { options: ["float64", "float16"] },
    exp: { options: ["shifted", "plain"] },
    i: { min: 1, max: 5, step: 1 },
    j: { min: 1, max: 5, step: 1 },
  };

  template() {
    this.started = new URLSearchParams(this.dataset.start);
    this.hasMatrix = this.started.has("i");
    if (this.hasMatrix) this.words.summary = this.words.matrixSummary;
    return `${this.sliderBeside("K", inMath("<mi>K</mi>"))}
      <div class="classes">${CLASSES.map((k) => this.row(k)).join("")}</div>
      ${this.hasMatrix ? this.matrix() : this.precision()}`;
  }

  row(k) {
    return `<p class="class" data-class="${k}">${this.exact(`a${k}`, inMath(indexed("a", k)))}
      ${this.range(`a${k}`)} ${inMath(indexed("p", k))} <span class="share">${numberOf(`p${k}`)}</span></p>`;
  }

  precision() {
    return `${this.sliderBeside("T", inMath("<mi>T</mi>"))} ${this.sliderBeside("c", inMath("<mi>c</mi>"))}
      <div class="choices">${this.choice("format")} ${this.choice("exp", POWERS)}</div>
      ${this.reading("total", "bars", inMath("<mo>Σ</mo>"))}`;
  }

  matrix() {
    const name = (letter, k) => `<span data-class="${k}">${inMath(indexed(letter, k))}</span>`;
    const cell = (i, j) => `<button type="button" data-class="${Math.max(i, j)}" data-cell="${i}${j}"
      data-name="J${i}${j}"></button>`;
    const line = (i) => `${name("p", i)} ${CLASSES.map((j) => cell(i, j)).join("")}
      <span data-class="${i}">${numberOf(`row${i}`)}</span>`;
    return `<div class="cells" role="group" aria-label="${this.words.matrix}"><span></span>
      ${CLASSES.map((j) => name("a", j)).join("")} ${inMath("<mo>Σ</mo>")} ${CLASSES.map(line).join("")}</div>
      <p class="derivation"></p>`;
  }

  ready() {
    const choose = (event, [down, right]) => {
      const [i, j] = event.target.closest("[data-cell]")?.dataset.cell ?? [];
      if (!i) return;
      event.preventDefault();
      this.move("i", String(Number(i) + down));
      this.move("j", String(Number(j) + right));
      this.panel.querySelector("[aria-pressed=true]:not([hidden])").focus();
    };
    this.addEventListener("click", (event) => choose(event, [0, 0]));
    this.addEventListener("keydown", (event) => BY_ARROW[event.key] && choose(event, BY_ARROW[event.key]));
  }

  // What the page does not start with has no state; a cell lies in the matrix.
  settle() {
    const { state } = this;
    for (const name of Object.keys(state)) {
      if (!this.started.has(name)) delete state[name];
      else if ("ij".includes(name)) state[name] = Math.min(state[name], state.K);
    }
    for (const part of this.panel.querySelectorAll("[data-class]")) part.hidden = part.dataset.class > state.K;
    this.panel.style.setProperty("--classes", state.K);
  }

  draw() {
    const { K, T = 1, c = 0, format, exp } = this.state;
    const stored = format === "float16" ? toFloat16 : Number;
    const a = CLASSES.slice(0, K).map((k) => stored((this.state[`a${k}`] + c) / T));
    const terms = exp === "plain" ? a.map(Math.exp).map(stored) : softmaxTerms(a);
    const total = exp === "plain" ? stored(sum(terms)) : sum(terms);
    const p = terms.map((term) => stored(term / total));
    p.forEach((share, n) => this.drawClass(n + 1, share));
    if (this.hasMatrix) this.drawMatrix(p, softmaxJacobian(p));
    else this.show({ total });
  }

  // Two bars: from 0 to the logit, and the share of all probability.
  drawClass(k, share) {
    this.show({ [`p${k}`]: share });
    const { style } = this.panel.querySelector(`.class[data-class="${k}"]`);
    style.setProperty("--share", share || 0);
    style.setProperty("--logit", Math.min(5, Math.max(-5, this.state[`a${k}`])));
  }

  drawMatrix(p, jacobian) {
    const largest = Math.max(...jacobian.flat().map(Math.abs)) || 1;
    jacobian.forEach((row, n) => {
      row.forEach((value, m) => this.drawCell(n + 1, m + 1, value, largest));
      this.show({ [`row${n + 1}`]: sum(row) }, unsigned);
    });
    this.derive(p, jacobian);
  }

  drawCell(i, j, value, largest) {
    this.show({ [`J${i}${j}`]: value }, signed);
    const cell = this.panel.querySelector(`[data-cell="${i}${j}"]`);
    const chosen = i === this.state.i && j === this.state.j;
    cell.className = value > 0 ? "first" : "second";
    cell.style.setProperty("--heat", Math.abs(value) / largest);
    cell.setAttribute("aria-label", `∂p${i}/∂a${j} = ${cell.textContent}`);
    cell.setAttribute("aria-pressed", chosen);
    cell.tabIndex = chosen ? 0 : -1;
  }

  // The chosen cell in symbols, then in numbers.
  derive(p, jacobian) {
    const { i, j } = this.state;
    const same = i === j;
    const [left, right] = [indexed("p", i), indexed("p", j)];
    const rest = `<mo stretchy="false">(</mo><mn>1</mn><mo>−</mo>${left}<mo stretchy="false">)</mo>`;
    const product = same ? `${left}${rest}` : `<mo form="prefix">−</mo>${left}${right}`;
    this.panel.querySelector(".derivation").innerHTML = `
      ${inMath(`<mi>i</mi><mo>${same ? "=" : "≠"}</mo><mi>j</mi>`)}
      ${inMath(`<mo>∂</mo>${left}<mo>/</mo><mo>∂</mo>${indexed("a", j)}<mo>=</mo>${product}`)}
      <span>= ${same ? "" : "−"}${numberOf("left")} × ${numberOf("right")}</span>
      <span>= ${numberOf("cell")}</span>`;
    const [pi, pj] = [p[i - 1], p[j - 1]];
    this.show({ left: pi, right: same ? 1 - pi : pj, cell: jacobian[i - 1][j - 1] });
  }

  summary() {
    const shares = this.panel.querySelectorAll(".class:not([hidden]) .number");
    return super.summary({ shares: Array.from(shares, (share) => share.textContent).join(", ") });
  }
}

customElements.define("softmax-explorer", SoftmaxExplorer);
