"""Plots: no missing glyph, the same bytes twice, data beside the picture."""

import base64
import io
import re
import sys
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from fontTools.ttLib import TTFont

from koujing.show import plots
from koujing.show.fonts import CHINESE
from koujing.site.pictures import frame
from repeated import picture_of

RATES = pd.DataFrame(
    {
        "term": ["改革", "云岭县"], "per_10k_chars": [20.5, 3.25], "poisson_low": [18.0, 2.0],
        "poisson_high": [23.0, 5.0], "boot_low": [12.0, np.nan], "boot_high": [30.0, np.nan],
    }
)  # fmt: skip
COUNTS = pd.DataFrame({"money": [3, 1], "percent": [2, 5]}, index=["第一篇", "第二篇"])
YEARS = pd.DataFrame(
    {
        "year": [1954, 1955, 1957, 1958],
        "value": [0.0, 4.0, 2.0, 3.0],
        "genre": ["work report", "plan report"] + ["work report"] * 2,
    }
)
STRIPS = pd.DataFrame(
    [["a", "review", 0.0, 0.6], ["a", "set aside", 0.6, 1.0], ["b", "other", 0.0, 1.0], ["a", "somebody speaks", 0.1, 0.3]],
    columns=["source", "kind", "low", "high"],
)


KEYNESS = pd.DataFrame(
    [["改革", 3.0, 2.0, "key"], ["农村", 1.5, 0.0, "not shown"], ["修路", -1.0, -0.2, "not shown"], ["云岭县", -4.0, -2.5, "key"]],
    columns=["term", "log_ratio", "lrc", "verdict"],
)
SHIFT = pd.DataFrame({"term": ["改革", "农村", "云岭县"], "contribution": [0.004, 0.002, 0.0], "side": [1, -1, 0]})
PLACES = pd.DataFrame({"speech": ["第一篇", "第二篇", "第一篇"], "term": ["改革", None, "农村"], "place": [12.5, np.nan, 80.0]})


MATHS = r"100$\frac$ <b>%"


def in_maths(table, *columns):
    """The table with words that matplotlib would take for a formula, and could not draw."""
    if isinstance(table.index[0], str):
        table = table.set_axis([f"{MATHS}{k}" for k in range(len(table))])
    return table.assign(**{column: table[column].dropna() + MATHS for column in columns})


