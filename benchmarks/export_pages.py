"""Write articles as the web pages that Factiva, ProQuest and Europresse save, for ``benchmarks.exports``."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from benchmarks.export_stories import Story, give_abstract, list_codes, list_heading, list_labels, name_issue

__all__ = ["write_codes_page", "write_europresse", "write_plain_page", "write_proquest_page"]

_MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_RIGHTS = "Tous droits réservés. Le présent document est protégé par les lois et conventions internationales."


def _set_page(articles: str, n: int) -> bytes:
    """Set articles into a page as Factiva saves it."""
    rows = (("Text", "policy or election"), ("Results Found", str(n)), ("Timestamp", "2 April 2019 9:41"))
    cells = "".join(f'<tr><td class="label" valign="top">{a}</td><td>{b}</td></tr>' for a, b in rows)
    summary = f'<table id="oddEvenPreview" class="searchPreview " width="100%"><tbody>{cells}</tbody></table>'
    return (
        '<!DOCTYPE html>\n<html>\n<head>\n<meta http-equiv="Content-Type" content="text/html; charset=UTF-8"/>\n'
        '<title>Factiva</title>\n</head>\n<body class=\'\'><div id="navcontainer" class="fcpNavContainer"><table><tr>'
        '<td class="factivalogo"><h1>Factiva</h1></td></tr></table></div>\n<form name="PageBaseForm" method="post">\n'
        f'<div id="contentWrapper"><div id="contentLeft"><span></span>{articles}{summary}</div></div>'
        '<div id="pageFooter"><span class="copyright">&copy; 2019 Factiva, Inc. All rights reserved.</span></div>'
        "</form>\n</body>\n</html>\n"
    ).encode()


def write_codes_page(stories: Sequence[Story]) -> bytes:
    """Write a page of Factiva with field codes: a table for each article."""
    articles = []
    for story in stories:
        rows = []
        for code, values in list_codes(story):
            label, value = f"<b>{code}</b>&nbsp;", escape(values[0])
            if code in ("LP", "TD"):
                label = f"<p>{label}</p>"
                value = "\n".join(f'<p class="articleParagraph enarticleParagraph">{escape(v)}</p>' for v in values)
            elif code == "HD":
                value = f"<b class='enHeadline'>{value}</b>\n"
            rows.append(f'<tr><td align="right" valign="top" class="index">{label}</td><td>{value}</td></tr>')
        table = "\n".join(rows)
        articles.append(f'<div class="article enArticle"><table border="0">{table}</table><br/></div><br/>')
    return _set_page("".join(articles), len(stories))


def write_plain_page(stories: Sequence[Story]) -> bytes:
    """Write a page of Factiva without field codes."""
    articles = []
    for story in stories:
        section = f"<div>{story.section}</div>\n" if story.section else ""
        author = f'<div class="author">{escape(story.byline)} </div>' if story.author else ""
        heading = "".join(f"<div>{escape(line)}</div>" for line in list_heading(story))
        text = "\n".join(f'<p class="articleParagraph enarticleParagraph">{escape(p)}</p>' for p in story.paragraphs)
        articles.append(
            f'<div id="article-{story.accession}" class="article"><div class="article enArticle"><p>\n</p>'
            f'{section}<div id="hd"><span class="enHeadline">{escape(story.title)}</span>\n</div>{author}'
            f"{heading}\n<p></p>\n{text}\n<p>{escape(story.outlet)} Limited</p><p>Document {story.accession}</p>"
            "</div></div><br/><span></span>"
        )
    return _set_page("".join(articles), len(stories))


def write_proquest_page(stories: Sequence[Story]) -> bytes:
    """Write a page of ProQuest."""
    documents = []
    for place, story in enumerate(stories, start=1):
        head = [("Author", story.author)] if story.author else []
        head = [*head, ("Publication info", name_issue(story)), ("Abstract", give_abstract(story))]
        text = "".join(f"<p>{escape(paragraph)}</p>              " for paragraph in story.paragraphs)
        count = f'<text wordcount="{story.words}" htmlcontent="true"><title></title>'
        documents.append(
            f'<div style="margin-bottom:20px">\n<a name="DocID_ARV_{900000000 + story.number}"></a>'
            f"<p>Document {place} of {len(stories)}</p>\n<p>{escape(story.title)}</p>\n{_set_labels(head)}"
            f"<p><strong>Full text: </strong>{count}\n{text}</text></p>\n{_set_labels(list_labels(story))}</div>\n"
        )
    top = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=UTF-8"><title>ProQuest</title>'
    foot = '<div class="copyright">Copyright © 2019 ProQuest LLC. All rights reserved.</div></body></html>'
    return f"{top}</head><body>\n{''.join(documents)}{foot}".encode()


def _set_labels(rows: Sequence[tuple[str, str]]) -> str:
    return "".join(f"<p><strong>{label}: </strong>{escape(value)}</p>\n" for label, value in rows)


def write_europresse(stories: Sequence[Story]) -> bytes:
    """Write a page of Europresse."""
    articles = []
    for story in stories:
        day = f"{_DAYS[story.date.weekday()]} {story.date.day} {_MONTHS[story.date.month - 1]} {story.date.year}"
        text = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
        author = f'<p class="sm-margin-bottomNews">{escape(story.author)}</p>\n' if story.author else ""
        header = f"{story.section}, " if story.section else ""
        articles.append(
            '<article>\n<header>\n<div class="rdp__DocPublicationName">\n<span class="DocPublicationName"> '
            f'{escape(story.outlet)}</span>\n</div>\n<div class="rdp__DocHeader">\n<span class="DocHeader">{header}'
            f'{day} {story.words} mots, p. 4</span>\n</div>\n<div class="titreArticle">\n<p class="sm-margin-TopNews '
            f'titreArticleVisu rdp__articletitle">{escape(story.title)}</p>\n{author}</div>\n</header>\n<section>\n'
            f'<div class="DocText clearfix">\n<div class="docOcurrContainer">\n{text}\n</div>\n</div>\n</section>\n'
            f'<footer>\n<div class="Doc-LegalInfo">\n<small>© {story.date.year} {escape(story.outlet)}. {_RIGHTS}'
            f'</small>\n</div>\n<div class="publiC-lblNodoc">news·{story.date:%Y%m%d}·{story.code}·{story.number:06}'
            "</div>\n</footer>\n</article>\n"
        )
    head = '<!DOCTYPE html>\n<html>\n<head><meta charset="utf-8" /><title>Europresse</title></head>\n<body>\n'
    return f"{head}{''.join(articles)}</body>\n</html>\n".encode()
