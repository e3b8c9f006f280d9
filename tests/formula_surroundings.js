// By how many pixels parts of formulas move within them when what a formula stands in has some property.
([property, value]) => {
  const formulas = [...document.querySelectorAll("math")];
  const places = () => formulas.flatMap(formula => {
    const first = formula.firstElementChild.getBoundingClientRect();
    return [...formula.querySelectorAll("*")].map(part => part.getBoundingClientRect())
      .flatMap(box => [box.left - first.left, box.top - first.top, box.width, box.height]);
  });
  const set = to => formulas.forEach(formula => formula.parentElement.style.setProperty(property, to));
  const before = places();
  set(value);
  const taken = getComputedStyle(formulas[0].parentElement).getPropertyValue(property) !== "";
  const moved = places().map((place, i) => Math.abs(place - before[i]));
  set("");
  return taken ? Math.max(...moved) : `this browser does not know ${property}`;
}
