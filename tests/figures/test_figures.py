"""Figures: what stands on them, what they refuse, and that nothing is cut, left open or left to chance."""

from __future__ import annotations

import io
import subprocess
import sys
from itertools import pairwise, product

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.text import Text

from framing import figures
from framing.errors import EstimateError
from framing.figures.cells import list_values
from framing.figures.theme import COLOURS, MARKERS, clean, cut, style_values
from framing.variables import Variable

LONG = "Morning Echo (Online Edition, formerly The Weekly Echo of the North-West)"
FAMILIES = ["epistemic", "attribution", "hypothetical", "insincerity", "approximation", "booster"]
VOICES = ["journalist", "source_direct"]


FLOW = pd.DataFrame(
    [
        ("articles read", 72, "", 0, False),
        ("articles analysed", 70, "articles without a text", 2, False),
        ("articles analysed", 70, "articles with lines cut that were not theirs", 9, True),
    ],
    columns=["stage", "n", "aside", "n_aside", "kept"],
)


def make_estimates(cells, columns, **more):
    number = np.arange(len(cells)) % 7
    table = pd.DataFrame(cells, columns=columns).assign(variable="rate", estimate=0.2 + number / 10)
    table = table.assign(std_error=0.05, low=table["estimate"] - 0.1, high=table["estimate"] + 0.2, level=0.95)
    facts = {"unit": "article", "cluster": "story", "weight": "none", "method": "cluster bootstrap", "n_left_out": 0}
    return table.assign(n_units=100 + number, n_words=5000, n_clusters=30, **(facts | more))


def by_outlet(n, **more):
    return make_estimates([(f"{LONG} {i}",) if i % 3 == 0 else (f"Outlet {i}",) for i in range(n)], ["outlet"], **more)


def save(figure):
    file = io.BytesIO()
    figure.savefig(file, format="png", metadata={"Software": None})
    return file.getvalue()


def texts(figure):
    return [text.get_text() for text in figure.findobj(Text) if text.get_text()]


def caption(figure):
    return " ".join(text for text in texts(figure) if "Points are" in text).replace("\n", " ")


def make_all():
    weeks = pd.date_range("2024-01-01", periods=8, freq="7D")
    rows = [(topic, f"word{i}", 9.0 - i) for topic in range(5) for i in range(9)]
    words = pd.DataFrame(rows, columns=["topic", "word", "weight"])
    cells = list(product(FAMILIES, [f"Outlet {i}" for i in range(3)], VOICES))
    keyness = pd.DataFrame({"word": list("abcd"), "per_100_a": 0.1, "per_100_b": 0.2, "n_articles": 9})
    return {
        "1 outlet": figures.plot_rates(by_outlet(1), x="outlet", title="Rates"),
        "2 outlets": figures.plot_rates(by_outlet(2), x="outlet"),
        "12 outlets": figures.plot_rates(by_outlet(12), x="outlet"),
        "30 outlets": figures.plot_rates(by_outlet(30), x="outlet"),
        "short": figures.plot_rates(make_estimates([(x,) for x in "ABCDE"], ["outlet"]), x="outlet"),
        "families": figures.plot_rates(
            make_estimates(cells, ["family", "outlet", "voice"]), x="outlet", hue="voice", facet="family", title="All"
        ),
        "weeks": figures.plot_timeline(make_estimates([(week,) for week in weeks], ["week"]), x="week"),
        "topics": figures.plot_topics(words, titles={0: "A fairly long name for the first of the topics"}),
        "keyness": figures.plot_keyness(keyness.assign(z_cluster=[3.0, 1.0, -1.0, -2.0]), labels=(LONG, "Post")),
        "flow": figures.plot_flow(FLOW, title="From the files to the analysis"),
    }


@pytest.fixture(scope="module")
def drawn():
    return make_all()


KINDS = ["1 outlet", "2 outlets", "12 outlets", "30 outlets", "short", "families", "weeks", "topics", "keyness", "flow"]


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_cut_by_the_edge_and_no_tick_labels_overlap(drawn, kind):
    figure = drawn[kind]
    for axes in figure.axes:
        boxes = [label.get_window_extent() for label in axes.get_yticklabels() if label.get_text()]
        assert not any(one.overlaps(other) for one, other in pairwise(boxes))
    width, height = figure.get_size_inches()
    for dpi in (110, 144, 300):  # laid out, in a notebook, in print: text is not equally wide in all
        figure.set_dpi(dpi)
        box = figure.get_tightbbox()
        assert box.x0 >= 0
        assert box.y0 >= 0
        assert box.x1 <= width
        assert box.y1 <= height
    figure.set_dpi(110)


