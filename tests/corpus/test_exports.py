"""Exports as users have them on disc: read whole, and every damage told by file, article and reason."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from framing.corpus.doubts import find_doubts
from framing.corpus.importing import import_corpus
from framing.corpus.reading import read_corpus
from framing.corpus.sources import list_sources
from framing.errors import CorpusError
from framing.formats.harvest import REASONS

FOLDER = Path(__file__).parents[1] / "databases" / "samples"
WORD = "word/document.xml"
DUTCH = (
    "De raad van de stad besloot maandagavond dat de brug tot het einde van de zomer dicht blijft, omdat niemand de "
    "stenen wil betalen. De bewoners van de wijk moeten een lange omweg maken en vroegen om een gesprek met de "
    "burgemeester, maar zij heeft nog niet geantwoord. Volgens een woordvoerder komt er volgende week een besluit. "
    "Tot die tijd vaart er elke morgen een kleine boot naar de overkant, en wie te laat komt moet wachten."
)
Told = set[tuple[str, int | None]]


@dataclass(frozen=True)
class Sample:
    """What an export holds, and where to damage it.

    ``cut`` is the article within which the file is cut, and the words before which; ``end`` the article whose end mark
    is taken out, and the mark as a pattern; ``body`` the article whose text is replaced, its first and its last words.
    ``known`` is what the undamaged file tells; ``cut_also`` what one that is cut tells beside "file cut off".
    """

    layout: str
    announced: int | None
    read: int
    cut: tuple[int, str]
    end: tuple[int, str]
    body: tuple[int, str, str]
    known: Set[tuple[str, int | None]]
    cut_also: Set[tuple[str, int | None]]
    cut_announced: int | None


WEAVERS = (3, "The last hand weavers of Ostrick will", "flats there instead.")
BUSES = (2, "Buses in Meridian will run on Sundays", "nine years for the 14.")
RAIN = (1, "Rain fell on Valbourg on Sunday", "may be lifted.")
DROUGHT = (1, "Après sept semaines", "des jardins.")
SHORT, RICH = ("text cut off", 2), ("file damaged", None)
NO_TEXT: Told = {("article without text", 3)}
UNI = Sample(
    *("Nexis Uni", 6, 6, (3, "the day on which the new"), (1, "End of Document"), WEAVERS),
    *(set(), {("text cut off", 3), *(("article missing", number) for number in (4, 5, 6))}, 6),
)
UNI_GERMAN = Sample(
    *("Nexis Uni", 3, 3, (2, "angeblich"), (1, "Ende des Dokuments"), (2, "Nach elf Jahren ohne", "Glocke gibt.")),
    *(set(), {("article missing", 3)}, 3),
)
ALONE = ("Nexis Uni", None, 1, (1, "a meeting in the old fish"), (1, "End of Document"))
CODES = Sample(
    *("Factiva", 3, 3, (2, "of its parking fees"), (1, "Document ALDERGZ020190304ef340001a"), BUSES),
    *(set(), {SHORT}, None),
)
PLAIN_HTML = Sample(
    *("Factiva", 3, 3, (2, "der Kämmerei"), (1, r"<p>Dokument LINDTG0020190307ef3700009</p>")),
    *((2, "Schon im April will die", "Morgen um sieben."), {("count wrong", None)}, {SHORT}, 2),
)
PLAIN_TEXT = Sample(
    *("Factiva", 2, 2, (2, "La photo est"), (1, "Document VALMAR0020190311ef3b0001q")),
    *((2, "Trois promeneurs disent", "La photo est floue."), set(), {("file cut off", None)}, None),
)
REPORT = Sample(
    *("ProQuest", 5, 5, (2, "gift for brevity"), (1, r"(?s)Subject: Weather.*?(?=_{60})")),
    *((5, "The council voted by nine", "before the end."), NO_TEXT),
    *({("article missing", number) for number in (3, 4, 5)}, 5),
)
PAGE = Sample(
    *("ProQuest", 3, 3, (2, "gift for brevity"), (1, r"(?s)<p[^>]*><strong>Subject: </strong>Weather.*?(?=</div>)")),
    *(RAIN, NO_TEXT, {("article missing", 3)}, 3),
)
UNNUMBERED = Sample(
    *("ProQuest", None, 2, (2, "niemand muss"), (1, r"(?s)Subject: Weather.*?(?=_{60})"), RAIN),
    *(set(), set(), None),
)
REFERENCES = Sample(
    *("RIS", 3, 3, (2, "they shook hands"), (1, "ER  - \n"), (1, "LA  - En", "glish")),
    *({*(("article without text", number) for number in (1, 2, 3))}, set(), 2),
)
EUROPRESSE = Sample(
    *("Europresse", 3, 3, (2, "seul prix pour"), (1, "</article>"), DROUGHT),
    *(set(), {SHORT}, 2),
)
OLDER = Sample(
    *("Europresse, older layout", 2, 2, (1, "Personne ici"), (1, "news·20190304·GAV·0012"), DROUGHT),
    *(set(), set(), 1),
)
SAMPLES = {
    "europresse_older.html": OLDER,
    "europresse_page.html": EUROPRESSE,
    "factiva_codes.html": CODES,
    "factiva_codes.rtf": replace(CODES, cut_also={SHORT, RICH}),
    "factiva_codes.txt": CODES,
    "factiva_plain.html": PLAIN_HTML,
    "factiva_plain.rtf": replace(CODES, announced=None, known=set(), cut_also={SHORT, RICH}),
    "factiva_plain.txt": PLAIN_TEXT,
    "nexis_academic.txt": replace(UNI, layout="LexisNexis Academic", end=(2, "3 of 6 DOCUMENTS")),
    "nexis_academic_german.txt": replace(UNI_GERMAN, layout="LexisNexis Academic", end=(1, "Dokument 2 von 3")),
    "nexis_uni.docx": UNI,
    "nexis_uni.rtf": replace(UNI, cut_also=UNI.cut_also | {RICH}),
    "nexis_uni.txt": UNI,
    "nexis_uni_alone.txt": Sample(
        *(*ALONE, (1, "The ferry across the Marl", "would be next."), set(), {("text cut off", 1)}, None)
    ),
    "nexis_uni_german.txt": UNI_GERMAN,
    "proquest_page.html": PAGE,
    "proquest_references.ris": REFERENCES,
    "proquest_report.txt": REPORT,
    "proquest_unnumbered.txt": UNNUMBERED,
}
PLAIN = [name for name in SAMPLES if name.endswith((".txt", ".ris", ".html"))]
GERMAN = ("nexis_academic_german.txt", "nexis_uni_german.txt")


def examine(articles: pd.DataFrame) -> tuple[dict[str, tuple[int | None, int]], dict[str, Told]]:
    """Check that nothing of a corpus is lost in silence; give of each file the counts, and reasons with positions."""
    sources, doubts = list_sources(articles), find_doubts(articles)
    assert set(doubts["reason"]) <= set(REASONS)
    lost = doubts[~doubts["kept"]]
    assert lost["article_id"].isna().all()
    assert doubts.loc[doubts["kept"] & doubts["position"].notna(), "article_id"].notna().all()
    of_articles = lost[lost["position"].notna() | (lost["reason"] == "article missing")]
    counts: dict[str, tuple[int | None, int]] = {}
    for source in sources.to_dict("records"):
        name = source["source_file"]
        if not pd.isna(source["announced"]):
            reported = int((of_articles["source_file"] == name).sum())
            assert source["announced"] == source["read"] + reported, name
            assert source["missing"] == reported, name
        if not pd.isna(source["reason"]):
            assert source["reason"] in set(lost.loc[lost["source_file"] == name, "reason"]), name
        counts[name] = (None if pd.isna(source["announced"]) else int(source["announced"]), int(source["read"]))
    read = sources.groupby("source_file")["read"].sum()
    assert read[read > 0].to_dict() == articles["source_file"].value_counts().to_dict()
    return counts, tell(doubts)


def tell(doubts: pd.DataFrame) -> dict[str, Told]:
    """Give reason and position of what is doubtful about each file, but for what is so of whole samples."""
    foreign = (doubts["reason"] == "other language") & ~doubts["note"].str.startswith("nl").fillna(False)
    own = doubts[~doubts["reason"].isin(["short text", "repeated text", "version of another"]) & ~foreign]
    told: dict[str, Told] = {name: set() for name in SAMPLES}
    for name, reason, position in own[["source_file", "reason", "position"]].to_numpy().tolist():
        one = (str(reason), None if pd.isna(position) else int(position))
        assert one not in told.setdefault(name, set()), (name, one)
        told[name].add(one)
    return told


def read_changed(
    folder: Path, change: Callable[[str, str], str], names: Iterable[str] = tuple(SAMPLES)
) -> pd.DataFrame:
    """Write samples with their text, of a Word file its mark-up, changed; read the folder."""
    for name in names:
        data = (FOLDER / name).read_bytes()
        if name.endswith(".docx"):
            changed = change_word(data, partial(change, name))
        else:
            changed = change(name, data.decode("utf-8")).encode("utf-8")
        assert changed != data, name
        (folder / name).write_bytes(changed)
    return read_corpus(folder)


def change_word(data: bytes, change: Callable[[str], str]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for part in source.namelist():
            content = source.read(part)
            target.writestr(part, change(content.decode("utf-8")).encode("utf-8") if part == WORD else content)
    return packed.getvalue()


@pytest.fixture(scope="module")
def whole() -> pd.DataFrame:
    return read_corpus(FOLDER)


WHOLE = {name: (sample.announced, sample.read) for name, sample in SAMPLES.items()}
KNOWN = {name: sample.known for name, sample in SAMPLES.items()}


def test_every_sample_reconciles_to_the_last_article(whole: pd.DataFrame) -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(SAMPLES)
    counts, told = examine(whole)
    assert counts == WHOLE
    assert told == KNOWN
    assert list_sources(whole)["missing"].fillna(0).sum() == 0
    assert whole[["title", "outlet", "date"]].notna().all(axis=None)
    assert dict(zip(SAMPLES, list_sources(whole)["layout"], strict=True)) == {n: s.layout for n, s in SAMPLES.items()}
    for name, own in whole.groupby("source_file"):
        assert own["position"].tolist() == list(range(1, len(own) + 1))
        empty = {position for reason, position in KNOWN[str(name)] if reason == "article without text"}
        assert set(own.loc[own["text"] == "", "position"]) == empty
    assert all(isinstance(key, str) for key in whole["database_id"].dropna())


def test_an_import_of_the_samples_is_the_same(whole: pd.DataFrame, tmp_path: Path) -> None:
    path = import_corpus(FOLDER, tmp_path / "corpus.parquet", workers=0)
    articles = read_corpus(path)
    assert examine(articles) == examine(whole)
    pd.testing.assert_frame_equal(articles, whole, check_dtype=False)


def test_a_file_cut_within_an_article_says_which_and_what_is_missing(tmp_path: Path) -> None:
    def cut(name: str, text: str) -> str:
        at = text.index(SAMPLES[name].cut[1])
        return f"{text[:at]}</w:t></w:r></w:p>{text[text.index('<w:sectPr') :]}" if "<w:sectPr" in text else text[:at]

    counts, told = examine(read_changed(tmp_path, cut))
    assert counts == {name: (sample.cut_announced, sample.cut[0]) for name, sample in SAMPLES.items()}
    assert told == {
        name: {
            *((reason, n) for reason, n in sample.known if n is not None and n <= sample.cut[0]),
            *sample.cut_also,
            ("file cut off", sample.cut[0]),
        }
        for name, sample in SAMPLES.items()
    }


def test_missing_articles_are_called_by_the_titles_of_the_cover(tmp_path: Path) -> None:
    articles = read_changed(tmp_path, lambda _, text: text[: text.index("the day on which the new")], ["nexis_uni.txt"])
    lost = find_doubts(articles).query("~kept")
    assert lost["name"].tolist() == ["Letters", "No, the owl is not back", "Bridge of Tarn to be lit all night"]


def test_blank_lines_doubled_change_nothing(whole: pd.DataFrame, tmp_path: Path) -> None:
    def double(name: str, text: str) -> str:
        pattern, new = {
            ".docx": (r"<w:p/>", r"\g<0>\g<0>"),
            ".rtf": (r"\\pard(?:\\plain\\f0\\fs20)? \\par\s|\\pard\\par\\page", r"\g<0>\g<0>"),
            ".html": (r"\n", r"\n\n"),
        }.get(Path(name).suffix, (r"(?m)^[ \t]*(\r?\n)", r"\g<0>\1"))
        return re.sub(pattern, new, text)

    pd.testing.assert_frame_equal(read_changed(tmp_path, double), whole)


def test_a_missing_end_mark_is_told_at_its_article_and_costs_none(tmp_path: Path) -> None:
    counts, told = examine(read_changed(tmp_path, lambda name, text: re.sub(SAMPLES[name].end[1], "", text, count=1)))
    assert counts == WHOLE
    assert told == {name: {*s.known, ("end marker missing", s.end[0])} for name, s in SAMPLES.items()}


def test_an_article_in_another_language_is_told(tmp_path: Path) -> None:
    def translate(name: str, text: str) -> str:
        _, first, last = SAMPLES[name].body
        start = text.index(first)
        new = "LA  - Dutch" if name.endswith(".ris") else DUTCH
        return text[:start] + new + text[text.index(last, start) + len(last) :]

    counts, told = examine(read_changed(tmp_path, translate))
    assert counts == WHOLE
    assert told == {name: {*s.known, ("other language", s.body[0])} for name, s in SAMPLES.items()}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_guessed_and_told(encoding: str, whole: pd.DataFrame, tmp_path: Path) -> None:
    for name in PLAIN:
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes().decode("utf-8").encode(encoding))
    articles = read_corpus(tmp_path)
    counts, told = examine(articles)
    assert counts == {name: WHOLE[name] for name in PLAIN}
    assert {name: told[name] for name in PLAIN} == {name: {*KNOWN[name], ("encoding guessed", None)} for name in PLAIN}
    assert set(list_sources(articles)["encoding"]) == {encoding}
    assert articles["text"].tolist() == whole.loc[whole["source_file"].isin(PLAIN), "text"].tolist()


def test_windows_1252_is_guessed_in_text_and_replaced_where_a_page_says_utf_8(
    whole: pd.DataFrame, tmp_path: Path
) -> None:
    for name in (*GERMAN, "europresse_page.html"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes().decode("utf-8").encode("cp1252"))
    articles = read_corpus(tmp_path)
    counts, told = examine(articles)
    assert counts == {name: WHOLE[name] for name in (*GERMAN, "europresse_page.html")}
    assert {name: told[name] for name in GERMAN} == {name: {("encoding guessed", None)} for name in GERMAN}
    assert told["europresse_page.html"] == {("characters replaced", 1), ("characters replaced", 2)}
    german = articles.loc[articles["source_file"].isin(GERMAN), "text"]
    assert german.tolist() == whole.loc[whole["source_file"].isin(GERMAN), "text"].tolist()


def test_garbled_text_is_told_at_every_article_that_has_some_and_can_be_turned_back(
    whole: pd.DataFrame, tmp_path: Path
) -> None:
    for name in (*GERMAN, "nexis_uni.txt"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes().decode("cp1252").encode("utf-8"))
    counts, told = examine(read_corpus(tmp_path))
    assert counts == {name: WHOLE[name] for name in (*GERMAN, "nexis_uni.txt")}
    garbled = {("characters garbled", number) for number in (1, 2, 3)}
    assert all(garbled <= told[name] for name in GERMAN)
    assert told["nexis_uni.txt"] == set()  # the fixed blanks behind its labels are garbled, and nothing else
    mended = read_corpus(tmp_path, repair=True)
    assert mended["text"].tolist() == whole.loc[whole["source_file"].isin(counts), "text"].tolist()
    assert all(("characters repaired", None) in examine(mended)[1][name] for name in GERMAN)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8, 0.97])
def test_word_and_rtf_files_cut_as_bytes_cost_only_themselves(share: float, tmp_path: Path) -> None:
    names = [name for name in SAMPLES if name.endswith((".docx", ".rtf"))]
    for name in names:
        data = (FOLDER / name).read_bytes()
        (tmp_path / name).write_bytes(data[: int(share * len(data))])
    counts, told = examine(read_corpus(tmp_path))
    assert set(counts) == set(names)
    assert (counts["nexis_uni.docx"], told["nexis_uni.docx"]) == ((None, 0), {("file damaged", None)})
    assert all(("file damaged", None) in told[name] for name in names)
    assert counts["nexis_uni.rtf"][0] == 6


def test_a_lone_file_that_cannot_be_read_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "nexis_uni.docx").write_bytes((FOLDER / "nexis_uni.docx").read_bytes()[:20_000])
    with pytest.raises(CorpusError, match=r"no file could be read; found: 'nexis_uni\.docx': file damaged"):
        read_corpus(tmp_path / "nexis_uni.docx")
