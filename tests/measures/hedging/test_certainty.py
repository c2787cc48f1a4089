import numpy as np
import pandas as pd
import pytest

from framing.errors import MeasureError
from framing.measures.hedging.certainty import VARIABLES, measure_certainty
from framing.measures.hedging.cue_model import load_cue_model
from framing.parts import part_tokens
from framing.segments import segment_articles
from framing.voices import find_quotations

TEXTS = {
    "ferry": "The ferry may have sunk. It left at noon. “It probably sank,” said Ada Penn. If it sank, nobody saw it.",
    "silent": "",
    "dam": "The dam is made of stone. It was built in May 1911.",
}


def make_articles(texts=TEXTS, **columns):
    index = pd.Index(list(texts), name="article_id")
    table = pd.DataFrame({"text": list(texts.values()), "title": None, "outlet": "X"}, index=index)
    return table.assign(date=pd.NaT, url=None, **columns)


def test_by_sentence_the_rows_are_those_of_the_segments():
    articles = make_articles()
    sentences, segments = measure_certainty(articles), segment_articles(articles)
    assert sentences.index.equals(segments.index)
    shared = ["article_id", "part", "place", "start", "end"]
    pd.testing.assert_frame_equal(sentences[shared], segments[shared])
    added = ["voice", "speaker", "depth", "p_uncertain", "uncertain", "n_hedges", "hedged"]
    assert list(sentences.columns) == [*shared, *added]


def test_uncertain_sentences_are_told_from_certain_ones():
    sentences = measure_certainty(make_articles())
    ferry = sentences[sentences["article_id"] == "ferry"]
    assert ferry["uncertain"].tolist() == [True, False, True, True]
    assert ferry["hedged"].tolist() == [True, False, True, True]
    assert ferry["n_hedges"].tolist() == [1, 0, 1, 1]
    assert ferry["voice"].tolist() == ["journalist", "journalist", "source_direct", "journalist"]
    assert not sentences.loc[sentences["article_id"] == "dam", ["uncertain", "hedged"]].to_numpy().any()


def test_uncertain_is_at_or_above_the_threshold():
    sentences = measure_certainty(make_articles())
    assert (sentences["uncertain"] == (sentences["p_uncertain"] >= load_cue_model().threshold)).all()
    assert sentences["p_uncertain"].between(0, 1).all()


def test_only_hedges_of_doubt_and_condition_count():
    articles = make_articles({"a": "About 90 boats certainly sank, reportedly in a bluff. Possibly they may float."})
    assert measure_certainty(articles)["n_hedges"].tolist() == [0, 2]


def test_hedges_of_title_and_text_are_kept_apart():
    articles = make_articles({"a": "It rained all day. It may rain.", "b": "It may snow."})
    articles = articles.assign(title=["Ice may melt", "Snow"])
    sentences = measure_certainty(articles, parts=("title", "text"))
    assert sentences["part"].tolist() == ["title", "text", "text", "title", "text"]
    assert sentences["n_hedges"].tolist() == [1, 0, 1, 0, 1]
    assert sentences["uncertain"].tolist() == [True, False, True, False, True]


def test_by_article_the_share_of_sentences():
    shares = measure_certainty(make_articles(), by="article")
    assert shares.index.tolist() == list(TEXTS)
    assert shares["share_uncertain"].tolist() == pytest.approx([0.75, np.nan, 0.0], nan_ok=True)
    assert shares["n_sentences"].tolist() == [4, 0, 2]


def test_by_voice_each_over_its_own_sentences():
    shares = measure_certainty(make_articles(), by="voice")
    assert shares.index.names == ["article_id", "voice"]
    assert shares.loc[("ferry", "journalist")].tolist() == pytest.approx([2 / 3, 3])
    assert shares.loc[("ferry", "source_direct")].tolist() == [1.0, 1]
    assert np.isnan(shares.loc[("dam", "source_direct"), "share_uncertain"])
    assert shares.loc[("silent", "journalist"), "n_sentences"] == 0


@pytest.mark.parametrize("by", ["sentence", "article", "voice"])
def test_the_order_of_articles_changes_nothing(by):
    articles = make_articles()
    turned = measure_certainty(articles.iloc[::-1], by=by)
    pd.testing.assert_frame_equal(turned.sort_index(), measure_certainty(articles, by=by).sort_index())


def test_quotations_and_tokens_made_before_give_the_same():
    articles = make_articles()
    given = measure_certainty(articles, quotations=find_quotations(articles), tokens=part_tokens(articles, "text"))
    pd.testing.assert_frame_equal(given, measure_certainty(articles))


@pytest.mark.parametrize("by", ["sentence", "article", "voice"])
def test_no_sentence_at_all(by):
    shares = measure_certainty(make_articles({"silent": ""}), by=by)
    assert len(shares) == {"sentence": 0, "article": 1, "voice": 2}[by]


def test_users_mistakes():
    with pytest.raises(MeasureError, match='use by="sentence"'):
        measure_certainty(make_articles(), by="paragraph")
    with pytest.raises(MeasureError, match="certainty"):
        measure_certainty(make_articles(language="de"))


def test_the_variables_describe_the_columns():
    sentence, share = VARIABLES
    assert sentence.name in measure_certainty(make_articles()).columns
    assert share.name in measure_certainty(make_articles(), by="article").columns
    assert (sentence.low, sentence.high, share.low, share.high) == (0, 1, 0, 1)
