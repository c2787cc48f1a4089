"""The documented tables that go from room to room: what a row is, which columns, of what kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["OVERLAPS", "PLACES", "POLARITIES", "ROLES", "SPEAKER_TYPES", "TABLES", "VOICES", "Column", "Table"]

Kind = Literal["text", "integer", "number", "date", "flag"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its kind, whether it must be there, and the values it may take."""

    name: str
    kind: Kind
    means: str
    required: bool = True
    missing: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """One documented table: what a row is, its index, its columns."""

    name: str
    row: str
    columns: tuple[Column, ...]
    index: str | None = None

    @property
    def required(self) -> list[str]:
        """Names of the columns that must be there."""
        return [column.name for column in self.columns if column.required]


def _optional(name: str, kind: Kind, means: str, *choices: str) -> Column:
    return Column(name, kind, means, required=False, missing=True, choices=choices)


VOICES = ("journalist", "source_direct", "source_indirect")
PLACES = ("title", "heading", "body")
POLARITIES = ("asserted", "questioned", "doubted", "denied", "confirmed")
OVERLAPS = ("same_text", "wire_copy", "derivative", "quoting", "boilerplate")
ROLES = ("original", "same_text", "wire_copy", "derivative", "member", "single")
SPEAKER_TYPES = (
    *("government", "politics", "security", "justice", "international", "combatant"),
    *("expert", "business", "civil_society", "media", "citizen", "document"),
)