@pytest.mark.parametrize("kind", KINDS)
def test_a_figure_stands_on_white_and_reads_no_mathematics(drawn, kind):
    assert isinstance(drawn[kind], Figure)
    assert to_hex(drawn[kind].get_facecolor(), keep_alpha=True) == "#ffffffff"
    assert not any(text.get_parse_math() for text in drawn[kind].findobj(Text) if text.get_text())
    assert drawn[kind]._repr_png_().startswith(b"\x89PNG")


def test_drawing_twice_gives_the_same_bytes_whatever_the_order_of_rows_and_the_settings(drawn):
    once, again = drawn, make_all()
    assert {kind: save(again[kind]) for kind in KINDS} == {kind: save(once[kind]) for kind in KINDS}
    table = by_outlet(9)
    first = save(figures.plot_rates(table, x="outlet"))
    assert save(figures.plot_rates(table.iloc[::-1], x="outlet")) == first
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "text.color": "white"}):
        assert save(figures.plot_rates(table, x="outlet")) == first


def test_drawing_leaves_no_settings_and_no_open_figure_behind():
    import matplotlib.pyplot as plt
    import seaborn  # noqa: F401  (its import registers colour maps once)

    before = dict(mpl.rcParams)
    figures.plot_rates(by_outlet(2), x="outlet")
    assert dict(mpl.rcParams) == before
    assert plt.get_fignums() == []


def test_importing_figures_loads_nothing_that_draws():
    code = "import sys, framing.figures; print([m for m in ('matplotlib', 'seaborn', 'sklearn') if m in sys.modules])"
    path = {"PYTHONPATH": ":".join(sys.path)}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=path)
    assert run.stdout.strip() == "[]"


def test_rates_name_unit_denominator_and_n():
    table = make_estimates(list(product(["Echo", "Post"], VOICES)), ["outlet", "voice"]).assign(family="booster")
    figure = figures.plot_rates(table, x="outlet", hue="voice", title="Boosters")
    assert figure.axes[0].get_xlabel() == "booster: hits (per 100 words of that voice)"
    names = [label.get_text() for label in figure.axes[0].get_yticklabels()]
    assert names == ["Echo (n = 100–101)", "Post (n = 102–103)"]
    assert {"Boosters", "voice", "journalist", "source, direct speech"} <= set(texts(figure))
    assert figure.axes[0].get_xlim()[0] == 0


def test_the_codebook_names_the_axis():
    hedges = Variable("hedges", "Hedges", "per 100 words", 0, None, "more", "no words", "measure_hedging")
    figure = figures.plot_rates(make_estimates([("Echo",)], ["outlet"]), x="outlet", variable=hedges)
    assert figure.axes[0].get_xlabel() == "Hedges (per 100 words)"
    tone = Variable("tone", "Tone", "", -1, 1, "more positive", "no words", "measure_sentiment")
    figure = figures.plot_estimates(make_estimates([("Echo",)], ["outlet"]), x="outlet", variable=tone)
    assert figure.axes[0].get_xlabel() == "Tone"


def test_the_caption_says_level_method_cluster_and_what_was_left_out():
    table = by_outlet(3, n_left_out=1234, weight="reach")
    table.loc[1, ["low", "high"]] = np.nan
    table.loc[1, "method"] = "no interval: one cluster"
    table.loc[2, "estimate"] = np.nan
    said = caption(figures.plot_rates(table, x="outlet"))
    for part in ("lines 95 % intervals (cluster bootstrap; resampled: story)", "n: articles.", "Weighted by reach."):
        assert part in said
    assert "Hollow: no interval (one cluster)." in said
    assert "Not drawn for want of an estimate: 1 of 3." in said
    assert "Left out, a group value being missing: 1,234 articles." in said
    said = caption(figures.plot_rates(by_outlet(3), x="outlet"))
    assert not any(part in said for part in ("Hollow", "Left out", "Weighted", "Not drawn", "Arrows", "Not shown"))


