// A small chart in SVG: axes, curves and dots in the colours of the page, and a hand that drags on it.
"use strict";

const MARGIN = { left: 44, right: 14, top: 8 }; // explorers.css places the sliders by them

const drawing = (name, attributes = {}) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
};

// SVG has no infinite numbers.
const within = (place) => Math.min(1e7, Math.max(-1e7, place)) || 0;

class Plot {
  constructor(svg, onDrag) {
    this.svg = svg;
    this.height = svg.height.baseVal.value;
    const drag = (event) => {
      const { left, top } = svg.getBoundingClientRect();
      onDrag(this.valueAt(event.clientX - left), this.heightAt(event.clientY - top));
    };
    svg.addEventListener("pointerdown", (event) => {
      svg.setPointerCapture(event.pointerId);
      this.start = event.clientX;
      // A finger may be about to scroll the page, unless it has taken hold of something.
      this.dragging = event.pointerType !== "touch" || event.target.matches(".grip");
      if (this.dragging) drag(event);
    });
    svg.addEventListener("pointermove", (event) => {
      if (!svg.hasPointerCapture(event.pointerId)) return;
      this.dragging ||= Math.abs(event.clientX - this.start) > 6;
      if (this.dragging) drag(event);
    });
    svg.addEventListener("click", drag);
  }

  // Begin anew: the range of each axis, and where it has ticks; `below` is the room for those of x.
  // On a logarithmic axis y counts the powers of ten.
  begin(width, { x, y, xTicks, yTicks, below = 20, powers = false }) {
    Object.assign(this, { width, x, y, below });
    this.area = drawing("svg", { x: MARGIN.left, y: MARGIN.top, width: this.across, height: this.down });
    this.svg.replaceChildren(this.area);
    for (const tick of xTicks) {
      this.line([tick, y[0]], [tick, y[1]], "grid");
      if (below) this.text(tick, this.left(tick), this.height - 4, "middle");
    }
    for (const tick of yTicks) {
      this.line([x[0], tick], [x[1], tick], "grid");
      this.text(powers ? (tick ? `1e${tick}` : 1) : tick, MARGIN.left - 8, this.top(tick) + 4, "end");
    }
  }

  get across() {
    return Math.max(1, this.width - MARGIN.left - MARGIN.right);
  }

  get down() {
    return this.height - MARGIN.top - this.below;
  }

  left(value) {
    return within(MARGIN.left + (this.across * (value - this.x[0])) / (this.x[1] - this.x[0]));
  }

  top(value) {
    return within(MARGIN.top + (this.down * (this.y[1] - value)) / (this.y[1] - this.y[0]));
  }

  valueAt(left) {
    return this.x[0] + ((left - MARGIN.left) / this.across) * (this.x[1] - this.x[0]);
  }

  heightAt(top) {
    return this.y[1] - ((top - MARGIN.top) / this.down) * (this.y[1] - this.y[0]);
  }

  add(parent, name, attributes) {
    parent.append(drawing(name, attributes));
  }

  text(content, x, y, anchor) {
    this.add(this.svg, "text", { x, y, "text-anchor": anchor });
    this.svg.lastChild.textContent = String(content).replace("-", "−");
  }

  // Lines are cut at the edges of the area, dots are not; far outside there is nothing to draw.
  path(points, look) {
    if (points.every(([x]) => x < this.x[0]) || points.every(([x]) => x > this.x[1])) return;
    const corner = ([x, y]) => `${(this.left(x) - MARGIN.left).toFixed(2)} ${(this.top(y) - MARGIN.top).toFixed(2)}`;
    this.add(this.area, "path", { d: `M${points.map(corner).join("L")}`, class: look });
  }

  line(from, to, look) {
    this.path([from, to], look);
  }

  // A curve from end to end; where it jumps at 0, each half is drawn by itself, with a dot on the value taken.
  curve(f, look) {
    const [low, high] = this.x;
    const [before, after] = [f(-1e-9), f(1e-9)];
    const part = (from, to, first, last) => {
      const inner = Array.from({ length: 239 }, (_, i) => from + ((i + 1) / 240) * (to - from));
      this.path([[from, first], ...inner.map((x) => [x, f(x)]), [to, last]], look);
    };
    if (Math.abs(after - before) < 0.1) return part(low, high, f(low), f(high));
    part(low, 0, f(low), before);
    part(0, high, after, f(high));
    for (const end of [before, after]) this.mark(0, end, `${look} ${end === f(0) ? "closed" : "open"}`, 4.5);
  }

  // A dot, kept at the edge if it lies outside, where an arrow points on.
  mark(x, y, look, radius) {
    const inside = (value, [low, high]) => Math.min(high, Math.max(low, value));
    const [cx, cy] = [this.left(inside(x, this.x)), this.top(inside(y, this.y))];
    const beyond = Math.sign(x - inside(x, this.x));
    if (beyond) this.head(cx, cy, beyond, look);
    else this.add(this.svg, "circle", { cx, cy, r: radius, class: look });
  }

  head(x, y, way, look) {
    this.add(this.svg, "path", { d: `M${x} ${y - 7}l${11 * way} 7l${-11 * way} 7z`, class: look });
  }

  // A piece of the line through a point with some slope, of one length at every slope.
  tangent(x, y, slope, look) {
    const [perX, perY] = [this.across / (this.x[1] - this.x[0]), this.down / (this.y[1] - this.y[0])];
    const half = 48 / Math.hypot(perX, slope * perY);
    this.line([x - half, y - slope * half], [x + half, y + slope * half], look);
  }

  bar(x, y, width, look) {
    const top = this.top(y);
    this.add(this.svg, "rect", { x: this.left(x) - width / 2, y: top, width, height: this.top(0) - top, class: look });
  }
}
