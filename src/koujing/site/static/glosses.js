/* What Chinese terms mean: lines of "English<tab>term term term", and where they stand in a text. */
const koujingGlosses = (() => {
  const terms = new Map();  // term → its English wordings
  const begins = new Map();  // its first two characters → terms
  for (const line of koujingGlossary.split("\n")) {
    const [english, chinese] = line.split("\t");
    for (const term of chinese?.split(" ") ?? []) {
      terms.set(term, terms.has(term) ? `${terms.get(term)}, ${english}` : english);
      const first = term.slice(0, 2);
      if (!begins.has(first)) begins.set(first, new Set());
      begins.get(first).add(term);
    }
  }
  const known = new Map();
  /* The English of every term that stands in a text. */
  const of = text => {
    if (!known.has(text)) {
      const found = new Set();
      for (let place = 0; place < text.length - 1; place++)
        for (const term of begins.get(text.slice(place, place + 2)) ?? [])
          if (text.startsWith(term, place)) found.add(terms.get(term));
      known.set(text, [...found].join(", "));
    }
    return known.get(text);
  };
  /* The terms whose English has a word that begins with this one. */
  const terms_for = word => {
    const begin = new RegExp(`(?<![a-z0-9])${word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "\\$&")}`);
    return [...terms].filter(([, english]) => begin.test(english.toLowerCase())).map(([term]) => term);
  };
  return {of, terms_for};
})();
