// Keeps what is read in sight in the lists beside a page: the chapter in the left one when the page or a drawer
// opens, the section in the right one as the reader goes on. Furo marks both and looks for the second, but moves
// neither.
"use strict";

const PRESENT = {
  ".sidebar-scroll": ".current-page > .reference",
  ".toc-scroll": ".scroll-current > .reference",
};

// Only the list moves, at once: `scrollIntoView` may move the page too.
const follow = (scroller) => {
  const list = document.querySelector(scroller);
  const entry = list?.querySelector(PRESENT[scroller]);
  if (!entry?.checkVisibility()) return;
  const [box, place] = [list.getBoundingClientRect(), entry.getBoundingClientRect()];
  const seen = place.top >= box.top && place.bottom <= box.bottom;
  if (!seen) list.scrollTop += (place.top + place.bottom - box.top - box.bottom) / 2;
};
const followAll = () => Object.keys(PRESENT).forEach(follow);

followAll();
document.addEventListener("gumshoeActivate", () => follow(".toc-scroll")); // Furo's: a section has been reached
document.querySelectorAll("[popover]").forEach((drawer) => drawer.addEventListener("toggle", followAll));
