// Lets the keyboard scroll every box that is too wide for its place, in browsers that do not by themselves.
// The label comes from the template, in the language of the page.
"use strict";

const label = document.querySelector("article").dataset.scrollLabel;
const BOXES = "article pre, .text_html, .math-wrapper, .table-wrapper, .checked-formulas td:nth-child(2) > p";
const WITH_LARGE_LETTERS = `${BOXES}, article p:has(math)`; // as scrolling.css has it
const ATTRIBUTES = { tabindex: "0", role: "group", "aria-label": label };
const large = matchMedia("(max-width: 19em)").matches;
const boxes = [...document.querySelectorAll(large ? WITH_LARGE_LETTERS : BOXES)];

const mark = (box, scrolls) => {
  for (const [name, value] of Object.entries(ATTRIBUTES)) {
    if (scrolls) box.setAttribute(name, value);
    else box.removeAttribute(name);
  }
};

// All are measured before the first is marked: a mark between two of them would have the page laid out again.
const update = (some) => {
  const measured = some.map((box) => [box, box.scrollWidth > box.clientWidth]);
  for (const [box, scrolls] of measured) if (scrolls !== box.hasAttribute("tabindex")) mark(box, scrolls);
};

// What is far away has no layout yet, and so no size that changes; it gets one when there is time, little by little.
const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 50));
const updateAll = (left = [...boxes]) =>
  whenIdle(() => {
    update(left.splice(0, 10));
    if (left.length) updateAll(left);
  });

// A box may stay as it is while its content grows: when its font comes, or when it is laid out. Measuring lays out
// more, so it waits for the next frame: an observer that changes what it observes is an error.
const observer = new ResizeObserver((entries) => {
  const changed = new Set(entries.map(({ target }) => target.closest(WITH_LARGE_LETTERS)));
  requestAnimationFrame(() => update([...changed]));
});
for (const box of boxes) [box, box.querySelector("table, math")].forEach((part) => part && observer.observe(part));
document.fonts.ready.then(() => updateAll());
document.fonts.addEventListener("loadingdone", () => updateAll());
// The rest, such as a reader's own spacing of letters, nobody tells of; Tab must know before it goes on.
document.addEventListener("keydown", ({ key }) => key === "Tab" && update(boxes), true);
