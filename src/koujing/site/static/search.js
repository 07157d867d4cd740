/* The search of the site: whatever stands on a page or in a coded row, by any part of it, by its number or its English. */
(() => {
  const PAGES = 30, PLACES = 3, ROWS = 100, AROUND = 45;
  const form = document.querySelector("form.kj-search"), output = form.querySelector("output");
  const results = document.getElementById("search-results");
  const element = (tag, ...inside) => { const made = document.createElement(tag); made.append(...inside); return made; };
  const literally = word => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");

  /* A number is found however its thousands are set apart, and never inside another number. */
  const number = word => `(?<![0-9]|[0-9][.,\u202f])${[...word.replace(/[,\u202f]/g, "")].map(literally).join("[,\u202f]?")}(?!,?[0-9])`;
  function pattern(word) {
    if (/^-?\d[\d,\u202f]*(?:\.\d+)?$/.test(word)) return {said: new RegExp(number(word), "iug")};
    const terms = /^[a-z][a-z0-9-]+$/i.test(word) ? koujingGlosses.terms_for(word) : [];
    return {said: new RegExp(literally(word), "iug"), meant: terms.length ? new RegExp(terms.join("|"), "ug") : null};
  }

  const has = (regex, text) => text.search(regex) >= 0;
  /* 0 if a word is missing, else more for words that are said than for words that are meant, for a cell or heading that is the
     whole query, and for little else around it. */
  function score(words, text, query) {
    let total = 0;
    for (const {said, meant} of words) {
      if (has(said, text)) total += 2;
      else if (meant && has(meant, text)) total += 1;
      else return 0;
    }
    const cells = ` · ${text.toLowerCase()} · `, whole = ` · ${query.trim().toLowerCase()} · `;
    return total / words.length + 8 / (8 + text.length) + (cells.includes(whole) ? 2 : 0) + (cells.startsWith(whole) ? 1 : 0);
  }

  function snippet(words, text) {
    const places = words.flatMap(({said, meant}) => [...text.matchAll(has(said, text) ? said : meant)]);
    const spans = places.map(match => [match.index, match.index + match[0].length]).sort((a, b) => a[0] - b[0]);
    const from = Math.max(0, spans[0][0] - AROUND), to = Math.min(text.length, spans[0][1] + 2 * AROUND);
    const shown = element("span", from ? "… " : "");
    let last = from;
    for (const [start, end] of spans) {
      if (start < last || end > to) continue;
      shown.append(text.slice(last, start), element("mark", text.slice(start, end)));
      last = end;
    }
    shown.append(text.slice(last, to), to < text.length ? " …" : "");
    return shown;
  }

  const link = (address, label) => Object.assign(element("a", label), {href: address});
  /* The address of a place; one that ends in = is a table of the page, in which the words are looked for. */
  const address = (url, anchor, query) => url + (anchor ? `#${anchor}` : "") + (anchor.endsWith("=") ? encodeURIComponent(query) : "");

  function find(words, query) {
    const pages = [], rows = [];
    for (const [url, title, places, coded] of koujingIndex) {
      const hits = [];
      for (const [anchor, texts] of places)
        for (const text of texts) {
          const scored = score(words, text, query);
          if (scored && anchor.endsWith("=")) rows.push({url, title, anchor, text, score: scored});
          else if (scored) hits.push({anchor, text, heading: texts[0], score: scored});
        }
      for (const [anchor, text] of coded) {
        const scored = score(words, text, query);
        if (scored) rows.push({url, title, anchor, text, score: scored});
      }
      hits.sort((a, b) => b.score - a.score);
      const whole = score(words, title, query);
      if (hits.length || whole) pages.push({url, title, hits, score: (hits[0]?.score ?? 0) + 2 * whole + Math.log2(1 + hits.length) / 4});
    }
    for (const found of [pages, rows]) found.sort((a, b) => b.score - a.score);
    return {pages, rows};
  }

  function show(query) {
    const words = (query.match(/\S+/g) ?? []).map(pattern);
    const {pages, rows} = words.length ? find(words, query) : {pages: [], rows: []};
    const told = (n, most) => n > most ? `${n}, the first ${most} shown` : n;
    const count = (n, what) => `${n} ${what}${n === 1 ? "" : "s"}`;
    output.textContent = words.length ? `${count(pages.length, "page")} and ${count(rows.length, "table row")} found` : "";
    const lists = [];
    if (pages.length) {
      const list = element("ol", ...pages.slice(0, PAGES).map(({url, title, hits}) => {
        const places = hits.slice(0, PLACES).map(({anchor, text, heading}) =>
          element("li", ...(anchor && heading !== text ? [link(address(url, anchor, query), heading.slice(0, 60)), ": "] : []), snippet(words, text)));
        const more = hits.length > PLACES ? [element("li", `${hits.length - PLACES} more places`)] : [];
        return element("li", link(url, title), element("ul", ...places, ...more));
      }));
      lists.push(element("h2", `Pages (${told(pages.length, PAGES)})`), list);
    }
    if (rows.length) {
      const list = element("ol", ...rows.slice(0, ROWS).map(({url, title, anchor, text}) =>
        element("li", link(address(url, anchor, query), snippet(words, text)), element("small", ` ${title}`))));
      lists.push(element("h2", `Rows of tables (${told(rows.length, ROWS)})`), list);
    }
    results.replaceChildren(...lists);
  }

  const query = new URLSearchParams(location.search).get("q") ?? "";
  const input = form.querySelector("input");
  let waiting;
  input.value = query;
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(() => show(input.value), 150); });
  show(query);
  if (!query) input.focus();
})();
