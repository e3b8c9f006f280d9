// What is settled before a page is shown. It stands before the style sheet, since a script below one waits for it,
// and is a file, since a host may forbid scripts inside pages.
"use strict";
{
  const { dataset } = document.currentScript;
  document.documentElement.classList.remove("no-js");

  // Where a reader refuses cookies, asking for storage throws: here everything is remembered for this page.
  const inMemory = () => {
    const kept = new Map();
    return {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => kept.set(key, String(value)),
      removeItem: (key) => kept.delete(key),
    };
  };
  for (const name of ["localStorage", "sessionStorage"]) {
    try {
      window[name].getItem("");
    } catch {
      Object.defineProperty(window, name, { value: inMemory() });
    }
  }

  // The font of the formulas comes with the styles, so that they are laid out once.
  if (dataset.font) {
    const link = document.createElement("link");
    Object.assign(link, { rel: "preload", as: "font", type: "font/woff2", href: dataset.font });
    if (location.protocol !== "file:") link.crossOrigin = "anonymous"; // Chromium refuses it to files
    document.head.append(link);
  }

  // The theme of the reader, also when it was changed on another page: in another tab, or before going back to this one.
  const showTheme = () => {
    document.body.dataset.theme = localStorage.getItem("theme") || "auto";
  };
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    showTheme();
  }).observe(document.documentElement, { childList: true });
  addEventListener("pageshow", showTheme);
  addEventListener("storage", showTheme);

  // The other scripts come at the first paint of a whole page, for what they measure would have it laid out before
  // its font is there; where a browser tells of no paint, soon after the page came.
  const scripts = dataset.scripts?.split(" ") ?? [];
  const load = () => {
    for (const src of scripts.splice(0)) {
      const script = document.createElement("script");
      script.async = false;
      script.src = src;
      document.head.append(script);
    }
  };
  addEventListener("DOMContentLoaded", () => {
    new PerformanceObserver(load).observe({ type: "paint", buffered: true });
  });
  addEventListener("load", () => setTimeout(load, 2000));
}
