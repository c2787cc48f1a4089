"""Write the sample exports of Factiva: invented articles of invented places and outlets, in its layouts.

``python tests/databases/write_factiva_samples.py`` writes them to ``tests/databases/samples``, always the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

SAMPLES = Path(__file__).parent / "samples"
LAST = 'id="lastArticle" '


@dataclass(frozen=True)
class Article:
    """An invented article, with what Factiva says of it."""

    accession: str
    section: str
    title: str
    author: str
    date: str
    time: str
    outlet: str
    page: str
    language: str
    publisher: str
    text: tuple[str, ...]
    indexing: tuple[tuple[str, str], ...] = ()

    @property
    def code(self) -> str:
        """The code of the source, which the accession number begins with."""
        return self.accession[:8].rstrip("0")

    @property
    def words(self) -> int:
        """The number Factiva would print: headline, byline and text, and a few words more."""
        return sum(len(part.split()) for part in (self.title, self.author, *self.text)) + 3

    @property
    def copyright(self) -> str:
        """The line that closes the heading."""
        return f"Copyright {self.date[-4:]} {self.publisher}"


ENGLISH = (
    Article(
        "ALDERGZ020190304ef340001a",
        "Local news",
        "Council of Alderby delays the harbour wall for a third winter",
        "By Maud Tennick",
        "4 March 2019",
        "21:13",
        "The Alderby Gazette",
        "3",
        "English",
        "Alderby Gazette Limited",
        (
            "The harbour wall of Alderby will not be mended before the winter, the council decided on Monday evening.",
            '"We would rather build it once and well," said Ines Quarrow, who leads the works committee.',
            "Fishermen on the north quay doubt that the old wall stands another season. Two of the eleven boats were "
            "damaged last December, when the sea came over the steps.",
            "A new estimate is expected in May, the council says.",
        ),
        (
            ("CO", "aldhar : Alderby Harbour Trust | quawor : Quarrow Works Ltd"),
            ("IN", "i764 : Ports/Harbours | iconst : Construction"),
            ("NS", "glocal : Local Politics | gwea : Weather | gcat : Political/General News"),
            ("RE", "aldby : Alderby | nshir : Northshire"),
            ("IPC", "SERVICE:AGZ | LANG:en"),
            ("IPD", "harbour | Council"),
            ("PUB", "Alderby Gazette Limited"),
        ),
    ),
    Article(
        "MERIDN0020190305ef3500002",
        "",
        "Meridian buses to run on Sundays; the fare stays as it was",
        "",
        "5 March 2019",
        "",
        "Meridian Evening News",
        "",
        "English",
        "Meridian Newspapers plc",
        (
            "Buses in Meridian will run on Sundays from April, every forty minutes and until ten at night.",
            "The town pays for the trial out of its parking fees. Nobody could say yet what happens after a year.",
            "Passengers whom this newspaper met at the station welcomed it. One had waited nine years for the 14.",
        ),
        (
            ("CT", "Readers may write to the editor of the Meridian Evening News."),
            ("NS", "gtrans : Transport"),
            ("RE", "merid : Meridian"),
            ("PUB", "Meridian Newspapers plc"),
        ),
    ),
    Article(
        "ALDERGZ020190306ef3600011",
        "Opinion",
        "What the flood map does not show",
        "By Tobias Ferncastle",
        "6 March 2019",
        "06:02",
        "The Alderby Gazette",
        "12",
        "English",
        "Alderby Gazette Limited",
        (
            "Maps are promises. The new one promises that the lower town is dry, because nobody measured the cellars.",
            "I counted 38 pumps in one street this week. Perhaps the next map should ask the people who own them.",
            "The surveyors may well be right about the river. They are surely wrong about the drains, which are older "
            "than any of their figures and were built for a town a third of the size.",
        ),
        (("NS", "nedc : Commentaries/Opinions | gwea : Weather"), ("RE", "aldby : Alderby")),
    ),
)

GERMAN = (
    Article(
        "LINDTG0020190307ef3700009",
        "Politik",
        "Lindau an der Wehr streitet über die neue Brücke",
        "Von Hanne Oberrath",
        "7 März 2019",
        "",
        "Wehrtaler Tagblatt",
        "8",
        "Deutsch",
        "Wehrtaler Verlag GmbH",
        (
            "Die Brücke über die Wehr soll breiter werden, aber niemand will den Umweg tragen, den der Bau verlangt.",
            "Bürgermeisterin Runa Delbeck sprach von zwei Sommern, die Händler am Markt rechnen eher mit vieren.",
            "Am Donnerstag entscheidet der Rat. Vermutlich wird die Sitzung lang, denn 41 Bürger haben sich gemeldet.",
        ),
    ),
    Article(
        "HEIDEP0020190308ef380000c",
        "Lokales",
        "Das Freibad öffnet früher, das Wasser bleibt kalt",
        "Jost Ammerling",
        "8 März 2019",
        "",
        "Heidepost online",
        "",
        "Deutsch",
        "Heidepost Medien GmbH",
        (
            "Schon im April will die Gemeinde das Freibad öffnen, ohne die Heizung einzuschalten.",
            "Das spart nach Angaben der Kämmerei etwa neuntausend Euro. Geschwommen wird trotzdem, sagt der Verein.",
            "Kinder zahlen nichts, solange das Becken unter achtzehn Grad hat. Gemessen wird jeden Morgen um sieben.",
        ),
    ),
    Article(
        "LINDTG0020190309ef3900010",
        "Wirtschaft",
        "Die Mühle am Wehr mahlt wieder, wenn auch nur sonntags",
        "",
        "9 März 2019",
        "",
        "Wehrtaler Tagblatt",
        "11",
        "Deutsch",
        "Wehrtaler Verlag GmbH",
        (
            "Nach elf Jahren dreht sich das Rad der alten Mühle. Drei Vereine haben es in ihrer Freizeit gerichtet.",
            "Das Mehl ist grob und bald ausverkauft. Ob es sich rechnet, mag der Vorsitzende nicht versprechen.",
        ),
    ),
)

FRENCH = (
    Article(
        "VALMAR0020190311ef3b0001q",
        "Région",
        "Le pont de Valmarie fermé jusqu'à la fin de l'été",
        "Par Odette Brissac",
        "11 mars 2019",
        "",
        "L'Écho de Valmarie",
        "4",
        "Français",
        "Société de l'Écho SA",
        (
            "Le pont de Valmarie restera fermé jusqu'en septembre, a annoncé la préfecture lundi.",
            "Les ouvriers auraient trouvé deux fissures sous la troisième arche. Une expertise doit le confirmer.",
            "Les commerçants de la rive gauche demandent une navette. La mairie réfléchit, dit-elle, à un bac.",
        ),
    ),
    Article(
        "VALMAR0020190312ef3c00003",
        "",
        "Un loup, ou peut-être un chien, aperçu près du lac",
        "Par Lucien Mourade",
        "12 mars 2019",
        "",
        "L'Écho de Valmarie",
        "",
        "Français",
        "Société de l'Écho SA",
        (
            "Trois promeneurs disent avoir vu un loup dimanche matin près du lac. La photo est floue.",
            "Selon le garde, il s'agit plutôt du chien d'un voisin, qui se sauve chaque printemps.",
        ),
    ),
)

CODED_SEARCH = (
    ("Text", "harbour or buses or flood"),
    ("Date", "01/03/2019 to 31/03/2019"),
    ("Source", "All Sources"),
    ("Author", "All Authors"),
    ("Company", "All Companies"),
    ("Subject", "All Subjects"),
    ("Industry", "All Industries"),
    ("Region", "All Regions"),
    ("Language", "English"),
    ("Results Found", "3"),
    ("Timestamp", "2 April 2019 9:41"),
)
GERMAN_SEARCH = (
    ("Text", "Brücke oder Freibad oder Mühle"),
    ("Datum", "01/03/2019 bis 31/03/2019"),
    ("Quelle", "Alle Quellen"),
    ("Autor", "Alle Autoren"),
    ("Unternehmen", "Alle Unternehmen"),
    ("Thema", "Alle Themen"),
    ("Branche", "Alle Branchen"),
    ("Region", "Alle Regionen"),
    ("Sprache", "Deutsch"),
    ("Gefundene Ergebnisse", "1,771"),
    ("Zeitstempel", "2 April 2019 9:44"),
)
FRENCH_SEARCH = (
    ("Texte", "pont ou loup"),
    ("Date", "01/03/2019 au 31/03/2019"),
    ("Langue", "Français"),
    ("Résultats trouvés", "2"),
    ("Horodatage", "2 avril 2019 9:47"),
)


def list_fields(article: Article) -> list[tuple[str, tuple[str, ...]]]:
    """List the field codes of an article with their values, in the order of Factiva."""
    fields = [
        ("SE", (article.section,)),
        ("HD", (article.title,)),
        ("BY", (article.author,)),
        ("WC", (f"{article.words} words",)),
        ("PD", (article.date,)),
        ("ET", (article.time,)),
        ("SN", (article.outlet,)),
        ("SC", (article.code,)),
        ("PG", (article.page,)),
        ("LA", (article.language,)),
        ("CY", (article.copyright,)),
        ("LP", article.text[:1]),
        ("TD", article.text[1:]),
        *((code, (value,)) for code, value in article.indexing),
        ("AN", (f"Document {article.accession}",)),
    ]
    return [(code, values) for code, values in fields if any(values)]


def list_heading(article: Article, *, unit: str) -> list[str]:
    """List the lines between the headline and the text where there are no codes."""
    lines = [f"{article.words} {unit}", article.date, article.time, article.outlet, article.code, article.page]
    return [line for line in (*lines, article.language, article.copyright) if line]


def page(body: str, rights: str) -> str:
    """Set articles into a page as Factiva saves it."""
    return (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" '
        '"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n<html>\n<head>\n'
        '\t<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>\n\t<title>Factiva</title>\n'
        '<style type="text/css">body{margin:0;}.article {page-break-after:always;}</style>\n</head>\n'
        '<body class=\'\'><div id="navcontainer" class="fcpNavContainer">\n<table><tr>\n'
        '<td class="factivalogo"><h1>Factiva</h1></td>\n<td class="djrlogo" align="right"><span>Dow Jones</span></td>\n'
        '</tr></table>\n</div>\n<form name="PageBaseForm" method="post" action="/aa/default.aspx" id="PageBaseForm">\n'
        f'<div id="contentWrapper"><div id="contentLeft"><span></span>{body}</div></div>'
        '<div id="pageFooter"><table width="100%" class="footerBG">\n\t<tr>\n\t\t<td><span class="copyright">'
        f"&copy; 2019 Factiva, Inc. {rights}</span></td>\n\t</tr>\n</table></div></form>\n</body>\n</html>\n"
    )


def summary_table(title: str, search: tuple[tuple[str, str], ...]) -> str:
    """Set the search summary as a table."""
    rows = "".join(
        f'<tr><td class="label" valign="top">{escape(label)}</td><td>{escape(value)}</td></tr>'
        for label, value in search
    )
    return (
        '<table id="oddEvenPreview" class="searchPreview " width="100%"><tbody>'
        f'<tr><td class="sbSummaryTitle" colspan="2">{title}</td></tr>{rows}</tbody></table>'
    )


def coded_page() -> str:
    """Write a page with field codes."""
    articles = []
    for article in ENGLISH:
        rows = []
        for code, values in list_fields(article):
            label = f"<b>{code}</b>&nbsp;"
            if code in ("LP", "TD"):
                label = f"<p>{label}</p>"
                value = "\n".join(f'<p class="articleParagraph enarticleParagraph">{escape(v)}</p>' for v in values)
            elif code == "HD":
                value = f"<b class='enHeadline'>{escape(values[0])}</b>\n"
            elif code in ("CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "CT", "AN"):
                label, value = f"<br/>{label}", f"<br/>{escape(values[0])}"
            else:
                value = escape(values[0])
            rows.append(f'<tr><td align="right" valign="top" class="index">{label}</td><td>{value}</td></tr>')
        table = "\n".join(rows)
        articles.append(
            '<div class="article enArticle"><table cellpadding="1" cellspacing="1" border="0">'
            f"{table}</table><br/></div><br/><span></span>"
        )
    return page("".join(articles) + summary_table("Search Summary", CODED_SEARCH), "All rights reserved.")


def plain_page() -> str:
    """Write a page without field codes, in German, its headlines numbered."""
    articles = []
    for number, article in enumerate(GERMAN, start=1):
        last = number == len(GERMAN)
        outer = "lastarticle" if last else "article"
        inner = f'<div {LAST if last else ""}class="article deArticle">'
        section = f"<div>{article.section}</div>\n" if article.section else ""
        author = f'<div class="author">{escape(article.author)} </div>' if article.author else ""
        heading = "".join(f"<div>{escape(line)}</div>" for line in list_heading(article, unit="Wörter"))
        text = "\n".join(f'<p class="articleParagraph dearticleParagraph">{escape(line)}</p>' for line in article.text)
        caption = "<p>So sah die Brücke im Januar aus. Foto: Wehrtaler Archiv </p>\n" if number == 1 else ""
        articles.append(
            f'<div id="article-{article.accession}" class="{outer}">{inner}<p>\n</p>{section}'
            f'<div id="hd"><span class="deHeadline counted">{number}) {escape(article.title)}</span>\n</div>'
            f"{author}{heading}\n<p></p>\n{text}\n{caption}<p>{escape(article.publisher)}</p>"
            f"<p>Dokument {article.accession}</p></div></div><br/><span></span>"
        )
    table = summary_table("Zusammenfassung der Suche", GERMAN_SEARCH)
    return page("".join(articles) + table, "Alle Rechte vorbehalten.")


def coded_text() -> str:
    """Write a text with field codes: a blank, the code, a tab, the value."""
    lines = [" ", ""]
    for article in ENGLISH:
        for code, values in list_fields(article):
            if code in ("LP", "TD"):
                lines += [f" {code}\t" + "\n\n".join(values), ""]
            else:
                lines.append(f" {code}\t{values[0]}" + (" \n" if code == "CY" else ""))
        lines += [" ", "", "", ""]
    lines.append("Search Summary")
    lines += [f"{label}\t{value}" for label, value in CODED_SEARCH]
    return "\r\n".join("\n".join(lines).split("\n")) + "\r\n"


def plain_text() -> str:
    """Write a text without field codes, in French and English, with the footers of its pages."""
    lines = []
    articles = [(article, "mots") for article in FRENCH]
    pages = len(articles) + 1
    for number, (article, unit) in enumerate(articles, start=1):
        section = [article.section] if article.section else []
        author = [article.author] if article.author else []
        lines += [*section, article.title, *author, *list_heading(article, unit=unit), ""]
        for place, paragraph in enumerate(article.text):
            half = paragraph.find(" ", len(paragraph) // 2)
            if place == 1:  # the page ends within this paragraph
                lines += [paragraph[:half], "", f"Page {number} sur {pages} © 2019 Factiva, Inc. Tous droits réservés."]
                lines += ["", paragraph[half + 1 :], ""]
            else:
                lines += [paragraph, ""]
        lines += [article.publisher, f"Document {article.accession}", ""]
    lines += ["Résumé de la recherche", *(f"{label} {value}" for label, value in FRENCH_SEARCH), ""]
    lines.append(f"Page {pages} sur {pages} © 2019 Factiva, Inc. Tous droits réservés.")
    return "\n".join(lines) + "\n"


def rich_text(paragraphs: str) -> bytes:
    """Set paragraphs into an RTF file, letters outside ASCII as escapes."""
    escaped = "".join(letter if ord(letter) < 128 else f"\\u{ord(letter)}?" for letter in paragraphs)
    footer = r"{\footer \pard\qr Page {\field{\*\fldinst PAGE}} of {\field{\*\fldinst NUMPAGES}}\par}"
    head = r"{\rtf1\ansi\ansicpg1252\uc1\deff0{\fonttbl{\f0\fswiss Arial;}}" + footer
    return f"{head}\n{escaped}}}".encode("ascii")


def coded_rich_text() -> bytes:
    """Write an RTF file with field codes: a row of a table for each."""
    rows = []
    for article in ENGLISH:
        for code, values in list_fields(article):
            value = r"\par ".join(f"{{\\b {v}}}" if code == "HD" else v for v in values)
            rows.append(rf"\trowd\cellx1000\cellx9000\pard\intbl\qr {{\b {code}\~}}\cell\ql {value}\cell\row")
        rows.append(r"\pard\par\page")
    rows.append(r"\pard {\b Search Summary}\par")
    rows += [rf"\trowd\cellx3000\cellx9000\pard\intbl {label}\cell {value}\cell\row" for label, value in CODED_SEARCH]
    return rich_text("\n".join(rows))


def plain_rich_text() -> bytes:
    """Write an RTF file without field codes."""
    rows = []
    for article in (*ENGLISH[:2], GERMAN[0]):
        section = [article.section] if article.section else []
        author = [article.author] if article.author else []
        lines = [*section, rf"{{\b {article.title}}}", *author, *list_heading(article, unit="words"), ""]
        for paragraph in article.text:
            lines += [paragraph, ""]
        lines += [article.publisher, f"Document {article.accession}", ""]
        rows.append("".join(rf"\pard {line}\par" + "\n" for line in lines))
    return rich_text("\\page\n".join(rows))


def write_samples(folder: Path = SAMPLES) -> None:
    """Write every sample into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in samples().items():
        (folder / name).write_bytes(content)


def samples() -> dict[str, bytes]:
    """Give every sample by the name of its file."""
    return {
        "factiva_codes.html": coded_page().encode(),
        "factiva_plain.html": plain_page().encode(),
        "factiva_codes.txt": coded_text().encode(),
        "factiva_plain.txt": plain_text().encode(),
        "factiva_codes.rtf": coded_rich_text(),
        "factiva_plain.rtf": plain_rich_text(),
    }


if __name__ == "__main__":
    write_samples()
