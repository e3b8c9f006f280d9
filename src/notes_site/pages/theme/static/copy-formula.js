// Copies formulas as LaTeX: `$…$` in a line, `$$…$$` where displayed, in the plain text of a selection.
// What a selection only touches is left out: after three clicks on a paragraph it ends where the next block
// begins. A formula of which it holds a part is copied whole.
"use strict";

const formulaOf = (node) => node.parentElement.closest("math");

const holds = (range, node) => {
  if (!range.intersectsNode(node)) return false;
  if (node.nodeType === Node.ELEMENT_NODE) return node.localName === "img";
  const start = node === range.startContainer ? range.startOffset : 0;
  const end = node === range.endContainer ? range.endOffset : node.length;
  return node.data.slice(start, end).trim() !== "";
};

// The texts and pictures that a selection holds something of.
const contentOf = (range) => {
  const nodes = document.createNodeIterator(range.commonAncestorContainer, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) if (holds(range, node)) found.push(node);
  return found;
};

// From the first thing that a selection holds to the last.
const trimmed = (range) => {
  const content = contentOf(range);
  const [first, last] = [content.at(0), content.at(-1)];
  const copy = range.cloneRange();
  if (!first) copy.collapse();
  else {
    const [before, after] = [formulaOf(first), formulaOf(last)];
    if (before || first !== range.startContainer) copy.setStartBefore(before ?? first);
    if (after || last !== range.endContainer) copy.setEndAfter(after ?? last);
  }
  return copy;
};

const fragmentOf = (selection) => {
  const box = document.createElement("div");
  for (let i = 0; i < selection.rangeCount; i += 1) box.append(trimmed(selection.getRangeAt(i)).cloneContents());
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
