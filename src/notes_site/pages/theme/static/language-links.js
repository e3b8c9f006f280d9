// Takes the reader's place along to the other language: the heading last passed, or the open target with what
// an explorer there shows.
"use strict";

const placeOfReader = () => {
  const height = window.innerHeight;
  const hash = location.hash.slice(1);
  const target = document.getElementById(decodeURIComponent(hash.split("?")[0]));
  if (target) {
    const { top, bottom } = target.getBoundingClientRect();
    if (bottom > 0 && top < height / 2) return hash;
  }
  const sections = [...document.querySelectorAll("article section[id]")];
  const passed = sections.filter((section) => section.getBoundingClientRect().top < 100);
  return window.scrollY > 0 && passed.length ? passed.at(-1).id : "";
};

for (const event of ["click", "auxclick"]) {
  document.addEventListener(event, ({ target }) => {
    const link = target.closest("a.language-link");
    if (link) link.hash = placeOfReader();
  });
}
