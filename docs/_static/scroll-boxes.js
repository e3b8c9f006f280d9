// Lets the keyboard scroll every box that is too wide for its place, in browsers that do not by themselves.
// The label comes from the template, in the language of the page.
"use strict";

const label = document.querySelector("article").dataset.scrollLabel;
const boxes = document.querySelectorAll("article pre, .math-wrapper, .table-wrapper");

const update = (box) => {
  const scrolls = box.scrollWidth > box.clientWidth;
  const attributes = { tabindex: "0", role: "group", "aria-label": label };
  for (const [name, value] of Object.entries(attributes)) {
    if (scrolls) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
};

const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => update(target)));
boxes.forEach((box) => observer.observe(box));
document.fonts.ready.then(() => boxes.forEach(update));
