// What every explorer shares: its state, the controls that change it, the link that names it, and what is
// said of it. An explorer is an element around a still figure, which stays for paper and without JavaScript.
//
// A subclass states its `fields`, writes its `template()` and shows the state in `draw(width)`; `ready()` follows
// the template, and `settle()` a change of the state.
"use strict";

// Four digits, small ones as Python prints them; what is whole, 0 above all, has no decimals.
const shown = (value) => {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  if (Number.isInteger(value) && Math.abs(value) < 1e6) return String(value || 0).replace("-", "−");
  const text = Math.abs(value) < 1e-4 ? value.toExponential(3) : value.toPrecision(4);
  return text.replace(/e([+-])(\d)$/, "e$10$2").replaceAll("-", "−");
};

const filled = (template, values) => template.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const inMath = (content) => `<math>${content}</math>`;
const numberOf = (name) => `<span class="number" data-name="${name}"></span>`;
const indexed = (letter, index) => `<msub><mi>${letter}</mi><mn>${index}</mn></msub>`;

class Explorer extends HTMLElement {
  get fields() {
    return this.constructor.fields;
  }

  connectedCallback() {
    const knowsThemes = CSS.supports("color", "light-dark(red, blue)");
    if (this.panel || !knowsThemes) return;
    this.words = JSON.parse(this.dataset.words);
    this.state = {};
    this.buildPanel();
    this.ready?.();
    this.change(new URLSearchParams(this.dataset.start));
    this.addEventListener("input", ({ target }) => this.take(target));
    this.addEventListener("change", () => this.showControls());
    addEventListener("hashchange", () => this.follow(location.hash));
    new ResizeObserver(() => this.redraw((this.width = this.panel.clientWidth))).observe(this.panel);
    this.follow(location.hash);
  }

  buildPanel() {
    const still = this.querySelector("img") ?? this.firstElementChild;
    this.panel = document.createElement("div");
    this.panel.className = "explorer-panel";
    this.panel.setAttribute("role", "group");
    this.panel.setAttribute("aria-label", this.words.title);
    this.panel.innerHTML = `${this.template()}<p class="visually-hidden" role="status"></p>`;
    still.classList.add("still");
    still.before(this.panel);
    this.classList.add("live");
  }

  // A choice becomes radio buttons; a number a field for exact values, with a slider below it or beside it.
  choice(name, symbols = {}) {
    const button = (option) => `<label><input type="radio" name="${this.id}-${name}" data-field="${name}"
      aria-label="${option}" value="${option}"><span translate="no">${symbols[option] ?? option}</span></label>`;
    const buttons = this.fields[name].options.map(button).join("");
    return `<fieldset class="choice"><legend class="visually-hidden">${this.words[name]}</legend>${buttons}</fieldset>`;
  }

  slider(name, symbol = inMath(`<mi>${name}</mi>`)) {
    const { min, max, step, anyValue } = this.fields[name];
    const label = `${this.id}-${name}`;
    const range = `type="range" min="${min}" max="${max}" step="${step}"`;
    const exact = anyValue ? 'step="any"' : `min="${min}" max="${max}" step="${step}"`;
    const words = this.words[name] ?? `<span class="visually-hidden">${name}</span>`;
    return `<p class="reading"><label id="${label}" for="${label}-exact">${words} ${symbol}</label>
      <span class="equals">=</span> <input id="${label}-exact" type="number" ${exact} data-field="${name}"></p>
      <input ${range} aria-labelledby="${label}" data-field="${name}">`;
  }

  sliderBeside(name, symbol) {
    return `<div class="beside">${this.slider(name, symbol)}</div>`;
  }

  // How a curve looks, and what it is.
  key(look, name) {
    const line = `<path class="${look}" d="M0 6H26"/>`;
    return `<svg class="key plot" width="26" height="12" aria-hidden="true">${line}</svg>${this.words[name]}`;
  }

  // A key, a symbol and the number, which `show` fills in.
  reading(name, look, symbol) {
    return `<p class="reading ${look}">${this.key(look, name)} ${symbol}
      <span class="equals">=</span> ${numberOf(name)}</p>`;
  }

  show(values, written = shown) {
    for (const [name, value] of Object.entries(values)) {
      const place = this.panel.querySelector(`[data-name="${name}"]`);
      place.textContent = written(value);
      place.dataset.value = value;
    }
  }

  // The state that a link or a control asks for; what makes no sense changes nothing.
  change(wanted, typing) {
    for (const [name, text] of wanted) {
      const field = this.fields[name];
      if (field?.options?.includes(text)) this.state[name] = text;
      else if (field && !field.options) this.state[name] = this.within(field, text) ?? this.state[name];
    }
    this.settle?.();
    this.showControls(typing);
    if (this.width) this.redraw(this.width);
  }

  redraw(width) {
    this.draw(width);
    this.panel.querySelector("[role=img]")?.setAttribute("aria-label", this.summary());
  }

  within({ min, max, step, anyValue }, text) {
    const value = text.trim() === "" ? NaN : Number(text);
    if (!Number.isFinite(value)) return null;
    return anyValue ? value : this.onSlider({ min, max, step }, value);
  }

  onSlider({ min, max, step }, value) {
    const nearest = min + step * Math.round((value - min) / step);
    return Number(Math.min(max, Math.max(min, nearest)).toPrecision(12));
  }

  // A field keeps what is typed into it.
  showControls(typing) {
    for (const control of this.panel.querySelectorAll("[data-field]")) {
      const value = this.state[control.dataset.field];
      if (control.type === "radio") control.checked = control.value === value;
      else if (control !== typing) control.value = value;
      if (control.type === "range") control.setAttribute("aria-valuetext", shown(value));
    }
  }

  take(control) {
    const { field } = control.dataset;
    if (field) this.move(field, control.value, control);
  }

  // A hand on a plot moves the slider that belongs to it.
  drag(name, value) {
    this.move(name, String(this.onSlider(this.fields[name], value)));
    this.panel.querySelector(`[type="range"][data-field="${name}"]`).focus({ preventScroll: true });
  }

  // A change by the reader: it is said, and the address follows, both once the hand rests.
  move(name, text, typing) {
    this.change([[name, text]], typing);
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.panel.querySelector("[role=status]").textContent = this.summary();
      history.replaceState(null, "", this.link());
    }, 400);
  }

  link() {
    return `#${this.id}?${new URLSearchParams(this.state)}`;
  }

  follow(hash) {
    const [id, state] = hash.slice(1).split("?");
    if (id !== this.id || state === undefined) return;
    this.change(new URLSearchParams(state));
    this.scrollIntoView({ block: "center" });
  }

  summary() {
    const written = (value) => (typeof value === "number" ? shown(value) : value);
    const state = Object.entries(this.state).map(([name, value]) => [name, written(value)]);
    const numbers = [...this.panel.querySelectorAll("[data-name]")];
    const texts = numbers.map(({ dataset, textContent }) => [dataset.name, textContent]);
    return filled(this.words.summary, Object.fromEntries([...state, ...texts]));
  }
}