HOSTILE = {
    "rates": lambda: plots.plot_rates(in_maths(RATES, "term"), MATHS, MATHS),
    "sensitivity": lambda: plots.plot_sensitivity(in_maths(COUNTS).rename(columns={"money": MATHS}), MATHS, MATHS),
    "counts": lambda: plots.plot_counts(in_maths(COUNTS).rename(columns={"money": MATHS}), MATHS, MATHS),
    "timeline": lambda: plots.plot_timeline(YEARS.assign(series=MATHS), MATHS, MATHS),
    "careers": lambda: plots.plot_careers(YEARS.assign(term=MATHS, poisson_low=0, poisson_high=9), MATHS, MATHS),
    "heatmap": lambda: plots.plot_heatmap(in_maths(COUNTS).rename(columns={"money": MATHS}), MATHS, MATHS),
    "strips": lambda: plots.plot_strips(in_maths(STRIPS, "source"), MATHS),
    "word_cloud": lambda: plots.plot_word_cloud({MATHS: 5, "发展": 9}, MATHS),
    "keyness": lambda: plots.plot_keyness(in_maths(KEYNESS, "term"), MATHS, (MATHS, MATHS)),
    "shift": lambda: plots.plot_shift(in_maths(SHIFT, "term"), MATHS, (MATHS, MATHS)),
    "xray": lambda: plots.plot_xray(in_maths(PLACES, "speech", "term"), MATHS),
    "distances": lambda: plots.plot_distances(pd.DataFrame([[0, 1], [1, 0]], [MATHS, "b"], [MATHS, "b"]), MATHS, MATHS),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_word_becomes_a_formula(kind):
    assert HOSTILE[kind]().picture()


def draw(kind):
    if kind == "keyness":
        return plots.plot_keyness(KEYNESS, "Whose words", ("county", "province"))
    if kind == "shift":
        return plots.plot_shift(SHIFT, "What carries it", ("county", "province"))
    if kind == "xray":
        return plots.plot_xray(PLACES, "Where it stands")
    if kind == "distances":
        return plots.plot_distances(pd.DataFrame([[0, 0.25], [0.25, 0]], ["第一篇", "b"], ["第一篇", "b"]), "How far", "bits")
    if kind == "rates":
        return plots.plot_rates(RATES, "改革 (reform) leads − by far")
    if kind == "sensitivity":
        return plots.plot_sensitivity(COUNTS, "Counts differ", "occurrences")
    if kind == "counts":
        return plots.plot_counts(COUNTS, "Money leads", "figures")
    if kind == "timeline":
        return plots.plot_timeline(YEARS.assign(series="改革"), "Up and down")
    if kind == "careers":
        rates = YEARS.assign(term="改革", poisson_low=YEARS["value"] / 2, poisson_high=YEARS["value"] * 2)
        return plots.plot_careers(pd.concat([rates, rates.assign(term="云岭县")]), "Two careers")
    if kind == "heatmap":
        return plots.plot_heatmap(COUNTS, "Who says what")
    if kind == "strips":
        return plots.plot_strips(STRIPS, "What stands where")
    return plots.plot_word_cloud({"改革": 5, "发展": 9, "云岭县": 1}, "Words")


@pytest.mark.parametrize(
    "kind",
    ["rates", "sensitivity", "counts", "timeline", "careers", "heatmap", "strips", "word_cloud",
     "keyness", "shift", "xray", "distances"],
)  # fmt: skip
def test_every_glyph_is_there_and_bytes_repeat(kind):
    picture = picture_of(lambda: draw(kind))
    assert len(ET.fromstring(picture).findall(".//{*}text")) >= 2 or kind == "word_cloud"


def test_a_missing_glyph_would_be_noticed():
    with pytest.warns(UserWarning, match="missing from font"):
        plots.plot_counts(COUNTS, "\U00012000 is in neither font", "figures").picture()


def test_saving_writes_picture_data_and_alt_text(tmp_path, monkeypatch):
    monkeypatch.setenv("KOUJING_FIGURES", str(tmp_path / "figures"))
    path = plots.save(draw("rates"), "02_rates", RATES, alt="改革 leads.")
    assert path == tmp_path / "figures" / "02_rates.svg"
    svg = ET.parse(path).getroot()
    told = {svg.find(f"{{*}}{kind}").get("id"): svg.findtext(f"{{*}}{kind}") for kind in ("title", "desc")}
    assert list(told.values()) == ["改革 (reform) leads − by far", "改革 leads."]
    assert (svg.get("role"), svg.get("aria-labelledby").split()) == ("img", list(told))
    pd.testing.assert_frame_equal(pd.read_csv(path.with_suffix(".csv")), RATES, check_dtype=False)


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("02_讲话 a.b", "02_讲话-a.b"),
        ('../-a/"$x$"%&<b>\n#?', "a-x-b"),
        ("/etc/a", "etc-a"),
        ("长" * 99, "长" * 60),
    ],
)
def test_a_picture_has_a_plain_name_in_its_folder_whatever_the_study_is_called(tmp_path, monkeypatch, name, file):
    monkeypatch.setenv("KOUJING_FIGURES", str(tmp_path))
    assert plots.save(draw("counts"), name, COUNTS, alt="Two bars.") == tmp_path / f"{file}.svg"
    assert sorted(path.stem for path in tmp_path.iterdir()) == [file, file]


def test_data_with_named_rows_keep_them(tmp_path, monkeypatch):
    monkeypatch.setenv("KOUJING_FIGURES", str(tmp_path))
    path = plots.save(draw("counts"), "counts", COUNTS, alt="Two bars.")
    assert path.with_suffix(".csv").read_text(encoding="utf-8") == ",money,percent\n第一篇,3,2\n第二篇,1,5\n"


def test_picture_without_alt_text_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("KOUJING_FIGURES", str(tmp_path))
    with pytest.raises(ValueError, match="plot 'x' has no alt text"):
        plots.save(draw("counts"), "x", COUNTS, alt=" ")
    assert not list(tmp_path.iterdir())


def test_a_notebook_shows_the_saved_picture(tmp_path, monkeypatch):
    monkeypatch.setenv("KOUJING_FIGURES", str(tmp_path))
    plot = draw("counts")
    path = plots.save(plot, "counts", COUNTS, alt="Two bars.")
    assert plot._repr_mimebundle_() == {"image/svg+xml": path.read_text(encoding="utf-8"), "text/plain": "Two bars."}


