// Ranks what a search finds. Sphinx gives every page the score of its best word, so that most pages tie, asks for
// every word of the query, and puts objects of the API before the page that explains them. Here a word counts by its
// rarity and by where it stands, a few words may be missing, and chapters come first.

const Ranking = {
  enough: 0.35, // the share of the query, by rarity, that a page must have
  inTitle: 3,
  inHeading: 2,
  inText: 1,
  places: PLACES,
  stemmer: new Stemmer(),
  asked: "",

  isNumber: (word) => /^[0-9][0-9.e/-]*$/.test(word),
  isShort: (word) => /^[a-z0-9_]{1,2}$/.test(word), // part of nearly every word

  // A word as the index has it: `stem` in search_language.py.
  form: (word) => {
    const stem = /^[a-z]/.test(word) ? Ranking.stemmer.stemWord(word) : word;
    return stopwords.has(stem) ? word : stem;
  },

  // What of a query says something: the `F` of `F.max` only if it stands alone.
  telling: (parts, little) => {
    const wanted = parts.filter((part) => part && !stopwords.has(part));
    const much = wanted.filter((part) => !little.test(part));
    return much.length ? much : wanted;
  },

  // The terms of the index that a word of the query means. One that the index lacks may be part of others, a number only
  // their first digits; one Chinese character stands in the index as a part of pairs.
  meant: (word) => {
    const indexes = [Search._index.terms, Search._index.titleterms];
    const all = indexes.flatMap(Object.keys);
    if (/^\p{Script=Han}$/u.test(word)) return all.filter((term) => term.includes(word));
    if (indexes.some((index) => Object.hasOwn(index, word))) return [word];
    if (Ranking.isNumber(word)) return /[0-9]\.[0-9]{2}|[0-9]{2}\.[0-9]/.test(word) ? all.filter((term) => term.startsWith(word)) : [];
    return Ranking.isShort(word) ? [] : all.filter((term) => term.includes(word));
  },

  pages: (index, terms) => new Set(terms.filter((term) => Object.hasOwn(index, term)).flatMap((term) => index[term])),

  // For every word that the site knows: how rare it is, and how much its place on each page is worth.
  words: (searchTerms) => {
    const { terms, titleterms, titles } = Search._index;
    const inTitle = titles.map((title) => splitQuery(title).map(Ranking.form));
    return [...searchTerms].flatMap((word) => {
      const meant = Ranking.meant(word);
      const text = Ranking.pages(terms, meant);
      const headings = Ranking.pages(titleterms, meant);
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

  // What the page of a result marks: what was asked, piece by piece.
  marks: (asked) =>
    Ranking.telling(asked.split(/\s+/), /^[a-z0-9]$/).map((piece) => {
      const words = splitQuery(piece);
      return words.length === 1 && Ranking.isNumber(words[0]) ? words[0] : piece;
    }),
};

// Sphinx drops numbers, and asks for words that the index never has, such as `op` for `ops`.
Search._parseQuery = (query) => {
  Ranking.asked = SearchWords.normalized(query).trim();
  const words = splitQuery(query);
  const wanted = Ranking.telling(words, /^[a-z]$/);
  return [Ranking.asked, new Set(wanted.map(Ranking.form)), new Set(), new Set(wanted), new Set(words)];
};

Search.performTermsSearch = (searchTerms) => {
  const { docnames, filenames, titles } = Search._index;
  const words = Ranking.words(searchTerms);
  const whole = words.reduce((sum, { rarity }) => sum + rarity, 0);
  return titles.flatMap((title, page) => {
    const found = words.filter(({ worth }) => worth(page));
    const share = found.reduce((sum, { rarity }) => sum + rarity, 0) / whole;
    if (!(share >= Ranking.enough)) return [];
    const value = found.reduce((sum, { rarity, worth }) => sum + rarity * worth(page), 0) / whole / Ranking.inTitle;
    return [[docnames[page], title, "", null, 100 * value, filenames[page], SearchResultKind.text]];
  });
};

// Sphinx finds a name by any part of it: by the 1 in `log1p`.
const findNames = Search.performObjectSearch;
Search.performObjectSearch = (word, all) => (Ranking.isNumber(word) || Ranking.isShort(word) ? [] : findNames(word, all));

// Sphinx leaves in the browser's storage, if there is one, what a page shall mark; here the link of a result says it.
const findAll = Search._performSearch;
Search._performSearch = (...query) => {
  const marks = encodeURIComponent(Ranking.marks(Ranking.asked).join(" "));
  return findAll(...query).map(([docname, title, anchor, ...rest]) => [docname, title, `?highlight=${marks}${anchor}`, ...rest]);
};

Scorer.score = ([docname, title, , , score, , kind]) => {
  if (kind === SearchResultKind.text) return score + Ranking.place(docname);
  if (kind === SearchResultKind.title) return 40 + 4 * score + Ranking.place(docname);
  const isName = /[._]/.test(Ranking.asked) && title.toLowerCase().endsWith(Ranking.asked);
  return (isName ? 200 : 0) + score;
};
