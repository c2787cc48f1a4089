"""What others offer for the same jobs: each peer set up once, then run over texts.

A peer is a function that is given the texts, sets up (loads, compiles; not timed) and returns the job, a function
without arguments that is timed. The job gives what it found as numbers, which show that it did its work; a number
that needs reckoning beyond the job is given as a function, called when the clock has stopped.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.plain import QUOTATION, hedge_entries, prefix_tree, split_sentences
from benchmarks.tools import Found, Job, Tool

__all__ = ["PEERS", "SLOW_SAMPLE"]

SLOW_SAMPLE = 5_000_000  # bytes of text that a slow tool is given at most


def _plain_stack(texts: list[str]) -> Job:
    """Sentences by `re`, hedges by one `re`, quotation marks by `re`, vaderSentiment; sums for each article."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    score, hedge = SentimentIntensityAnalyzer().polarity_scores, prefix_tree(hedge_entries())

    def job() -> Found:
        articles = []
        for text in texts:
            sentences = split_sentences(text)
            scores = [score(sentence)["compound"] for sentence in sentences]
            hedges = [len(hedge.findall(sentence.lower())) for sentence in sentences]
            articles.append((len(sentences), sum(scores), sum(hedges), len(QUOTATION.findall(text))))
        n, compound, hits, quotations = (sum(column) for column in zip(*articles, strict=True))
        return {"sentences": n, "hedges": hits, "quotations": quotations, "compound": compound}

    return job


def _vader_given(texts: list[str]) -> Job:
    """Score the kit's own sentences, cut beforehand, and compare with the kit's scores."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    from benchmarks.kit import score_each_sentence

    score = SentimentIntensityAnalyzer().polarity_scores
    sentences, ours = score_each_sentence(texts)

    def job() -> Found:
        theirs = [score(sentence) for sentence in sentences]
        compound = sum(scores["compound"] for scores in theirs)
        return {"sentences": len(theirs), "differing": lambda: _count_differing(theirs, ours), "compound": compound}

    return job


def _count_differing(theirs: list[dict[str, float]], ours: Any) -> int:
    rows = [[scores["neg"], scores["neu"], scores["pos"], scores["compound"]] for scores in theirs]
    return int((ours != rows).any(axis=1).sum())


def _vader(texts: list[str]) -> Job:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return _score_all(texts, SentimentIntensityAnalyzer().polarity_scores)


def _nltk_vader(texts: list[str]) -> Job:
    """Give nltk's port the lexicon of vaderSentiment: nltk would have to download its own."""
    import vaderSentiment
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    analyser = SentimentIntensityAnalyzer.__new__(SentimentIntensityAnalyzer)
    analyser.lexicon_file = (Path(vaderSentiment.__file__).parent / "vader_lexicon.txt").read_text("utf-8")
    analyser.lexicon, analyser.constants = analyser.make_lex_dict(), VaderConstants()
    return _score_all(texts, analyser.polarity_scores)


def _score_all(texts: list[str], score: Callable[[str], dict[str, float]]) -> Job:
    def job() -> Found:
        scores = [[score(sentence)["compound"] for sentence in split_sentences(text)] for text in texts]
        return {"sentences": sum(map(len, scores)), "compound": sum(map(sum, scores))}

    return job


def _nltk_words(texts: list[str]) -> Job:
    """Do what `word_tokenize` does, with Punkt as it is before training: its parameters would be a download."""
    from nltk.tokenize import NLTKWordTokenizer, PunktSentenceTokenizer

    sentences_of, words_of = PunktSentenceTokenizer().tokenize, NLTKWordTokenizer().tokenize

    def job() -> Found:
        words = [[words_of(sentence) for sentence in sentences_of(text)] for text in texts]
        tokens = sum(len(sentence) for article in words for sentence in article)
        return {"sentences": sum(map(len, words)), "tokens": tokens}

    return job


def _spacy_words(texts: list[str]) -> Job:
    nlp = _blank_english()

    def job() -> Found:
        sentences = tokens = 0
        for doc in nlp.pipe(texts):
            sentences += sum(1 for _ in doc.sents)
            tokens += len(doc)
        return {"sentences": sentences, "tokens": tokens}

    return job


def _phrase_matcher(texts: list[str]) -> Job:
    from spacy.matcher import PhraseMatcher

    nlp = _blank_english()
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("hedge", list(nlp.tokenizer.pipe(hedge_entries())))

    def job() -> Found:
        counts: list[list[int]] = []
        for doc in nlp.pipe(texts):
            starts = [sentence.start for sentence in doc.sents]
            counts.append([0] * len(starts))
            for _, first, _ in matcher(doc):
                counts[-1][bisect_right(starts, first) - 1] += 1
        return {"sentences": sum(map(len, counts)), "hedges": sum(map(sum, counts))}

    return job


