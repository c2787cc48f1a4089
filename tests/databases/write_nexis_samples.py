"""Writes the sample exports ``nexis_*`` in ``samples/``: the layouts of Nexis Uni and LexisNexis Academic.

Every article, place, person and outlet is invented. Run: ``python tests/databases/write_nexis_samples.py``.
"""

from __future__ import annotations

import io
import textwrap
import zipfile
from dataclasses import dataclass
from pathlib import Path

SAMPLES = Path(__file__).with_name("samples")
NBSP = "\xa0"


@dataclass(frozen=True)
class Story:
    """One invented article."""

    title: str
    outlet: str
    date: str
    body: tuple[str, ...]
    edition: str = ""
    section: str = ""
    byline: str = ""
    highlight: str = ""
    dateline: str = ""
    graphic: str = ""
    subject: str = ""
    loaded: str = ""
    language: str = "ENGLISH"

    @property
    def words(self) -> int:
        """How many words the database counts."""
        return sum(len(paragraph.split()) for paragraph in self.body)


ENGLISH = (
    Story(
        title="Marlford ferry may close, council warns",
        outlet="The Marlford Echo",
        date="March 4, 2019 Monday",
        edition="First Edition",
        section="NEWS; Pg. 3",
        byline="By Ida Penhallow",
        highlight="The crossing has run at a loss since the quarry shut.",
        dateline="MARLFORD",
        body=(
            "The ferry across the Marl could stop running within months, the harbour council said on Sunday, because "
            "the quarry that paid for half of its crossings has shut for good.",
            'Councillor Bevis Trant told a meeting in the old fish market that "nobody wants to sell the boat", but '
            "that the money would probably not last until the autumn.",
            "Length: short, said one of the islanders when asked what she thought of the talks.",
            "Islanders fear that without the crossing the school and the surgery would be next.",
        ),
        graphic="The ferry at the east quay last week. Picture: Odo Lanning",
        subject="FERRIES (93%); LOCAL GOVERNMENT (89%); QUARRIES (71%)",
        loaded="March 5, 2019",
    ),
    Story(
        title="Letters",
        outlet="Tarn Valley Post",
        date="March 5, 2019 Tuesday 11:30 PM GMT",
        section="LETTERS; Pg. 14",
        body=(
            "Your report on the ferry left out that the boat was repaired twice at the expense of the parish, and that "
            "nobody from the quarry ever said thank you.",
            "Body",
            "That was the answer of the ferryman when I asked what his company should be called next year, and we all "
            "laughed until the whistle blew.",
        ),
        subject="LETTERS & COMMENTS (90%)",
        loaded="March 6, 2019",
    ),
    Story(
        title="Weavers of Ostrick win a year's grace",
        outlet="The Ostrick Courier",
        date="March 7, 2019 Thursday",
        edition="Final Edition",
        section="BUSINESS; Pg. B1",
        byline="Jonas Quill and Mira Aldous",
        body=(
            "The last hand weavers of Ostrick will keep their rooms above the corn hall for another year after the "
            "town gave way to a petition that nearly every shop in the high street had signed.",
            "March 1, 2020",
            "That is the day on which the new lease ends, and it is painted in red above the looms, where the weavers "
            "say they will see it every morning.",
            "The owner of the hall, a trust that has not answered our questions, is said to want flats there instead.",
        ),
        subject="TEXTILES (88%); LEASES (77%)",
        loaded="March 8, 2019",
    ),
    Story(
        title="Letters",
        outlet="Tarn Valley Post",
        date="March 12, 2019 Tuesday",
        section="LETTERS; Pg. 12",
        body=(
            "It was kind of you to print my recipe for tarn trout, but it needs two lemons and not twelve, as several "
            "readers have found out at their cost.",
            "End of Document",
            "So reads the last page of the cookery book, which my aunt typed herself and which the library has now put "
            "behind glass, next to the minutes of the ferry council and the only photograph of the great flood that is "
            "known to anybody in the valley, or so the librarian claims.",
        ),
        loaded="March 13, 2019",
    ),
    Story(
        title="No, the owl is not back",
        outlet="Marl Online",
        date="March 15, 2019",
        body=(
            "Reports that the great owl has returned to the woods above Marlford are wrong, the warden said on Friday: "
            "the bird in the picture is a wooden one.",
            "It may have been put there by the scouts, who could not be reached.",
        ),
    ),
    Story(
        title="Bridge of Tarn to be lit all night",
        outlet="The Marlford Echo",
        date="March 18, 2019 Monday",
        edition="First Edition",
        section="NEWS; Pg. 1",
        byline="By Ida Penhallow",
        body=(
            "The bridge of Tarn will be lit all night from April, the council decided on Sunday by nine votes to two, "
            "after a winter in which three boats struck its middle pier.",
            "Language: polite, if cool, is how the minutes describe what the two who voted against it said.",
        ),
        subject="BRIDGES (91%)",
        loaded="March 19, 2019",
    ),
)

