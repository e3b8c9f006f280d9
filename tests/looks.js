// What every element and letter of a page looks like, so that two pages can be compared.
() => {
  document.getAnimations().forEach(animation => animation.finish());
  const SEEN = `
    background-color background-image border-bottom border-left border-radius border-right border-top box-shadow
    color content cursor display fill float font-family font-size font-style font-weight hyphens letter-spacing
    line-height list-style-type max-width opacity outline overflow padding position stroke
    text-align text-decoration-line text-indent text-transform transform vertical-align visibility white-space
    word-break z-index`.trim().split(/\s+/);
  const look = (element, part) => {
    const style = getComputedStyle(element, part);
    return SEEN.map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ");
  };
  const elements = [...document.body.querySelectorAll("*:not(span, script)")];
  const looks = elements.map(e => [e.localName, ...[null, "::before", "::after"].map(part => look(e, part))]);
  const boxes = elements.map(e => e.getBoundingClientRect()).map(({x, y, width, height}) => [x, y, width, height]);
  const runs = [["", ""]];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (walker.currentNode.parentElement.matches("noscript, script, style")) continue;
    const text = walker.currentNode.data.replace(/\s+/g, "");
    const style = getComputedStyle(walker.currentNode.parentElement);
    const ink = `${style.color} ${style.font}`;
    if (text && runs.at(-1)[1] === ink) runs.at(-1)[0] += text;
    else if (text) runs.push([text, ink]);
  }
  return {looks, runs, boxes: boxes.flat()};
}
