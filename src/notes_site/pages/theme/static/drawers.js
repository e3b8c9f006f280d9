// Closes the drawers when the reader has chosen a link in one, when the window becomes wide enough to show
// it as a column, and with Escape, which Sphinx keeps from the browser (sphinx-doc/sphinx#12811).
"use strict";

const drawers = document.querySelectorAll("[popover]");
const close = () => drawers.forEach((drawer) => drawer.hidePopover?.());

for (const drawer of drawers) {
  drawer.addEventListener("click", ({ target }) => target.closest("a") && close());
}
for (const width of ["63em", "82em"]) {
  matchMedia(`(max-width: ${width})`).addEventListener("change", close);
}
document.addEventListener("keydown", ({ key }) => key === "Escape" && close());