GERMAN = (
    Story(
        title="Die Fähre von Brückwitz steht still",
        outlet="Brückwitzer Tageblatt",
        date="Montag 4. März 2019",
        section="Lokales; S. 9",
        byline="Ottilie Sandmann",
        body=(
            "Die Fähre über die Marl fährt seit Sonntag nicht mehr, weil dem Betreiber das Geld für den Diesel fehlt "
            "und niemand im Rathaus sagen kann, wer die Rechnung bezahlen soll.",
            "Länge: kurz, so beschreibt der Fährmann die Sitzung, die am Abend im alten Zollhaus stattfand.",
            "Die Schülerinnen aus Oberwinz müssen nun einen Umweg von vierzig Minuten fahren.",
        ),
        subject="FÄHREN (92%); KOMMUNALPOLITIK (81%)",
        loaded="5. März 2019",
        language="GERMAN; DEUTSCH",
    ),
    Story(
        title="Der Turm bekommt eine neue Uhr",
        outlet="Winzer Bote",
        date="Mittwoch 6. März 2019",
        section="Kultur; S. 21",
        body=(
            "Nach elf Jahren ohne Zeiger soll der Turm von Oberwinz im Sommer eine neue Uhr bekommen, die angeblich "
            "aus einer aufgelösten Spinnerei stammt.",
            "Der Pfarrer will sie erst hören, bevor er ihr den Platz über der Glocke gibt.",
        ),
        loaded="7. März 2019",
        language="GERMAN; DEUTSCH",
    ),
    Story(
        title="Kein Wolf im Stadtpark",
        outlet="Brückwitzer Tageblatt",
        date="Freitag 8. März 2019",
        section="Lokales; S. 11",
        byline="Kuno Ahlers",
        body=(
            "Das Tier, das am Donnerstag im Stadtpark von Brückwitz gesehen wurde, war ein Hund, und zwar der des "
            "Bürgermeisters, wie dieser am Abend einräumte.",
        ),
        loaded="9. März 2019",
        language="GERMAN; DEUTSCH",
    ),
)

_ENGLISH_WORDS = {
    "user": "User Name",
    "time": "Date and Time",
    "job": "Job Number",
    "documents": "Documents",
    "matter": "Client/Matter",
    "terms": "Search Terms",
    "type": "Search Type",
    "narrowed": "Narrowed by",
    "section": "Section",
    "length": "Length",
    "words": "words",
    "byline": "Byline",
    "highlight": "Highlight",
    "dateline": "Dateline",
    "body": "Body",
    "graphic": "Graphic",
    "classification": "Classification",
    "language": "Language",
    "publication": "Publication-Type",
    "subject": "Subject",
    "loaded": "Load-Date",
    "end": "End of Document",
    "now": "Wednesday, March 20, 2019 3:12:00 PM GMT",
}
_GERMAN_WORDS = _ENGLISH_WORDS | {
    "user": "Benutzername",
    "time": "Datum und Uhrzeit",
    "job": "Auftragsnummer",
    "documents": "Dokumente",
    "matter": "Mandant/Angelegenheit",
    "terms": "Suchbegriffe",
    "type": "Suchtyp",
    "narrowed": "Eingegrenzt durch",
    "section": "Rubrik",
    "length": "Länge",
    "words": "Wörter",
    "byline": "Autor",
    "body": "Textkörper",
    "classification": "Klassifizierung",
    "language": "Sprache",
    "publication": "Publikationstyp",
    "subject": "Thema",
    "loaded": "Ladedatum",
    "end": "Ende des Dokuments",
    "now": "Mittwoch, 20. März 2019 15:12:00 MEZ",
}


