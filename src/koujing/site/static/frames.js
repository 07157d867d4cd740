/* What scrolls in a frame of its own can be reached by keyboard. */
(() => {
  const frames = "div.cell_output, div.table-wrapper, .kj-page, .kj-plot, .kj-scroll, .kj-speech, div.dt-layout-table > div, article pre, math[display=block]";
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
})();