@pytest.mark.parametrize(
    "change",
    [
        lambda plot: plot.axes[0].set_title("another"),
        lambda plot: plot.axes[0].set_xlim(0, 99),
        lambda plot: plot.axes[0].text(0, 0, "here"),
        lambda plot: plot.axes[0].patches[0].set_height(0.1),
        lambda plot: setattr(plot, "alt", "Three bars."),
    ],
)
def test_a_picture_is_drawn_once_and_again_when_anything_changes(change):
    plot = draw("counts")
    first = plot.picture()
    assert plot.picture() is first
    change(plot)
    assert plot.picture() != first


def test_line_breaks_at_missing_years_and_other_genres():
    line = plots.plot_timeline(YEARS, "t").axes[0].lines[0]
    assert np.asarray(line.get_xdata()).tolist() == [1954, 1955, 1956, 1957, 1958]
    np.testing.assert_array_equal(np.asarray(line.get_ydata()), [0, np.nan, np.nan, 2, 3])


def test_the_highest_point_of_a_line_has_its_year_and_a_level_line_has_none():
    assert [text.get_text() for text in plots.plot_timeline(YEARS, "t").axes[0].texts] == ["1958"]
    level = YEARS.assign(value=1.0, genre="speech")
    assert [text.get_text() for text in plots.plot_timeline(level, "t").axes[0].texts] == []


def test_a_title_says_in_smaller_lines_below_it_what_is_plotted():
    plain, told = plots.plot_timeline(YEARS, "It rises"), plots.plot_timeline(YEARS, "It rises\nvalues by year; n = 5")
    below = [text.get_text() for text in told.texts + told.artists if text.get_text()]
    assert told.get_suptitle().strip() == "It rises"
    assert "values by year; n = 5" in below
    assert told.get_figheight() > plain.get_figheight()


def test_a_long_title_of_han_characters_is_wrapped_inside_the_plot():
    plot = plots.plot_timeline(YEARS, " ".join(["改革开放四十年"] * 9))
    plot.draw_without_rendering()
    assert plot._suptitle.get_window_extent().x1 < plot.bbox.x1  # type: ignore[attr-defined]


def test_two_reports_of_one_year_give_one_point():
    both = pd.concat([YEARS, YEARS.assign(value=1.0)])
    line = plots.plot_timeline(both, "t").axes[0].lines[0]
    np.testing.assert_array_equal(np.asarray(line.get_ydata()), [0.5, np.nan, np.nan, 1.5, 2])


@pytest.mark.parametrize(
    ("draw", "told"),
    [
        (lambda rates: plots.plot_term_careers(rates, rates, "t"), r"no column 'year'; expected what koujing\.rates gives with by="),
        (lambda rates: plots.plot_term_careers(rates.assign(year=1999), rates, "t"), r"'birth'; expected what koujing\.births gives"),
        (lambda rates: plots.plot_careers(rates, "t"), r"'year'; expected one row per text: .*; plot_term_careers draws what"),
        (lambda rates: plots.plot_timeline(rates, "t"), "'year'; expected one row per text"),
        (lambda rates: plots.plot_fields(rates, "t"), r"'field'; expected what koujing\.fields gives"),
        (lambda rates: plots.plot_company(rates, "t", ("then", "now")), r"'change'; expected what koujing\.company gives"),
        (lambda rates: plots.plot_keyness(rates, "t", ("a", "b")), r"'log_ratio'; expected what koujing\.keyness or"),
        (lambda rates: plots.plot_rates(rates.drop(columns="term"), "t"), r"'term'; expected what koujing\.rates gives"),
    ],
)
def test_a_table_of_another_kind_is_refused_by_the_column_it_lacks(draw, told):
    rates = pd.DataFrame({"speech": ["a"], "term": ["修路"], "n": [1], "per_10k_chars": [2.0], "poisson_low": [0.1], "poisson_high": [9.0]})
    with pytest.raises(ValueError, match=told):
        draw(rates)


def test_more_columns_than_colours_are_refused():
    wide = pd.DataFrame([range(9)], index=["a"])
    with pytest.raises(ValueError, match="9 columns, but only 8 colours"):
        plots.plot_counts(wide, "t", "x")


def test_a_nameless_line_is_that_of_the_work_reports():
    legend = plots.plot_timeline(YEARS, "t").legends[0]
    assert [text.get_text() for text in legend.get_texts()] == ["work report", "other genre"]


