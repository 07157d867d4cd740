/* What scrolls in a frame of its own can be reached by keyboard, and a picture opens in its full size. */
(() => {
  const frames = "div.cell_output, div.table-wrapper, .kj-page, .kj-scroll, .kj-speech, div.dt-layout-table > div, article pre, math[display=block]";
  const mark = () => {
    for (const frame of document.querySelectorAll(frames)) {
      const scrolls = frame.scrollWidth > frame.clientWidth + 1 || frame.scrollHeight > frame.clientHeight + 1;
      if (scrolls) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };
  addEventListener("load", mark);
  addEventListener("resize", mark);
  addEventListener("toggle", mark, true);
  for (const picture of document.querySelectorAll("div.cell_output img")) {
    const link = Object.assign(document.createElement("a"), {href: picture.src, className: "kj-picture"});
    picture.replaceWith(link);
    link.append(picture);
  }
})();
