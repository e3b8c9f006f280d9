// Ranks what a search finds. Sphinx gives every page the score of its best word, so that most pages tie, asks for
// every word of the query, and puts objects of the API before the page that explains them. Here a word counts by its
// rarity and by where it stands, a few words may be missing, and chapters come first.

const Ranking = {
  enough: 0.35, // the share of the query, by rarity, that a page must have
  inTitle: 3,
  inHeading: 2,
  inText: 1,
  places: { notes: 20, "reference/errors": 25, "reference/api": -20 },

  pages: (index, word) => {
    if (Object.hasOwn(index, word)) return new Set([index[word]].flat());
    if (/^[a-z0-9_]{1,2}$/.test(word)) return new Set(); // part of nearly every word
    return new Set(Object.keys(index).filter((term) => term.includes(word)).flatMap((term) => index[term]));
  },

  // For every word that the site knows: how rare it is, and how much its place on each page is worth.
  words: (searchTerms) => {
    const { terms, titleterms, titles } = Search._index;
    const stemmer = new Stemmer();
    const inTitle = titles.map((title) => splitQuery(title.toLowerCase()).map((word) => stemmer.stemWord(word)));
    return [...searchTerms].flatMap((word) => {
      const text = Ranking.pages(terms, word);
      const headings = Ranking.pages(titleterms, word);
      const found = new Set([...text, ...headings]);
      if (!found.size) return [];
      const worth = (page) => {
        if (inTitle[page].includes(word)) return Ranking.inTitle;
        if (headings.has(page)) return Ranking.inHeading;
        return text.has(page) ? Ranking.inText : 0;
      };
      return [{ rarity: Math.log(1 + titles.length / found.size), worth }];
    });
  },

  // Chapters first; of two equals the one that is read first.
  place: (docname) => {
    const pages = [...document.querySelectorAll(".sidebar-tree a")].map((link) => link.getAttribute("href"));
    const order = pages.findIndex((address) => address.endsWith(`${docname}.html`));
    return (Ranking.places[docname] ?? Ranking.places[docname.split("/")[0]] ?? 0) - order / 100;
  },
};

Search.performTermsSearch = (searchTerms, excludedTerms) => {
  const { docnames, filenames, titles, terms, titleterms } = Search._index;
  const words = Ranking.words(searchTerms);
  const excluded = new Set([...excludedTerms].flatMap((word) => [...Ranking.pages(terms, word), ...Ranking.pages(titleterms, word)]));
  const whole = words.reduce((sum, { rarity }) => sum + rarity, 0);
  return titles.flatMap((title, page) => {
    const found = words.filter(({ worth }) => worth(page));
    const share = found.reduce((sum, { rarity }) => sum + rarity, 0) / whole;
    if (excluded.has(page) || !(share >= Ranking.enough)) return [];
    const value = found.reduce((sum, { rarity, worth }) => sum + rarity * worth(page), 0) / whole / Ranking.inTitle;
    return [[docnames[page], title, "", null, 100 * value, filenames[page], SearchResultKind.text]];
  });
};

Scorer.score = ([docname, title, , , score, , kind]) => {
  const asked = document.querySelector('input[name="q"]').value.trim();
  if (kind === SearchResultKind.text) return score + Ranking.place(docname);
  if (kind === SearchResultKind.title) return 40 + 4 * score + Ranking.place(docname);
  const isName = /[._]/.test(asked) && title.endsWith(asked);
  return (isName ? 200 : 0) + score;
};