def test_the_caption_says_nothing_of_p_and_tells_what_is_weighted():
    table = pd.concat(
        [
            by_outlet(2, method="t; p from all 64 sign flips", weight="share"),
            by_outlet(2, method="t").assign(outlet=["Outlet 8", "Outlet 9"]),
        ]
    )
    assert "intervals (t; resampled: story)" in caption(figures.plot_rates(table, x="outlet"))
    assert "Some weighted by share." in caption(figures.plot_rates(table, x="outlet"))
    assert " Weighted by share." in caption(figures.plot_rates(table[:2], x="outlet"))


def test_a_point_without_an_interval_is_hollow_and_has_no_line():
    table = make_estimates([("Echo",), ("Post",)], ["outlet"])
    table.loc[0, ["low", "high"]] = np.nan
    axes = figures.plot_rates(table, x="outlet").axes[0]
    points = [line for line in axes.get_lines() if line.get_marker() == "o"]
    fills = {round(float(line.get_xdata()[0]), 6): line.get_markerfacecolor() for line in points}
    assert fills == {0.2: "white", 0.3: COLOURS[0]}
    assert sum(len(lines.get_segments()) for lines in axes.collections) == 1


def test_an_interval_far_beyond_the_rates_is_cut_and_marked():
    table = by_outlet(3)
    table.loc[0, "high"] = 1e300
    figure = figures.plot_rates(table, x="outlet")
    assert figure.axes[0].get_xlim()[1] < 2
    assert "Arrows: the interval goes beyond 2.5 times the panel's highest estimate." in caption(figure)


def test_an_interval_of_a_mean_far_beyond_the_others_is_cut_at_both_ends_and_marked():
    table = make_estimates([(f"Outlet {i}",) for i in range(10)], ["outlet"], variable="tone")
    calm = figures.plot_estimates(table, x="outlet")
    table.loc[0, ["low", "high"]] = [-40.0, 40.0]
    wild = figures.plot_estimates(table, x="outlet")
    low, high = (float(edge) for edge in wild.axes[0].get_xlim())
    assert -1 < low < 0.1 - 0.3 < 0.8 + 0.3 < high < 2.5
    assert {"<", ">"} <= {line.get_marker() for line in wild.axes[0].get_lines()}
    said = "Arrows: the interval goes more than 2.5 of the panel's median intervals beyond its estimates."
    assert said in caption(wild)
    assert said not in caption(calm)
    assert not {"<", ">"} & {line.get_marker() for line in calm.axes[0].get_lines()}


def test_two_intervals_of_means_are_never_cut():
    table = make_estimates([("Echo",), ("Post",)], ["outlet"], variable="tone")
    table.loc[0, "high"] = 40.0
    assert figures.plot_estimates(table, x="outlet").axes[0].get_xlim()[1] > 40


def test_few_short_names_stand_side_by_side_and_many_or_long_ones_below_one_another():
    short = make_estimates([(x,) for x in "ABCDE"], ["outlet"])
    assert figures.plot_rates(short, x="outlet").axes[0].get_ylabel() == "Hits (per 100 words)"
    many = make_estimates([(x,) for x in "ABCDEFGHI"], ["outlet"])
    assert figures.plot_rates(many, x="outlet").axes[0].get_xlabel() == "Hits (per 100 words)"
    assert figures.plot_rates(by_outlet(5), x="outlet").axes[0].get_xlabel() == "Hits (per 100 words)"


def test_each_facet_is_a_panel_with_all_categories_and_an_axis_of_its_own():
    table = make_estimates(list(product(FAMILIES, ["Echo", "Post"])), ["family", "outlet"])
    table.loc[table["family"] == "booster", ["estimate", "low", "high"]] *= 10
    figure = figures.plot_rates(table, x="outlet", facet="family")
    assert [axes.get_title(loc="left") for axes in figure.axes] == sorted(FAMILIES)
    assert len({axes.get_ylim() for axes in figure.axes}) == 1
    widths = {axes.get_title(loc="left"): axes.get_xlim()[1] for axes in figure.axes}
    assert widths["booster"] > 5 * widths["epistemic"]
    assert "Hits (per 100 words)" in texts(figure)
    assert "Each panel has its own axis." in caption(figure)


