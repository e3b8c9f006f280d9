// <backward-explorer>: backward passes over a graph, step by step, as torch has walked them when the page was
// built. Nothing is computed here: the recording (src/notes_examples/walks.py) has every text that is shown.
"use strict";

const PASSES = ["first", "second", "third"];

const element = (name, text, attributes = {}) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(text);
  return made;
};

class BackwardExplorer extends Explorer {
  get recording() {
    return recordings[this.id]; // notes_site/lessons/recordings.py
  }

  get fields() {
    const retains = { options: ["False", "True"] };
    const passes = Object.fromEntries(PASSES.map((name) => [name, retains]));
    return { of: { options: Object.keys(this.recording) }, ...passes, step: { min: 0, max: 99, step: 1 } };
  }

  template() {
    const { words } = this;
    const call = (name) => `<label class="call"><code data-call></code><input type="checkbox"
      data-retains="${name}"><code class="option">retain_graph=True</code><code>)</code></label>`;
    const button = (by, sign) =>
      `<button type="button" data-by="${by}" aria-label="${words[by < 0 ? "back" : "next"]}">${sign}</button>`;
    return `${this.choice("of")}
      <div class="code" translate="no"><code data-code></code>${PASSES.map(call).join("")}</div>
      <div class="walk"><div class="picture" role="img" translate="no"></div><div class="values">
        <p>${words.saved}</p><dl data-list="saved"></dl><p>${words.grad}</p><dl data-list="grads"></dl></div></div>
      <div class="steps">${button(-1, "←")}<input type="range" min="0" data-field="step"
        aria-label="${words.step}">${button(1, "→")}</div>
      <p class="now"><span data-now></span> <samp data-error translate="no" lang="en"></samp></p>`;
  }

  ready() {
    this.one = (selector) => this.panel.querySelector(selector);
    this.all = (selector) => [...this.panel.querySelectorAll(selector)];
    const go = (button, by) => button && this.move("step", String(this.state.step + Number(by)));
    this.panel.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-by]");
      go(button, button?.dataset.by);
    });
    this.panel.addEventListener("keydown", ({ target, key }) => {
      const by = { ArrowLeft: -1, ArrowRight: 1 }[key];
      if (by) go(target.closest("[data-by]"), by);
    });
  }

  take(control) {
    const { retains } = control.dataset;
    if (retains) this.move(retains, control.checked ? "True" : "False");
    else super.take(control);
  }

  // The way of the passes chosen: every step with the number of its pass. The step looked at lies on it.
  settle() {
    this.walk = this.recording[this.state.of];
    const retained = PASSES.map((name) => Number(this.state[name] === "True")).join("");
    this.way = [0, 1, 2, 3].flatMap((pass) => {
      const steps = this.walk.passes[retained.slice(0, pass)];
      return steps.map(([node, gradient, kept, grads, error]) => ({ pass, node, gradient, kept, grads, error }));
    });
    this.last = this.way.length - 1;
    this.state.step = Math.min(this.state.step, this.last);
    this.one('[data-field="step"]').max = this.last;
  }

  draw() {
    this.drawExample();
    const { step } = this.state;
    const at = this.way[step];
    this.drawGraph(at, this.way.slice(0, step + 1));
    this.list("saved", this.walk.saved.map(([node, slot, text], i) => ({
      name: `${this.walk.nodes[node]}.${slot}`,
      text: at.kept[i] ? text : this.words.freed,
      look: `${at.kept[i] ? "" : "freed"} ${node === at.node ? "here" : ""}`,
    })));
    this.list("grads", this.walk.leaves.map((leaf, i) => ({
      name: `${leaf}.grad`,
      text: at.grads[i],
      look: leaf === this.walk.nodes[at.node] ? "here" : "",
    })));
    this.all(".call").forEach((call, i) => {
      call.toggleAttribute("data-current", i + 1 === at.pass);
      this.all("[data-retains]")[i].checked = this.state[PASSES[i]] === "True";
    });
    this.all("[data-by]").forEach((button, i) => button.setAttribute("aria-disabled", step === [0, this.last][i]));
    this.one("[data-now]").textContent = this.now(at);
    this.one("[data-error]").textContent = this.walk.messages[at.error];
  }

  drawExample() {
    if (this.drawn === this.walk) return;
    this.drawn = this.walk;
    this.one(".picture").innerHTML = this.walk.picture;
    this.one("[data-code]").textContent = this.walk.code;
    this.all("[data-call]").forEach((call, i) => (call.textContent = `${this.walk.outputs[i]}.backward(`));
  }

  drawGraph(at, before) {
    const passed = new Set(before.filter(({ pass }) => pass === at.pass).map(({ node }) => node));
    this.all(".picture .node").forEach((node, i) => {
      node.classList.toggle("passed", passed.has(i));
      node.classList.toggle("here", i === at.node);
      node.classList.toggle("refused", i === at.node && at.error > 0);
      node.querySelectorAll(".edge").forEach((edge, from) => {
        edge.classList.toggle("taken", passed.has(i) && passed.has(this.walk.above[i][from]));
      });
    });
    this.all(".picture .saved").forEach((saved, i) => saved.classList.toggle("freed", !at.kept[i]));
  }

  list(name, rows) {
    const row = ({ name, text, look }) => {
      const pair = element("div", element("dt", name, { translate: false }), { className: look });
      pair.append(element("dd", text));
      return pair;
    };
    const none = { name: "—", text: this.words.none, look: "freed" };
    this.one(`[data-list="${name}"]`).replaceChildren(...(rows.length ? rows : [none]).map(row));
  }

  now(at) {
    const { words, walk, way, state } = this;
    if (at.node === null) return words.begin;
    const node = walk.nodes[at.node];
    const { kept } = way[state.step - 1];
    const frees = walk.saved.some(([owner], i) => owner === at.node && kept[i] && !at.kept[i]);
    const word = at.error ? "refused" : walk.leaves.includes(node) ? "leaf" : frees ? "frees" : "at";
    return filled(words[word], { node, gradient: at.gradient });
  }

  summary() {
    const { state, last, words } = this;
    const grads = this.walk.leaves.map((leaf, i) => `${leaf}.grad = ${this.way[state.step].grads[i]}`).join(", ");
    return filled(words.summary, { step: state.step, last, now: this.one(".now").textContent.trim(), grads });
  }
}

customElements.define("backward-explorer", BackwardExplorer);