_SPAN = (
    Column("article_id", "text", "the article the span lies in"),
    Column("part", "text", "the column of `articles` the offsets point into", choices=("title", "text")),
    Column("start", "integer", "first character (code points)"),
    Column("end", "integer", "one past the last character"),
)
_VOICE = _optional("voice", "text", "whose words these are", *VOICES)
_PLACE = _optional("place", "text", "where in the article", *PLACES)
_SPEAKER = _optional("speaker", "text", "canonical name of the source")

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        Table(
            "articles",
            "an article",
            (
                Column("text", "text", "the article's own text"),
                Column("title", "text", "its headline", missing=True),
                Column("outlet", "text", "who published it", missing=True),
                Column("date", "date", "day of publication", missing=True),
                Column("url", "text", "where it was", missing=True),
                _optional("author", "text", "byline"),
                _optional("section", "text", "section of the outlet"),
                _optional("story", "text", "key of the event it reports"),
                _optional("source_file", "text", "file it was read from"),
                _optional("text_hash", "text", "sha256 of the text, 16 hex digits"),
                _optional("duplicate", "text", "key of the family of copies it belongs to"),
                _optional("copy_role", "text", "what it is in that family", *ROLES),
                _optional("copy_weight", "number", "how much it counts beside its copies"),
                _optional("layout", "text", "what each line of a web page is, a letter a line"),
                _optional("outlet_raw", "text", "the outlet as it was printed, before names were unified"),
                _optional("retrieved", "date", "day the text was collected"),
                _optional("language", "text", "ISO code"),
                _optional("position", "number", "number of the article in the file it was read from"),
                _optional("announced_words", "number", "length the database gives"),
                _optional("database_id", "text", "the database's own key"),
                _optional("version_of", "text", "the article it is a later version of"),
            ),
            index="article_id",
        ),
        Table(
            "sources",
            "a file the corpus was read from, or a member of an archive",
            (
                Column("source_file", "text", "its name within the corpus"),
                Column("format", "text", "its suffix: docx, html, csv …", missing=True),
                Column("layout", "text", "whose layout it has: Nexis Uni, Factiva, page, table …", missing=True),
                Column("encoding", "text", "how its bytes were read as text", missing=True),
                Column("announced", "integer", "articles it announces itself", missing=True),
                Column("read", "integer", "articles read from it"),
                Column("missing", "integer", "announced and not read", missing=True),
                Column("reason", "text", "why it was not read", missing=True),
                Column("note", "text", "what was found", missing=True),
                Column("bytes", "integer", "its size", missing=True),
                Column("sha256", "text", "its fingerprint", missing=True),
            ),
        ),
        Table(
            "doubts",
            "one thing that is missing or doubtful about an article or a file",
            (
                Column("article_id", "text", "the article, where it was read", missing=True),
                Column("source_file", "text", "the file it is in", missing=True),
                Column("position", "integer", "its number in that file", missing=True),
                Column("name", "text", "its title, as announced or printed, or its first words", missing=True),
                Column("reason", "text", "a key of framing.formats.harvest.REASONS"),
                Column("note", "text", "what was found", missing=True),
                Column("kept", "flag", "whether it is among the articles"),
            ),
        ),
        Table(
            "chrome",
            "a span of the text that is not the article",
            (
                Column("article_id", "text", "the article the span lies in"),
                Column("start", "integer", "first character (code points)"),
                Column("end", "integer", "one past the last character"),
                Column("reason", "text", "why it is not the article"),
                Column("text", "text", "the span itself, to be read"),
            ),
        ),
        Table(
            "segments",
            "a unit of text",
            (
                *_SPAN,
                Column("place", "text", "where in the article", choices=PLACES),
                Column("kind", "text", "what the unit is", choices=("paragraph", "sentence")),
                _optional("text", "text", "the segment itself"),
            ),
            index="segment_id",
        ),
        Table(
            "quotations",
            "one contiguous piece of what somebody is reported to have said",
            (
                Column("quotation_id", "text", "pieces of one quotation share it"),
                *_SPAN,
                Column("kind", "text", "how it is reported", choices=("direct", "partial", "indirect", "nominal")),
                _SPEAKER,
                _optional("speaker_text", "text", "the words that name the source; may be a pronoun"),
                _optional("speaker_start", "integer", "where they begin, in the same part"),
                _optional("speaker_end", "integer", "one past their last character"),
                _optional("speaker_role", "text", "the words of the article that say what the source is"),
                _optional("speaker_type", "text", "type of source, by those words", *SPEAKER_TYPES),
                _optional("anonymous", "flag", "whether the source is people without a name"),
                _optional("cue", "text", "base form of the reporting cue"),
                _optional("cue_start", "integer", "where the cue begins"),
                _optional("cue_end", "integer", "one past its last character"),
                _optional("cue_class", "text", "class of the cue: neutral, strong, distancing, soft …"),
                _optional("depth", "integer", "1; 2 where a source hands on another's words; and so on"),
                _optional("flag", "text", "what is doubtful about it"),
                Column("rule", "text", "the rule that found it, or its speaker"),
            ),
        ),
        Table(
            "matches",
            "a term found",
            (
                *_SPAN,
                Column("term", "text", "as printed"),
                Column("entry", "text", "the lexicon's entry"),
                Column("category", "text", "the entry's category"),
                Column("weight", "number", "the entry's weight"),
                Column("lexicon", "text", "name of the lexicon"),
                _optional("family", "text", "family of the hedge"),
                _optional("code", "text", "code within the family"),
                _optional("level", "text", "strength of the commitment that remains"),
                _optional("sense", "text", "what the word does here", "hedge", "other", "ambiguous"),
                _optional("rule", "text", "the rule that decided the sense"),
                _optional("polarity", "text", "what is said of the rumour, claim or bluff", *POLARITIES),
                _optional("scope_start", "integer", "where the words begin that the hedge is about"),
                _optional("scope_end", "integer", "one past their last character"),
                _optional("target", "text", "whose bluff it is, whom or what the rumour is about"),
                _optional("chance", "number", "the chance it puts in numbers, 0 to 1"),
                _optional("echo", "text", "the quotation whose word a heading repeats"),
                _optional("depth", "integer", "0 in the journalist's words, 1 in a source's, 2 in hearsay"),
                _VOICE,
                _PLACE,
                _SPEAKER,
            ),
        ),
        Table(
            "claims",
            "a mention of a rumour or a claim",
            (
                *_SPAN,
                Column("claim", "text", "the claim it is a mention of: key of its first mention"),
                Column("story", "text", "the event within which claims were looked for"),
                Column("term", "text", "as printed"),
                Column("outlet", "text", "who published it", missing=True),
                Column("date", "date", "day of publication", missing=True),
                Column("day", "number", "days since the claim's first dated mention", missing=True),
                Column("polarity", "text", "what is said of it", missing=True, choices=POLARITIES),
                _VOICE,
                _SPEAKER,
                Column("copy_weight", "number", "1 / articles of its family of copies that mention the claim"),
                Column("passage", "text", "the sentence it stands in"),
            ),
        ),
        Table(
            "echoes",
            "quoted words that a title or a heading repeats",
            (
                *_SPAN,
                _PLACE,
                Column("text", "text", "the words"),
                Column("quotation_id", "text", "the quotation that holds them"),
                _SPEAKER,
                Column("marked", "flag", "whether the heading keeps quotation marks"),
                Column("asks", "flag", "whether a question mark ends the heading"),
            ),
        ),
        Table(
            "overlaps",
            "two articles that share text",
            (
                Column("article_id", "text", "the one"),
                Column("other_id", "text", "the other; comes later in the order of ids"),
                Column("kind", "text", "what they share", choices=OVERLAPS),
                Column("n_shared", "integer", "words of matching runs"),
                Column("n_runs", "integer", "matching runs"),
                Column("longest", "integer", "words of the longest run"),
                Column("share", "number", "n_shared / words of the shorter article"),
                Column("jaccard", "number", "shared over all different shingles of five words"),
                _optional("reach", "number", "share of the one's words in passages they share"),
                _optional("other_reach", "number", "share of the other's words in them"),
                _optional("n_words", "integer", "words of the one"),
                _optional("other_words", "integer", "words of the other"),
            ),
        ),
        Table(
            "clusters",
            "an article's membership",
            (
                Column("article_id", "text", "the article"),
                Column("kind", "text", "what holds the cluster together", choices=("duplicate", "story")),
                Column("cluster", "text", "key of the cluster: the id of its first member, or the user's own"),
                Column("role", "text", "what the article is in it", choices=ROLES),
                Column("score", "number", "how firmly it belongs, 0 to 1", missing=True),
                _optional("outside", "number", "likeness to the nearest article of another cluster"),
                _optional("outside_id", "text", "that article"),
            ),
        ),
        Table(
            "words",
            "how much was said: exposure",
            (
                Column("article_id", "text", "the article"),
                Column("part", "text", "title or text", choices=("title", "text")),
                Column("place", "text", "where in the article", choices=PLACES),
                Column("voice", "text", "whose words these are", choices=VOICES),
                _SPEAKER,
                Column("n_words", "integer", "words"),
                Column("n_sentences", "integer", "sentences that begin here"),
            ),
        ),
        Table(
            "estimates",
            "one estimate",
            (
                Column("variable", "text", "what is estimated"),
                Column("estimate", "number", "the estimate", missing=True),
                Column("std_error", "number", "its standard error", missing=True),
                Column("low", "number", "lower end of the interval", missing=True),
                Column("high", "number", "upper end of the interval", missing=True),
                Column("level", "number", "level of the interval"),
                Column("n_units", "integer", "units in the estimate"),
                Column("n_words", "integer", "words in the estimate"),
                Column("n_clusters", "integer", "clusters in the estimate"),
                _optional("n_reports", "number", "effective number of independent reports in the estimate"),
                Column("unit", "text", "what a unit is"),
                Column("cluster", "text", "what was resampled"),
                Column("weight", "text", "how units are weighted"),
                Column("estimand", "text", "what the number says"),
                Column("method", "text", "how the interval was made"),
                Column("seed", "integer", "seed of the resampling"),
                Column("draws", "integer", "number of resamples"),
            ),
        ),
    )
}
