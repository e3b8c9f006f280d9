// Marks on a page what a reader has searched for; the link of a result brings it along, `?highlight=交叉熵`, and then
// sphinx_highlight.js loads this. Marks are highlights of the browser: no element is put into code or formulas.
"use strict";

{
  const INLINE = "a, abbr, b, cite, code, dfn, em, i, kbd, q, samp, small, span, strong, sub, sup, time, u, wbr";
  const UNREAD = "math, svg, script, style, button, select, textarea, .headerlink";
  const LETTER = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{N}_]`;
  const PARTICLE = "[的了在是和与及或而]";
  const EDGES = new RegExp(String.raw`^(?!${PARTICLE})[\p{L}\p{N}_](.*[\p{L}\p{N}_])?(?<!${PARTICLE})$`, "u");

  // The text of an element, and its nodes. A line ends at each edge of a block or a formula: no word goes on there.
  const read = (element) => {
    let text = "";
    const nodes = [];
    const add = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        nodes.push({ node, start: text.length });
        text += node.data;
      } else if (node.nodeType === Node.ELEMENT_NODE) {
        const edge = node.matches(INLINE) ? "" : "\n";
        text += edge;
        if (!node.matches(UNREAD)) node.childNodes.forEach(add);
        text += edge;
      }
    };
    add(element);
    return { text, nodes };
  };

  const literally = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

  // However a number is written; then one that begins with its digits.
  function* numberPatterns([number, whole, fraction, power]) {
    const before = String.raw`(?<!${LETTER}|\p{N}[.,])`;
    const zeros = fraction ? `${literally(fraction)}0*` : String.raw`(\.0${power ? "*" : "+"})?`;
    const exponent = power?.replace(/e(-?)/, (_, minus) => `e${minus ? "[-−]" : String.raw`\+?`}0*`) ?? "";
    yield before + [...whole].join("[,_]?") + zeros + exponent + String.raw`(?!${LETTER}|\.\p{N}|,\p{N}{3})`;
    if (fraction && number.length > 3) yield `${before}${literally(number)}[0-9.]*[0-9]`;
  }

  // A word as a whole; then what begins with it, in a name too; then what has another ending.
  function* wordPatterns(word) {
    const isLetter = new RegExp(LETTER, "u");
    const [before, after] = [`(?<!${LETTER})`, `(?!${LETTER})`];
    const [isFirst, isLast] = [word[0], word.at(-1)].map((character) => isLetter.test(character));
    yield (isFirst ? before : "") + literally(word) + (isLast ? after : "");
    if (word.length < 3 || !isFirst || !isLast) return;
    const shortest = Math.max(0.6 * word.length, Math.min(4, word.length));
    for (let end = word.length; end >= shortest; end--) {
      yield String.raw`(?<!(?!_)${LETTER})${literally(word.slice(0, end))}${LETTER}*`;
    }
  }

  // Where a word stands: in the first way in which it stands anywhere.
  const find = (text, word) => {
    const number = word.match(/^([0-9]+)(\.[0-9]+)?(e-?[0-9]+)?$/);
    for (const pattern of number ? numberPatterns(number) : wordPatterns(word)) {
      const found = [...text.matchAll(new RegExp(pattern, "giu"))];
      if (found.length) return found;
    }
    return [];
  };

  // Of a piece that stands nowhere, the longest parts that do, cut between words.
  const findParts = (text, parts) => {
    for (let length = parts.length; length; length--) {
      for (let start = 0; start + length <= parts.length; start++) {
        const part = parts.slice(start, start + length).join("");
        const found = part.length > 1 && EDGES.test(part) ? find(text, part) : [];
        if (found.length) {
          return [...found, ...findParts(text, parts.slice(0, start)), ...findParts(text, parts.slice(start + length))];
        }
      }
    }
    return [];
  };

  const findPiece = (text, piece, words) => {
    if (!/[\p{L}\p{N}]/u.test(piece) || new RegExp(`^${PARTICLE}$`).test(piece)) return [];
    const found = find(text, piece);
    if (found.length) return found;
    const parts = [...words.segment(piece)].flatMap(({ segment }) => segment.split(/(?<=[._])|(?=[._])/));
    return findParts(text, parts);
  };

  const show = (found, nodes) => {
    const place = (index) => nodes.findLast(({ start }) => start <= index);
    const marks = new Highlight();
    for (const { 0: match, index } of found) {
      const [first, last] = [place(index), place(index + match.length - 1)];
      const range = document.createRange();
      range.setStart(first.node, index - first.start);
      range.setEnd(last.node, index + match.length - last.start);
      marks.add(range);
    }
    CSS.highlights.set("search", marks);
  };

  const hide = (button) => {
    CSS.highlights.delete("search");
    button.hidden = true;
    const address = new URL(location);
    address.searchParams.delete("highlight");
    history.replaceState(history.state, "", address);
  };

  const asked = new URLSearchParams(location.search).get("highlight");
  const article = document.querySelector("article");
  if (asked && article && window.Highlight && Intl.Segmenter) {
    const { text, nodes } = read(article);
    const words = new Intl.Segmenter(document.documentElement.lang, { granularity: "word" });
    const found = asked.split(/\s+/).flatMap((piece) => findPiece(text, piece, words));
    const button = document.querySelector(".hide-marks");
    if (found.length) show(found, nodes);
    if (found.length) button.hidden = false;
    button.addEventListener("click", () => hide(button));
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !button.hidden) hide(button);
    });
  }
}
