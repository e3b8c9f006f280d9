// Loads what marks the words of a search, on pages to which a search has led. In place of Sphinx's script of this name,
// which all pages load: that leaves the words in the browser's storage, marks pairs of Chinese characters wherever they
// stand, puts elements into code and formulas, and offers in English to take them away.
"use strict";

const SPHINX_HIGHLIGHT_ENABLED = false; // for searchtools.js

if (new URLSearchParams(location.search).has("highlight")) {
  const script = document.createElement("script");
  script.src = `${document.documentElement.dataset.content_root}_static/search-marks.js`;
  document.head.append(script);
}