def test_the_line_joins_the_commonest_genre_and_leaves_out_what_has_no_year():
    undated = YEARS.assign(genre=["speech", "speech", "speech", "work report"], year=pd.array([2001, 2002, None, 2002], dtype="Int64"))
    plot = plots.plot_timeline(undated, "t")
    assert [text.get_text() for text in plot.legends[0].get_texts()] == ["speech", "other genre"]
    assert np.asarray(plot.axes[0].lines[0].get_ydata()).tolist() == [0.0, 4.0]


def test_the_cells_of_a_heatmap_keep_their_height_under_long_names():
    heights = [
        plots.plot_heatmap(COUNTS.set_axis([name, "b"], axis=1), "t").get_figheight() for name in ("a", "a" * 30)
    ]
    assert heights[1] > heights[0] + 1


def test_the_shades_of_a_heatmap_say_where_they_begin():
    def legend(**how):
        return [text.get_text() for text in plots.plot_heatmap(COUNTS, "t", **how).legends[0].get_texts()]

    assert legend() == ["once", "2–3 times", "4 times or more"]
    assert legend(steps=(1, 10, 100)) == ["1–9 times", "10–99 times", "100 times or more"]


def test_a_strip_names_only_the_kinds_that_occur():
    legend = plots.plot_strips(STRIPS, "t").legends[0]
    assert [text.get_text() for text in legend.get_texts()] == ["review", "other", "set aside", "somebody speaks"]


def test_terms_their_variants_and_formulas_are_glossed():
    assert plots.label("国内生产总值") == "国内生产总值 gross domestic product"
    assert plots.label("GDP") == "GDP gross domestic product"
    assert plots.label("两学一做").startswith("两学一做 ")
    assert plots.label("国内生产总值") == "国内生产总值 gross domestic product"


def test_a_word_cloud_without_its_library_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "wordcloud", None)
    with pytest.raises(RuntimeError, match=r"pip install 'koujing\[notebooks\]'"):
        plots.plot_word_cloud({"修路": 3}, "Roads")


def row_names(plot):
    return [text.get_text() for text in plot.axes[0].get_yticklabels()]


def key_plot(**how):
    return plots.plot_keyness(KEYNESS, "t", ("county", "province"), **how)


def test_key_words_run_from_one_side_to_the_other_and_those_without_a_bound_are_left_out():
    assert row_names(key_plot()) == [plots.label("改革"), plots.label("修路"), "云岭县"]
    assert row_names(key_plot(top=1)) == [plots.label("改革"), "云岭县"]
    assert row_names(key_plot(top=None)) == [plots.label(term) for term in KEYNESS["term"]]
    assert key_plot().axes[0].get_xlabel().endswith("← province | county →")


def test_a_key_word_that_does_not_hold_over_speeches_is_hollow():
    plot = key_plot(top=None)
    white = [tuple(face) == (1, 1, 1, 1) for face in plot.axes[0].collections[0].get_facecolors()]
    assert white == [False, True, True, False]
    assert "not shown over speeches" in [text.get_text() for text in plot.legends[0].get_texts()]
    undecidable = plots.plot_keyness(KEYNESS.assign(verdict="undecidable"), "t", ("a", "b"))
    assert len(undecidable.legends[0].get_texts()) == 2


def test_a_shift_points_to_the_side_that_uses_the_word_more():
    plot = plots.plot_shift(SHIFT, "t", ("county", "province"), top=2)
    assert row_names(plot) == [plots.label("改革"), plots.label("农村")]
    np.testing.assert_allclose([bar.get_width() for bar in plot.axes[0].patches], [4, -2])


def test_an_xray_keeps_a_row_for_a_speech_without_use():
    plot = draw("xray")
    assert row_names(plot) == ["第一篇", "第二篇"]
    ticks = [segment[0][0] for lines in plot.axes[0].collections for segment in lines.get_segments()]
    assert ticks == [12.5, 80]


def test_an_xray_of_more_terms_than_colours_is_refused():
    many = pd.DataFrame({"speech": "a", "term": list("甲乙丙丁戊己庚辛"), "place": 1.0})
    with pytest.raises(ValueError, match="8 terms, but only 7 colours"):
        plots.plot_xray(many, "t")
    plots.plot_xray(many.head(7), "t")