def list_cover(stories: tuple[Story, ...], words: dict[str, str]) -> list[str]:
    """The cover page of Nexis Uni, line by line."""
    lines = [
        f"{words['user']}: = ",
        f"{words['time']}: = {words['now']}",
        f"{words['job']}: = 84213377",
        "",
        f"{words['documents']} ({len(stories)})",
    ]
    for number, story in enumerate(stories, start=1):
        lines += [f"{number}. {story.title}", f"{words['matter']}: -None-", f"{words['terms']}: ferry OR tarn"]
        lines += [f"{words['type']}: NL"]
        lines += [
            f"{words['narrowed']}:",
            "Content Type\tNarrowed by",
            "News\tTimeline: 01 Mar 2019 to 31 Mar 2019",
            "",
        ]
    return lines


def list_article(story: Story, words: dict[str, str]) -> list[str]:
    """One article of Nexis Uni, line by line, with its end marker."""
    labelled = [
        ("section", story.section),
        ("length", f"{story.words} {words['words']}"),
        ("byline", story.byline),
        ("highlight", story.highlight),
        ("dateline", story.dateline),
    ]
    lines = [story.title, story.outlet, story.date, *([story.edition] if story.edition else []), ""]
    lines += [f"Copyright 2019 {story.outlet} Ltd All Rights Reserved", ""]
    lines += [f"{words[name]}:{NBSP}{value}" for name, value in labelled if value]
    lines += [words["body"], "", "", *(line for paragraph in story.body for line in (paragraph, "")), ""]
    if story.graphic:
        lines += [words["graphic"], "", "", story.graphic, ""]
    if story.subject:
        lines += [words["classification"], "", "", f"{words['language']}: {story.language}", ""]
        lines += [f"{words['publication']}: Newspaper", "", f"{words['subject']}: {story.subject}", ""]
    if story.loaded:
        lines += [f"{words['loaded']}: {story.loaded}", ""]
    return [*lines, "", words["end"], "", ""]


def write_uni(stories: tuple[Story, ...], words: dict[str, str]) -> str:
    """An export of Nexis Uni as text."""
    lines = [*list_cover(stories, words), ""]
    for story in stories:
        lines += list_article(story, words)
    return "\r\n".join(lines) + "\r\n"