def test_order_chooses_and_says_what_is_not_shown():
    figure = figures.plot_rates(by_outlet(5), x="outlet", order=["Outlet 4", "Outlet 1"])
    assert [label.get_text()[:8] for label in figure.axes[0].get_yticklabels()] == ["Outlet 4", "Outlet 1"]
    assert "Not shown: 3 further values of outlet." in caption(figure)
    for wrong in (["Outlet 9"], "Outlet 4", [], ["Outlet 4", "Outlet 4"]):
        with pytest.raises(EstimateError, match=r"order= must list values of 'outlet'"):
            figures.plot_rates(by_outlet(5), x="outlet", order=wrong)


def test_values_stand_in_their_own_order_and_a_missing_one_is_named_last():
    assert list_values(pd.Series(["source_indirect", "journalist"])) == ["journalist", "source_indirect"]
    assert list_values(pd.Series(["denied", None, "asserted"])) == ["asserted", "denied", None]
    assert list_values(pd.Series(["b", "A", "c"])) == ["A", "b", "c"]
    assert list_values(pd.Series(pd.Categorical(["a", "z"], categories=["z", "y", "a"]))) == ["z", "a"]
    assert list_values(pd.Series([10, 9])) == [9, 10]
    assert list_values(pd.Series([1, "b"], dtype=object)) == [1, "b"]
    figure = figures.plot_rates(make_estimates([(None,), ("Post",)], ["outlet"]), x="outlet")
    assert figure.axes[0].get_yticklabels()[1].get_text() == "not given (n = 100)"


def test_an_empty_table_an_unknown_column_and_a_column_used_twice_are_refused():
    table = by_outlet(2)
    with pytest.raises(EstimateError, match="nothing to draw; found: an empty table"):
        figures.plot_rates(table.iloc[:0], x="outlet")
    with pytest.raises(EstimateError, match="no column 'paper'; found: columns: outlet"):
        figures.plot_rates(table, x="paper")
    with pytest.raises(EstimateError, match="no column 'low'"):
        figures.plot_rates(table.drop(columns="low"), x="outlet")
    with pytest.raises(EstimateError, match="one column twice"):
        figures.plot_rates(table, x="outlet", hue="outlet")
    with pytest.raises(EstimateError, match="drawn from a table; found: list"):
        figures.plot_rates([1], x="outlet")


def test_pooled_kinds_are_refused_with_the_line_that_mends_it():
    table = make_estimates(list(product(["booster", "epistemic"], ["Echo"])), ["family", "outlet"])
    with pytest.raises(EstimateError) as error:
        figures.plot_rates(table, x="outlet")
    assert "2 rows for outlet 'Echo'; they differ in family" in str(error.value)
    assert 'estimates[estimates["family"] == "booster"], or pass facet="family"' in error.value.do
    same = by_outlet(1)
    with pytest.raises(EstimateError, match="drop_duplicates"):
        figures.plot_rates(pd.concat([same, same]), x="outlet")


def test_colours_are_fixed_for_voices_distinct_for_all_and_limited():
    assert style_values(VOICES)["source_direct"] == style_values(["source_direct"])["source_direct"]
    eight = style_values(["journalist", *"abcdefg"])
    assert {colour for colour, _ in eight.values()} == set(COLOURS)
    assert {marker for _, marker in eight.values()} == set(MARKERS)
    with pytest.raises(EstimateError, match="at most 8 colours apart; found: 9 values"):
        style_values(list("abcdefghi"))


def test_text_from_data_is_one_plain_line():
    assert clean("$\\frac{1}{2}$ \n\u202eevil\ud800") == "$\\frac{1}{2}$ evil"
    assert clean(float("nan")) == clean(None) == clean(pd.NaT) == "not given"
    assert clean(pd.Timestamp("2024-01-01")) == "2024-01-01"
    figure = figures.plot_rates(make_estimates([("$\\frac{1$ Post",)], ["outlet"]), x="outlet", title="$\\bad{$")
    assert save(figure)
    assert "$\\bad{$" in texts(figure)
    assert len(cut("a" * 50, 20)) == 20


