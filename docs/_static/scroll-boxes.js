// Lets the keyboard scroll every box that is too wide for its place, in browsers that do not by themselves.
// The label comes from the template, in the language of the page.
"use strict";

const label = document.querySelector("article").dataset.scrollLabel;
const WITH_FORMULAS = ".math-wrapper, .table-wrapper, .checked-formulas p"; // whose width is another when the font has come
const ATTRIBUTES = { tabindex: "0", role: "group", "aria-label": label };

const mark = (box, scrolls) => {
  for (const [name, value] of Object.entries(ATTRIBUTES)) {
    if (scrolls) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
};

// All are measured before the first is marked: a mark between two of them would have the page laid out again.
const update = (boxes) => {
  const measured = boxes.map((box) => [box, box.scrollWidth > box.clientWidth]);
  for (const [box, scrolls] of measured) if (scrolls !== box.hasAttribute("tabindex")) mark(box, scrolls);
};

const observer = new ResizeObserver((entries) => update(entries.map(({ target }) => target)));
document.querySelectorAll(`article pre, ${WITH_FORMULAS}`).forEach((box) => observer.observe(box));
document.fonts.ready.then(() => {
  for (const box of document.querySelectorAll(WITH_FORMULAS)) {
    observer.unobserve(box);
    observer.observe(box); // and so measured once more, when the page has been laid out
  }
});
