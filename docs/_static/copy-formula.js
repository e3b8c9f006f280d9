// Copies formulas as LaTeX: `$…$` in a line, `$$…$$` where displayed, in the plain text of a selection.
"use strict";

const fragmentOf = (selection) => {
  const box = document.createElement("div");
  for (let i = 0; i < selection.rangeCount; i += 1) box.append(selection.getRangeAt(i).cloneContents());
  box.querySelectorAll("a.headerlink, a.proof").forEach((link) => link.remove());
  box.querySelectorAll("a[href]").forEach((link) => link.setAttribute("href", link.href));
  box.querySelectorAll("img[src]").forEach((image) => image.setAttribute("src", image.src));
  return box;
};

const plainText = (box) => {
  for (const formula of box.querySelectorAll("math[alttext]")) {
    const mark = formula.getAttribute("display") === "block" ? "$$" : "$";
    formula.replaceWith(`${mark}${formula.getAttribute("alttext")}${mark}`);
  }
  box.style.cssText = "position: fixed; left: -200vw; user-select: text"; // line breaks need a layout
  document.body.append(box);
  const text = box.innerText;
  box.remove();
  return text.trim();
};

document.addEventListener("copy", (event) => {
  const box = fragmentOf(document.getSelection());
  if (!box.querySelector("math[alttext]")) return;
  event.preventDefault();
  event.clipboardData.setData("text/html", box.innerHTML);
  event.clipboardData.setData("text/plain", plainText(box));
});