def test_a_timeline_breaks_where_a_period_is_missing_and_counts_the_undated():
    weeks = pd.to_datetime(["2024-01-01", "2024-01-08", "2024-01-22", "2024-01-29"])
    figure = figures.plot_timeline(make_estimates([(week,) for week in weeks], ["week"]), x="week", undated=1234)
    lines = [line for line in figure.axes[0].get_lines() if len(line.get_xdata())]
    assert [len(line.get_xdata()) for line in lines] == [2, 2]
    assert 0 not in np.concatenate([line.get_ydata() for line in lines])
    assert "Not shown: 1,234 undated articles." in caption(figure)
    assert "bands 95 % intervals" in caption(figure)
    assert figure.axes[0].get_ylabel() == "Hits (per 100 words)"
    boosters = make_estimates([(week,) for week in weeks], ["week"], family="booster", voice="journalist")
    axes = figures.plot_timeline(boosters, x="week").axes[0]
    assert axes.get_ylabel().replace("\n", " ") == "booster: hits (per 100 words of that voice)"


def test_a_timeline_breaks_where_an_estimate_is_missing_and_leaves_out_undated_rows():
    weeks = [*pd.date_range("2024-01-01", periods=5, freq="7D"), pd.NaT]
    table = make_estimates([(week,) for week in weeks], ["week"])
    table.loc[2, ["estimate", "low", "high"]] = np.nan
    figure = figures.plot_timeline(table, x="week")
    drawn = [np.count_nonzero(~np.isnan(line.get_ydata())) for line in figure.axes[0].get_lines()]
    assert sorted(drawn) == [0, 2, 2]
    assert "Not shown: undated articles." in caption(figure)
    assert sum(len(points.get_offsets()) for points in figure.axes[0].collections if len(points.get_sizes())) == 4


def test_one_is_said_in_the_singular():
    week = pd.to_datetime(["2024-01-01"])
    figure = figures.plot_timeline(
        make_estimates([(day,) for day in week], ["week"], n_left_out=1), x="week", undated=1
    )
    assert "Not shown: 1 undated article." in caption(figure)
    assert "missing: 1 article." in caption(figure)
    figure = figures.plot_rates(by_outlet(3), x="outlet", order=["Outlet 1", "Outlet 2"])
    assert "Not shown: 1 further value of outlet." in caption(figure)
    assert "1 word compared" in " ".join(texts(figures.plot_keyness(make_keyness([1.0]))))


@pytest.mark.parametrize(
    ("start", "n", "every"), [("2019-03-04", 5, "7D"), ("2019-03-01", 36, "MS"), ("1990", 9, "YS")]
)
def test_the_dates_of_a_timeline_are_whole_apart_and_within_the_sheet(start, n, every):
    days = pd.date_range(start, periods=n, freq=every)
    figure = figures.plot_timeline(make_estimates([(day,) for day in days], ["week"]), x="week", undated=1)
    boxes = [label.get_window_extent() for label in figure.axes[0].get_xticklabels()]
    assert len(boxes) >= 2
    assert boxes[0].x0 >= 0
    assert boxes[-1].x1 <= figure.bbox.x1
    assert not any(one.overlaps(other) for one, other in pairwise(boxes))
    assert not figure.axes[0].xaxis.get_offset_text().get_text()


def test_a_timeline_of_one_month_names_the_days_on_which_its_weeks_begin():
    weeks = pd.date_range("2019-03-04", periods=5, freq="7D")
    axes = figures.plot_timeline(make_estimates([(week,) for week in weeks], ["week"]), x="week").axes[0]
    names = [label.get_text() for label in axes.get_xticklabels()]
    assert names == ["4 Mar\n2019", "11 Mar", "18 Mar", "25 Mar", "1 Apr"]
    assert list(axes.get_xticks()) == list(axes.get_lines()[0].get_xdata(orig=False))


def test_a_timeline_needs_dates():
    with pytest.raises(EstimateError, match="a timeline needs dates in 'outlet'; found: dtype str"):
        figures.plot_timeline(by_outlet(2), x="outlet")
    undated = make_estimates([(pd.NaT,)], ["week"])
    with pytest.raises(EstimateError, match="none with a date"):
        figures.plot_timeline(undated.assign(week=pd.to_datetime(undated["week"])), x="week")