def _blank_english() -> Any:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 10_000_000
    return nlp


def _count_vectorizer(texts: list[str]) -> Job:
    """Count n-grams: overlapping ones all, and no entry of more than four words."""
    from sklearn.feature_extraction.text import CountVectorizer

    word = r"[\w'’/-]+"
    entries = {" ".join(re.findall(word, entry)) for entry in hedge_entries()}
    vocabulary = sorted(entry for entry in entries if len(entry.split()) <= 4)
    counter = CountVectorizer(ngram_range=(1, 4), vocabulary=vocabulary, token_pattern=word)

    def job() -> Found:
        sentences = [sentence for text in texts for sentence in split_sentences(text)]
        return {"sentences": len(sentences), "hedges": int(counter.transform(sentences).sum())}

    return job


def _aho_corasick(texts: list[str]) -> Job:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for entry in hedge_entries():
        automaton.add_word(entry, len(entry))
    automaton.make_automaton()

    def count(sentence: str) -> int:
        spans = [(end + 1 - size, end + 1) for end, size in automaton.iter(sentence)]
        return sum(1 for _ in _longest(span for span in spans if _stands_alone(sentence, *span)))

    return _count_each_sentence(texts, count)


def _stands_alone(sentence: str, start: int, end: int) -> bool:
    return not (sentence[start - 1 : start].isalnum() or sentence[end : end + 1].isalnum())


def _longest(spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Keep spans from left to right, the longest at each place."""
    reach = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= reach:
            reach = end
            yield start, end


def _flashtext(texts: list[str]) -> Job:
    from flashtext import KeywordProcessor

    processor = KeywordProcessor()
    processor.add_keywords_from_list(hedge_entries())
    return _count_each_sentence(texts, lambda sentence: len(processor.extract_keywords(sentence)))


def _tree_by_sentence(texts: list[str]) -> Job:
    hedge = prefix_tree(hedge_entries())
    return _count_each_sentence(texts, lambda sentence: len(hedge.findall(sentence)))


def _count_each_sentence(texts: list[str], count: Callable[[str], int]) -> Job:
    """Count in each sentence, in lower case."""

    def job() -> Found:
        counts = [[count(sentence.lower()) for sentence in split_sentences(text)] for text in texts]
        return {"sentences": sum(map(len, counts)), "hedges": sum(map(sum, counts))}

    return job


def _tree_by_article(texts: list[str]) -> Job:
    hedge = prefix_tree(hedge_entries())

    def job() -> Found:
        return {"hedges": sum(len(hedge.findall(text.lower())) for text in texts)}

    return job


def _str_split(texts: list[str]) -> Job:
    def job() -> Found:
        return {"tokens": sum(len(text.split()) for text in texts)}

    return job


_KIT_ALL, _KIT_VADER, _KIT_HEDGES, _KIT_TOKENS = "kit: whole job", "kit: VADER", "kit: hedges", "kit: tokens"

PEERS: dict[str, Tool] = {
    "plain stack": Tool(_plain_stack, _KIT_ALL, "re sentences, re hedges, re marks, vaderSentiment", "vaderSentiment"),
    "vaderSentiment": Tool(_vader_given, _KIT_VADER, "scores of the kit's sentences, given", "vaderSentiment"),
    "vaderSentiment, re": Tool(_vader, _KIT_VADER, "re sentences, scores", "vaderSentiment"),
    "nltk VADER, re": Tool(_nltk_vader, _KIT_VADER, "re sentences, scores", "nltk vaderSentiment", slow=True),
    "spaCy PhraseMatcher": Tool(_phrase_matcher, _KIT_HEDGES, "sentencizer, all matches", "spacy"),
    "CountVectorizer": Tool(_count_vectorizer, _KIT_HEDGES, "re sentences, 1- to 4-grams", "scikit-learn"),
    "pyahocorasick": Tool(_aho_corasick, _KIT_HEDGES, "re sentences, longest matches", "pyahocorasick"),
    "flashtext": Tool(_flashtext, _KIT_HEDGES, "re sentences, longest matches", "flashtext"),
    "re, prefix tree": Tool(_tree_by_sentence, _KIT_HEDGES, "re sentences, longest matches"),
    "re, no sentences": Tool(_tree_by_article, _KIT_HEDGES, "the same per article: less than the kit's job"),
    "nltk words": Tool(_nltk_words, _KIT_TOKENS, "untrained Punkt, word tokenizer", "nltk", slow=True),
    "spaCy blank": Tool(_spacy_words, _KIT_TOKENS, "tokenizer, sentencizer", "spacy"),
    "str.split": Tool(_str_split, _KIT_TOKENS, "white space only: less than the kit's job"),
}
