// Where the parts of formulas lie: what is outside its parent, over a sibling, or not aligned. Any engine runs it.
() => {
  const ROUNDING = 2; // pixels
  const ITALICS = 0.35; // of the size of letters: before a superscript, and what Firefox forgets of the room of sums
  const IN_LINE = new Set(["math", "mrow", "mstyle", "mtd", "msub", "msup", "msubsup", "msqrt"]);
  const STACKED = new Set(["mfrac", "mtable"]);
  const SCRIPTS = new Set(["msub", "msup", "msubsup"]);
  const RELATION = /^[=≈≠≤≥<>≡∈]$/;
  const faults = [];

  document.querySelectorAll("details").forEach(details => { details.open = true; });
  document.querySelectorAll(".table-wrapper").forEach(wrapper => { wrapper.style.contentVisibility = "visible"; });

  const named = element => `<${element.localName}> ${element.textContent.trim().slice(0, 12)}`;
  const italics = formula => ITALICS * parseFloat(getComputedStyle(formula).fontSize);
  const report = (formula, element, what, by, tolerance = ROUNDING) => {
    if (by <= tolerance) return;
    const latex = formula.getAttribute("alttext") ?? formula.textContent;
    faults.push(`${named(element)} ${what} by ${by.toFixed(1)} px: ${latex.slice(0, 60)}`);
  };
  const seen = element => [...element.children].filter(child => child.getBoundingClientRect().width > 0);

  const inside = (formula, parent) => {
    const outer = parent.getBoundingClientRect();
    for (const child of seen(parent)) {
      const inner = child.getBoundingClientRect();
      const by = Math.max(outer.left - inner.left, inner.right - outer.right);
      report(formula, child, "sticks out of " + parent.localName, by, italics(formula));
    }
  };

  // A displayed formula scrolls as far as its parts reach; they must not reach what stands beside it.
  const beside = formula => {
    const [own, next] = [formula, formula.nextElementSibling].map(element => element?.getBoundingClientRect());
    const level = next && Math.min(own.bottom, next.bottom) - Math.max(own.top, next.top) > next.height / 2;
    if (!level) return;
    const end = Math.max(...seen(formula).map(part => part.getBoundingClientRect().right));
    report(formula, formula.nextElementSibling, "is under the formula", end - next.left);
  };

  const inOrder = (formula, parent) => {
    const boxes = seen(parent).map(child => [child, child.getBoundingClientRect()]);
    const base = boxes[0]?.[1];
    for (let i = 1; i < boxes.length; i++) {
      const [[, before], [child, box]] = [boxes[i - 1], boxes[i]];
      if (STACKED.has(parent.localName)) report(formula, child, "is over what stands above it", before.bottom - box.top);
      else if (SCRIPTS.has(parent.localName)) report(formula, child, "is torn from its base", Math.abs(box.left - base.right), italics(formula));
      else report(formula, child, "is over its neighbour", before.right - box.left);
    }
  };

  const centred = (formula, fraction) => {
    const [above, below] = seen(fraction).map(part => part.getBoundingClientRect()).map(box => (box.left + box.right) / 2);
    report(formula, fraction, "has a numerator that is not above the middle", Math.abs(above - below));
  };

  const apart = (formula, cells, edge) => {
    const places = cells.map(cell => cell.getBoundingClientRect()[edge]);
    if (places.length) report(formula, cells[0], "is not aligned", Math.max(...places) - Math.min(...places));
  };

  const aligned = (formula, table) => {
    const rows = [...table.children].map(row => [...row.children]);
    const cases = table.classList.contains("cases");
    for (let column = 0; column < Math.max(...rows.map(row => row.length)); column++) {
      const cells = rows.map(row => row[column]).filter(cell => cell && seen(cell).length);
      const first = cells.map(cell => seen(cell)[0]);
      if (cases) apart(formula, first, "left");
      else if (column % 2 === 0) apart(formula, cells.map(cell => seen(cell).at(-1)), "right");
      else apart(formula, first.filter(element => RELATION.test(element.textContent)), "left");
    }
  };

  for (const formula of document.querySelectorAll("math")) {
    for (const element of [formula, ...formula.querySelectorAll("*")]) {
      if (!element.children.length || !element.getBoundingClientRect().width) continue;
      if (element.matches("math[display]")) beside(element);
      else inside(formula, element);
      if (IN_LINE.has(element.localName) || STACKED.has(element.localName)) inOrder(formula, element);
      if (element.localName === "mfrac") centred(formula, element);
      if (element.matches("mtable.ams-align, mtable.cases")) aligned(formula, element);
    }
  }
  return faults;
}
