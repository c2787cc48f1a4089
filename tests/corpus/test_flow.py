import pandas as pd
import pytest

from framing.corpus.flow import describe_flow
from framing.errors import TableError


def make(texts, **columns):
    ids = pd.Index([f"a{number}" for number in range(len(texts))], name="article_id", dtype="str")
    table = pd.DataFrame({"text": pd.array(texts, dtype="str")}, index=ids)
    facts = {"title": None, "outlet": "Post", "date": pd.NaT, "url": None}
    return table.assign(**(facts | columns))


READ = make(["It rained.", "", "Advertisement", "It rained.", "Snow fell.", "Hail."], source_file="a.csv")


def rows(flow):
    return [list(row) for row in flow[["stage", "n", "aside", "n_aside", "kept"]].itertuples(index=False, name=None)]


def test_every_article_that_was_read_is_analysed_or_counted_aside():
    analysed = READ.drop("a5").assign(
        text=["It rained.", "", "", "It rained.", "Snow fell."], n_chrome=[3, 0, 13, 0, 0]
    )
    flow = describe_flow(READ, analysed)
    assert rows(flow) == [
        ["files read", 1, "", 0, False],
        ["articles read", 6, "", 0, False],
        ["articles analysed", 3, "articles without a text", 1, False],
        ["articles analysed", 3, "articles left out by choice", 1, False],
        ["articles analysed", 3, "articles with nothing left after cleaning", 1, False],
        ["articles analysed", 3, "articles with lines cut that were not theirs", 1, True],
    ]
    gone = flow.loc[(flow["stage"] == "articles analysed") & ~flow["kept"], "n_aside"].sum()
    assert 6 - gone == 3


def test_an_article_cut_to_nothing_is_not_counted_among_those_with_lines_cut():
    flow = describe_flow(READ[:3], READ[:3].assign(text=["It rained.", "", ""], n_chrome=[0, 0, 13]))
    assert "articles with lines cut that were not theirs" not in flow["aside"].tolist()


def test_copies_and_stories_are_counted_where_they_are_known():
    known = {"duplicate": ["a0", "a1", "a2", "a0", "a4", "a5"], "story": ["s", "e", "t", "s", "s", "u"]}
    roles = ["original", "single", "single", "wire_copy", "single", "single"]
    outlets = ["Post", "Post", "Post", "Echo", "Post", "Post"]
    flow = describe_flow(READ, READ.assign(**known, copy_role=roles, outlet=outlets))
    assert rows(flow)[-3:] == [
        ["different texts", 4, "copies, lightly edited", 1, True],
        ["stories", 3, "", 0, False],
        ["stories of two outlets or more", 1, "stories of one outlet", 2, True],
    ]


def test_what_was_left_out_is_taken_from_the_account_of_the_sources():
    read = READ.copy()
    reasons = {
        "a.txt": None,
        "b.ods": "file of another kind",
        "c.csv": "file damaged",
        "README": "file of another kind",
    }
    read.attrs["sources"] = [
        {"source_file": name, "read": 6 if reason is None else 0, "announced": 8 if reason is None else None}
        | {"reason": reason}
        for name, reason in reasons.items()
    ]
    assert rows(describe_flow(read, read))[:3] == [
        ["files read", 1, "files of other kinds", 2, False],
        ["files read", 1, "files that could not be read", 1, False],
        ["articles read", 6, "articles announced and not found", 2, False],
    ]


def test_articles_that_were_never_read_are_refused():
    with pytest.raises(TableError, match="not in `read`; found: 1, first 'a5'"):
        describe_flow(READ[:5], READ)
