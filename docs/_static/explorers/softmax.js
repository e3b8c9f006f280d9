// <softmax-explorer>: logits and their probabilities, with the limits of floats or the Jacobian.
"use strict";

const CLASSES = [1, 2, 3, 4, 5];
const POWERS = {
  "exp(a-max)": inMath("<msup><mi>e</mi><mrow><mi>a</mi><mo>−</mo><mi>max</mi></mrow></msup>"),
  "exp(a)": inMath("<msup><mi>e</mi><mi>a</mi></msup>"),
};
const size = (value) => Math.abs(value).toFixed(3);
const signed = (value) => (value > 0 ? "+" : value < 0 ? "−" : "") + size(value);

class SoftmaxExplorer extends Explorer {
  static fields = {
    K: { min: 2, max: 5, step: 1 },
    ...Object.fromEntries(CLASSES.map((k) => [`a${k}`, { min: -5, max: 5, step: 0.1, anyValue: true }])),
    T: { min: 0.1, max: 10, step: 0.1 },
    c: { min: -800, max: 800, step: 10, anyValue: true },
    format: { options: ["float64", "float16"] },
    exp: { options: Object.keys(POWERS) },
    cell: { options: CLASSES.flatMap((i) => CLASSES.map((j) => `${i}${j}`)) },
  };

  template() {
    this.hasMatrix = this.dataset.start.includes("cell=");
    return `${this.sliderBeside("K")}
      <div class="classes">${CLASSES.map((k) => this.row(k)).join("")}</div><span data-name="shares" hidden></span>
      ${this.hasMatrix ? this.matrix() : this.precision()}`;
  }

  row(k) {
    return `<div class="class" data-class="${k}">${this.slider(`a${k}`, inMath(indexed("a", k)))}
      <span class="chance">${inMath(indexed("p", k))} <span class="share">${numberOf(`p${k}`)}</span></span></div>`;
  }

  precision() {
    return `${this.sliderBeside("T")} ${this.sliderBeside("c")}
      <div class="choices">${this.choice("format")} ${this.choice("exp", POWERS)}</div>
      ${this.reading("total", "bars", inMath("<mo>Σ</mo>"))}`;
  }

  matrix() {
    const name = (letter, k) => `<span data-class="${k}">${inMath(indexed(letter, k))}</span>`;
    const cell = (i, j) => `<label data-class="${Math.max(i, j)}"><input type="radio" name="${this.id}-cell"
      value="${i}${j}" data-field="cell" aria-label="∂p${i}/∂a${j}"><span data-name="J${i}${j}"></span></label>`;
    const line = (i) => `${name("p", i)} ${CLASSES.map((j) => cell(i, j)).join("")}
      <span data-class="${i}">${numberOf(`row${i}`)}</span>`;
    return `<div class="cells" role="radiogroup" aria-label="${this.words.matrix}"><span></span>
      ${CLASSES.map((j) => name("a", j)).join("")} ${inMath("<mo>Σ</mo>")} ${CLASSES.map(line).join("")}</div>
      <p class="derivation"></p>`;
  }

  // Left and right are the browser's own.
  ready() {
    this.panel.querySelector(".cells")?.addEventListener("keydown", (event) => {
      const down = { ArrowUp: -10, ArrowDown: 10 }[event.key];
      if (!down) return;
      event.preventDefault();
      this.move("cell", String(Number(event.target.value) + down));
      this.panel.querySelector(".cells :checked").focus();
    });
  }

  settle() {
    const { K, cell } = this.state;
    if (cell) this.state.cell = Array.from(cell, (index) => Math.min(index, K)).join("");
    for (const part of this.panel.querySelectorAll("[data-class]")) part.hidden = part.dataset.class > K;
    this.panel.style.setProperty("--classes", K);
  }

  draw() {
    const { K, T, c, format, exp } = this.hasMatrix ? { K: this.state.K, T: 1, c: 0 } : this.state;
    const stored = format === "float16" ? toFloat16 : Number;
    const a = CLASSES.slice(0, K).map((k) => stored((this.state[`a${k}`] + c) / T));
    const terms = exp === "exp(a)" ? a.map((value) => stored(Math.exp(value))) : softmaxTerms(a);
    const total = exp === "exp(a)" ? stored(sum(terms)) : sum(terms);
    const p = terms.map((term) => stored(term / total));
    this.drawClasses(p);
    if (this.hasMatrix) this.drawMatrix(p, softmaxJacobian(p));
    else this.show({ total });
  }

  drawClasses(p) {
    this.panel.querySelectorAll(".class:not([hidden])").forEach(({ style }, n) => {
      this.show({ [`p${n + 1}`]: p[n] });
      style.setProperty("--share", p[n] || 0);
      style.setProperty("--logit", this.state[`a${n + 1}`]);
    });
    this.panel.querySelector("[data-name=shares]").textContent = p.map(shown).join(", ");
  }

  // No number is larger than a quarter.
  drawMatrix(p, jacobian) {
    jacobian.forEach((row, n) => {
      row.forEach((value, m) => {
        const name = `J${n + 1}${m + 1}`;
        const cell = this.panel.querySelector(`[data-name=${name}]`);
        cell.className = value > 0 ? "first" : "second";
        cell.style.setProperty("--heat", 4 * Math.abs(value));
        this.show({ [name]: value }, signed);
      });
      this.show({ [`row${n + 1}`]: sum(row) }, size);
    });
    this.derive(p, jacobian);
  }

  // The chosen cell in symbols, then in numbers.
  derive(p, jacobian) {
    const [i, j] = this.state.cell;
    const same = i === j;
    const [pi, pj] = [indexed("p", i), indexed("p", j)];
    const product = same ? `${pi}<mo>(</mo><mn>1</mn><mo>−</mo>${pi}<mo>)</mo>` : `<mo form="prefix">−</mo>${pi}${pj}`;
    this.panel.querySelector(".derivation").innerHTML = `
      ${inMath(`<mi>i</mi><mo>${same ? "=" : "≠"}</mo><mi>j</mi>`)}
      ${inMath(`<mo>∂</mo>${pi}<mo>/</mo><mo>∂</mo>${indexed("a", j)}<mo>=</mo>${product}`)}
      <span>= ${same ? "" : "−"}${numberOf("left")} × ${numberOf("right")}</span>
      <span>= ${numberOf("value")}</span>`;
    const right = same ? 1 - p[i - 1] : p[j - 1];
    this.show({ left: p[i - 1], right, value: jacobian[i - 1][j - 1] });
  }
}

customElements.define("softmax-explorer", SoftmaxExplorer);