def test_a_timeline_of_means_may_go_below_zero():
    weeks = pd.date_range("2024-01-01", periods=3, freq="7D")
    table = make_estimates([(week,) for week in weeks], ["week"], variable="compound").assign(low=-1.0)
    axes = figures.plot_timeline(table, x="week").axes[0]
    assert axes.get_ylim()[0] < -1
    assert axes.get_ylabel() == "compound"


def test_topics_show_their_weightiest_words_sorted_with_share_and_title():
    rows = [(0, "b", 2.0, 0.25), (0, "a", 2.0, 0.25), (0, "c", 9.0, 0.25), (0, "d", 1.0, 0.25), (1, "z", 3.0, 0.75)]
    words = pd.DataFrame(rows, columns=["topic", "word", "weight", "share"])
    figure = figures.plot_topics(words, n_words=3, titles={1: "Money"})
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["c", "a", "b"]
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Topic 0 (25 %)", "Topic 1: Money (75 %)"]
    assert "weight of the word in the topic" in texts(figure)
    assert len({axes.get_xlim() for axes in figure.axes}) == 1


def test_topics_refuse_what_cannot_be_drawn():
    words = pd.DataFrame({"topic": [0], "word": ["a"], "weight": [1.0]})
    with pytest.raises(EstimateError, match="n_words= must be at least 1"):
        figures.plot_topics(words, n_words=0)
    with pytest.raises(EstimateError, match="names a topic that is not there; found: 7"):
        figures.plot_topics(words, titles={7: "x"})
    with pytest.raises(EstimateError, match="no column 'weight'"):
        figures.plot_topics(words.drop(columns="weight"))


def make_keyness(z, **more):
    words = [f"w{i}" for i in range(len(z))]
    rates = {"per_100_a": 0.125, "per_100_b": 0.25, "n_articles": 1200}
    return pd.DataFrame({"word": words, "z_cluster": z}).assign(**rates | more)


def test_a_flow_shows_each_stage_once_and_all_that_was_set_aside():
    shown = texts(figures.plot_flow(FLOW))
    assert [text for text in shown if text.startswith("articles")] == [
        "articles read: 72",
        "articles without a text: 2",
        "articles with lines cut that were not theirs: 9",
        "articles analysed: 70",
    ]
    assert any(text.startswith("Dashed") for text in shown)
    assert not any(text.startswith("Dashed") for text in texts(figures.plot_flow(FLOW[:2])))


def test_a_flow_refuses_another_table():
    with pytest.raises(EstimateError, match="describe_flow"):
        figures.plot_flow(FLOW.drop(columns="kept"))
    with pytest.raises(EstimateError, match="0 rows"):
        figures.plot_flow(FLOW[:0])


def test_keyness_shows_both_sides_and_names_both_groups():
    figure = figures.plot_keyness(make_keyness([1.0, -3.0, 2.0, -1.0, 0.5, np.nan]), n=2, labels=("Echo", "Post"))
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["w2", "w0", "w3", "w1"]
    assert {"← more in Post", "more in Echo →", "0.125 : 0.250 · 1,200"} <= set(texts(figure))
    said = " ".join(texts(figure)).replace("\n", " ")
    assert "5 words compared; shown are up to 2 a side" in said
    assert "Words without a z are left out: 1." in said


def test_keyness_fills_only_what_stands_after_correction():
    figure = figures.plot_keyness(make_keyness([2.0, -2.0], q=[0.01, 0.5]))
    fills = [to_hex(colour) for colour in figure.axes[0].collections[1].get_facecolors()]
    assert fills == [COLOURS[0].lower(), "#ffffff"]
    assert "Filled: q < 0.05" in " ".join(texts(figure)).replace("\n", " ")


def test_keyness_refuses_what_cannot_be_drawn():
    with pytest.raises(EstimateError, match="no word has a z; found: 1 word without"):
        figures.plot_keyness(make_keyness([np.nan]))
    with pytest.raises(EstimateError, match="n= must be at least 1"):
        figures.plot_keyness(make_keyness([1.0]), n=0)
    with pytest.raises(EstimateError, match="no column 'z_cluster'"):
        figures.plot_keyness(make_keyness([1.0]).drop(columns="z_cluster"))