def test_a_small_table_of_distances_says_its_numbers_and_leaves_the_diagonal_out():
    assert [text.get_text() for text in draw("distances").axes[0].texts] == ["0.25", "0.25"]
    large = pd.DataFrame(np.ones((13, 13)))
    assert not plots.plot_distances(large, "t", "bits").axes[0].texts


def test_a_ratio_below_nothing_is_not_cut_off():
    assert plots.plot_sensitivity(COUNTS - 4, "t", "log ratio").axes[0].get_xlim()[0] < -3
    assert draw("sensitivity").axes[0].get_xlim()[0] == 0


def test_a_row_of_two_hundred_characters_leaves_room_for_the_plot():
    plot = plots.plot_counts(pd.DataFrame({"n": [1, 2]}, index=["县" * 200, "b" * 50]), "Long names", "texts")
    plot.picture()
    first, second = (text.get_text() for text in plot.axes[0].get_yticklabels())
    assert (len(first), first[-1], second) == (25, "…", "b" * 50)
    plot.draw_without_rendering()
    assert plot.axes[0].get_position().width > 0.3


SHOUTS = "</title><script>alert(1)</script>\x00\x1b \" onload='x' <!-- ]]> &amp;"


@pytest.mark.filterwarnings("ignore:Glyph")
def test_what_others_wrote_is_text_in_a_picture_and_in_what_is_read_aloud():
    plot = plots.plot_counts(pd.DataFrame({SHOUTS: [1, 2]}, index=[SHOUTS, "b"]), SHOUTS, SHOUTS)
    plot.alt = SHOUTS
    svg = ET.fromstring(plot.picture())
    kept = re.sub("[\x00-\x1f]", "\ufffd", SHOUTS)
    assert (svg.findtext("{*}title"), svg.findtext("{*}desc")) == (kept, kept)
    ours = {"svg", "title", "desc", "g", "path", "use", "text", "tspan", "defs", "clipPath", "rect"}
    assert {each.tag.partition("}")[2] for each in svg.iter()} <= ours
    assert not any(name.startswith("on") for each in svg.iter() for name in each.attrib)


def test_a_picture_keeps_its_numbers_where_they_are_words():
    plot = plots.plot_counts(COUNTS, "Of 1.23456789 and 2.500000", "number")
    assert "Of 1.23456789 and 2.500000" in plot.picture()
    assert not re.search(r"\d\.\d{3}", re.sub(">[^<]*<", "><", plot.picture()))


def test_two_pictures_share_no_id_and_each_id_is_there():
    first, second = draw("counts"), draw("timeline")
    first.alt, second.alt = "one", "two"
    ids = [set(re.findall(r'\bid="([^"]+)"', plot.picture())) for plot in (first, second)]
    assert not ids[0] & ids[1]
    for plot, known in zip((first, second), ids, strict=True):
        assert set(re.findall(r"""(?:href="|url\()#([^")]+)""", plot.picture())) <= known


@pytest.mark.filterwarnings("ignore:Glyph")
def test_fifty_thousand_characters_make_a_picture_in_no_time():
    plot = plots.plot_counts(COUNTS, "t", "x")
    plot.alt = "<" * 50_000 + "1.2345" * 10_000 + "\x00" * 50_000
    assert ET.fromstring(plot.picture()).findtext("{*}desc").startswith("<<<")


def test_joining_what_looks_alike_changes_nothing_that_is_drawn(monkeypatch):
    plain, joined = draw("careers"), draw("careers")
    monkeypatch.setattr("koujing.show.svg._joined", lambda body: body)
    each = plain.picture()
    monkeypatch.undo()
    svg = joined.picture()
    assert len(svg) < len(each)
    moves = [sorted(re.findall(r"[ML] [-\d.]+ [-\d.]+|<use [^>]*?y=\"[\d.]+\"", text)) for text in (each, svg)]
    assert moves[0] == moves[1]
    ET.fromstring(svg)


def test_a_picture_has_the_chinese_characters_that_it_shows_and_the_page_that_frames_it_needs_none():
    picture = draw("counts").picture()
    packed = re.search(r"base64,([^)]*)\)", picture)
    assert packed
    with TTFont(io.BytesIO(base64.b64decode(packed[1]))) as font:
        known = set(map(chr, font.getBestCmap()))
    shown = set(CHINESE.findall("".join(ET.fromstring(picture).itertext())))
    assert shown
    assert shown <= known
    assert "base64" not in frame(picture, "", "")
