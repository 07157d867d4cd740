/* Tables of the site, by DataTables: every row searched, sorted, filtered, copied and saved; nothing leaves the page. */
(() => {
  const SIZES = [[1e12, "trillion"], [1e9, "billion"], [1e6, "million"]];
  const SAID = /^[a-z ]*(-?\d[\d,]*(?:\.\d+)?)(?:–\S+)?(?: (m|bn|trn))?$/;  // about 24.66 trn
  const UNITS = {m: 1e6, bn: 1e9, trn: 1e12};
  const unsafe = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"};
  const text = cell => cell.replace(/[&<>"]/g, sign => unsafe[sign]);

  /* As say_number in show/display.py. */
  const NUMBER = /^(-?\d+(?:\.\d+)?(?:e[-+]?\d+)?)(?:\.\.-?\d+(?:\.\d+)?)?$/;
  const thousands = (digits, mark) => digits.replace(/^-?\d+/, whole => whole.replace(/\B(?=(\d{3})+$)/g, mark));
  const sayOne = digits => {
    const value = Math.abs(Number(digits));
    const [size, word] = SIZES.find(([size]) => value >= size) ?? [];
    return size ? `${Number((digits / size).toPrecision(6))} ${word}` : value < 1e4 ? digits : thousands(digits, "\u202f");
  };
  const say = cell => cell.split("..").map(sayOne).join("–");
  const low = cell => cell === "" ? null : Number(cell.match(NUMBER)[1]);
  const said = cell => {
    const [, digits, unit] = cell.match(SAID) ?? [];
    return digits === undefined ? null : Number(digits.replace(/,/g, "")) * (UNITS[unit] ?? 1);
  };

  const unpack = ({separator}, column) => typeof column === "string" ? column.split(separator)
    : [...column[1]].map(code => column[0][code.charCodeAt(0) - 48]);

  const are = (cells, pattern) => cells.some(cell => cell !== "") && cells.every(cell => cell === "" || pattern.test(cell));

  function column(place, cells, links) {
    const isNumber = are(cells, NUMBER), isSaid = !isNumber && are(cells, SAID);
    const render = (cell, type, row) => {
      if (type === "sort" || type === "type") return isNumber ? low(cell) : isSaid ? said(cell) : cell;
      if (type === "export") return cell;
      if (type === "filter") return isNumber || isSaid ? String((isNumber ? low : said)(cell) ?? "") : text(`${cell} ${koujingGlosses.of(cell)}`.trim());
      const shown = text(isNumber ? say(cell) : cell);
      const page = links?.[row.at(-1)];
      return page ? `<a href="${text(page)}">${shown}</a>` : shown;
    };
    const search = {extend: "searchDropdown", title: "only rows whose cell"};
    return {data: place, render, type: isNumber || isSaid ? "num" : "string", className: isNumber || isSaid ? "kj-number" : "",
            columnControl: [search]};
  }

  function show(box) {
    const data = JSON.parse(box.querySelector('[type="application/json"]').textContent);
    const table = box.querySelector("table");
    const cells = data.columns.map(each => unpack(data, each));
    const links = Object.fromEntries(Object.entries(data.links ?? {}).map(([place, [folder, pages]]) =>
      [place, unpack(data, pages).map(page => page && folder + page)]));
    const columns = cells.map((each, place) => column(place, each, links[place]));
    const numbers = cells.filter((_, place) => columns[place].type === "num");
    const written = cell => NUMBER.test(cell) ? `${cell} ${thousands(cell, ",")} ${say(cell)}` : cell;
    const rows = cells[0].map((_, row) => [...cells.map(each => each[row]), numbers.map(each => written(each[row])).join(" "), row]);
    const found = {data: cells.length, visible: false, type: "string", title: ""};  // other ways to write the numbers of a row
    box.querySelector("tbody").replaceChildren();
    box.querySelector("p").remove();
    table.querySelector("tr").appendChild(document.createElement("th"));
    const exportOptions = {orthogonal: "export", columns: ":visible", stripHtml: false, decodeEntities: false};
    const name = `${document.title.split(" - ")[0]} ${box.dataset.koujing}`.replace(/[\\/:*?"<>|]/g, " ");
    const save = (extend, label) => ({extend, text: label, title: null, filename: name, exportOptions, bom: true});
    const api = new DataTable(table, {
      data: rows, columns: [...columns, found], order: [], deferRender: true, autoWidth: false, pageLength: Math.min(data.page, 50),
      lengthMenu: [10, 50, 200, 1000],
      layout: {
        topStart: {search: {text: "_INPUT_", placeholder: "words or numbers to find"}},
        topEnd: {buttons: [save("copy", "Copy"), save("csv", "CSV"), save("excel", "Excel")]},
        bottomStart: {info: {}, pageLength: {text: "_MENU_ a page"}},
        bottomEnd: rows.length > 10 ? "paging" : null,
      },
      language: {
        info: "_START_–_END_ of _TOTAL_ rows", infoEmpty: "no rows", infoFiltered: "(of _MAX_)", zeroRecords: "No row has all of these words.",
        emptyTable: "None found.", thousands: "\u202f",
      },
    });
    box.querySelector('input[type="search"]').setAttribute("aria-label", "search the table");
    const find = () => {
      const words = new URLSearchParams(location.hash.slice(1)).get(box.dataset.koujing);
      if (words === null) return;
      api.search(words).draw();
      box.scrollIntoView();
    };
    addEventListener("hashchange", find);
    find();
  }

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const colours = () => {
    const {theme} = document.body.dataset;
    document.documentElement.classList.toggle("dark", theme === "dark" || (theme !== "light" && dark.matches));
  };
  new MutationObserver(colours).observe(document.body, {attributeFilter: ["data-theme"]});
  dark.addEventListener("change", colours);
  colours();
  for (const data of document.querySelectorAll('[data-koujing] > [type="application/json"]')) show(data.parentElement);
})();