def write_academic(stories: tuple[Story, ...], *, german: bool = False) -> str:
    """An export of LexisNexis Academic as text: lines of 78 characters, numbers in the middle."""
    number = "Dokument {} von {}" if german else "{} of {} DOCUMENTS"
    names = _GERMAN_WORDS if german else _ENGLISH_WORDS
    lines = [
        "",
        "",
        f"Download Request: Selected Items: 1-{len(stories)}",
        "Time Of Request: Wednesday, March 20, 2019  15:12:51",
    ]
    lines += [
        "",
        "Send To:",
        "TARN VALLEY COLLEGE LIBRARY",
        "",
        "Terms: (ferry or tarn)",
        "",
        "Project ID: None",
        "",
        "",
    ]
    for at, story in enumerate(stories, start=1):
        lines += [number.format(at, len(stories)).center(78).rstrip(), "", "", "", story.outlet.center(78).rstrip(), ""]
        lines += [story.date.center(78).rstrip()]
        lines += [story.edition.center(78).rstrip()] if story.edition else []
        lines += ["", *textwrap.wrap(story.title, 78), ""]
        labelled = [
            ("byline", story.byline),
            ("section", story.section),
            ("length", f"{story.words} {names['words']}"),
            ("dateline", story.dateline),
            ("highlight", story.highlight),
        ]
        for name, value in labelled:
            lines += [*textwrap.wrap(f"{names[name].upper()}: {value}", 78), ""] if value else []
        lines += ["", *(line for paragraph in story.body for line in (*textwrap.wrap(paragraph, 78), ""))]
        tail = [("graphic", story.graphic), ("loaded", story.loaded), ("language", story.language)]
        for name, value in [*tail, ("subject", story.subject), ("publication", "Newspaper")]:
            lines += [*textwrap.wrap(f"{names[name].upper()}: {value}", 78), ""] if value else []
        lines += [
            "",
            f"Copyright 2019 {story.outlet} Ltd".center(78).rstrip(),
            "All Rights Reserved".center(78).rstrip(),
            "",
        ]
    return "\r\n".join(lines) + "\r\n"


def write_word(stories: tuple[Story, ...], words: dict[str, str]) -> bytes:
    """An export of Nexis Uni as DOCX; titles in Heading 1, the cover's search terms in a table."""
    import datetime as dt

    from docx import Document

    document = Document()
    document.core_properties.created = document.core_properties.modified = dt.datetime(2019, 3, 20)
    document.core_properties.author = ""
    for line in list_cover(stories, words):
        document.add_paragraph(line.replace("\t", " "))
    for story in stories:
        for line in list_article(story, words):
            style = "Heading 1" if line == story.title else None
            document.add_paragraph(line, style=style)
    written = io.BytesIO()
    document.save(written)
    return _fix_times(written.getvalue())


def _fix_times(data: bytes) -> bytes:
    """Give every member of a ZIP the same time, so that the same sample has the same bytes."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(fixed, "w") as target:
        for member in source.infolist():
            info = zipfile.ZipInfo(member.filename, (2019, 3, 20, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, source.read(member))
    return fixed.getvalue()


def write_rtf(stories: tuple[Story, ...], words: dict[str, str]) -> bytes:
    r"""An export of Nexis Uni as RTF: a ``\par`` for each line, letters beyond ASCII as ``\uN?``."""
    lines = [*list_cover(stories, words), *(line for story in stories for line in list_article(story, words))]
    body = "\r\n".join(rf"\pard\plain\f0\fs20 {_escape(line)}\par" for line in lines)
    head = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fnil Arial;}}{\info{\title Nexis}}"
    return f"{head}\r\n{body}\r\n}}".encode("ascii")


def _escape(line: str) -> str:
    marks = {"\\": r"\\", "{": r"\{", "}": r"\}", "\t": r"\tab ", NBSP: r"\~"}
    return "".join(marks.get(char, char if ord(char) < 128 else rf"\u{ord(char)}?") for char in line)


def write_samples(folder: Path) -> None:
    """Write every sample into a folder."""
    texts = {
        "nexis_uni.txt": write_uni(ENGLISH, _ENGLISH_WORDS),
        "nexis_uni_german.txt": write_uni(GERMAN, _GERMAN_WORDS),
        "nexis_uni_alone.txt": "\r\n".join(list_article(ENGLISH[0], _ENGLISH_WORDS)),
        "nexis_academic.txt": write_academic(ENGLISH),
        "nexis_academic_german.txt": write_academic(GERMAN, german=True),
    }
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode("utf-8"))
    (folder / "nexis_uni.docx").write_bytes(write_word(ENGLISH, _ENGLISH_WORDS))
    (folder / "nexis_uni.rtf").write_bytes(write_rtf(ENGLISH, _ENGLISH_WORDS))


if __name__ == "__main__":
    write_samples(SAMPLES)
