// Cuts a query as search_words.py cuts the pages; the rules are those that stand there.
var SearchWords = {
  before: BEFORE,
  after: AFTER,
  number: NUMBER,

  apply: (rules, text) => rules.reduce((result, [pattern, word]) => result.replace(pattern, word), text),

  // Pairs of a traditional character and the simplified one, in the page of the search.
  simplified: new Map(document.querySelector("[data-simplified]")?.dataset.simplified.match(/../gu)?.map((pair) => [...pair])),

  normalized: (text) => {
    const plain = SearchWords.apply(SearchWords.before, text).normalize("NFKC").toLowerCase();
    return SearchWords.apply(SearchWords.after, plain).replace(/HAN/gu, (old) => SearchWords.simplified.get(old) ?? old);
  },

  words: (token) => {
    if (!/^HAN/u.test(token)) return [/^[0-9.]/.test(token) ? SearchWords.apply(SearchWords.number, token) : token];
    return token.length === 1 ? [token] : [...token.slice(1)].map((character, i) => token[i] + character);
  },
};

var splitQuery = (text) => (SearchWords.normalized(text).match(TOKEN) ?? []).flatMap(SearchWords.words);
