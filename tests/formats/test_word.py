import contextlib
import io
import re
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.document import Document as Word
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats.harvest import Unreadable
from framing.formats.word import read_word

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MAIN = "word/document.xml"


def save(fill: Callable[[Word], object]) -> bytes:
    word = docx.Document()
    fill(word)
    kept = io.BytesIO()
    word.save(kept)
    return kept.getvalue()


def change(data: bytes, part: str, change_part: Callable[[bytes], bytes]) -> bytes:
    """Write a file again with one part of it changed."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), change_part(old.read(name)) if name == part else old.read(name))
    return kept.getvalue()


def of_body(body: str) -> bytes:
    """Make a file whose body is the XML given."""
    inner = re.sub(r"<w:(p|r|tbl|t)>", r"<w:\1>", body)
    return change(
        save(lambda _: None), MAIN, lambda _: f"<w:document {W}><w:body>{inner}</w:body></w:document>".encode()
    )


def lines(data: bytes) -> list[str]:
    return [line.text for line in read_word(data).lines]


def run(text: str) -> str:
    return f"<w:r><w:t xml:space='preserve'>{text}</w:t></w:r>"


def para(*texts: str) -> str:
    return "<w:p>" + "".join(run(text) for text in texts) + "</w:p>"


def fill(word: Word) -> None:
    word.add_heading("Hazelby Gazette", 0)
    word.add_heading("Rain again", 1)
    word.add_paragraph("It rained.\nIt \u201cpoured\u201d.")
    word.add_paragraph("")
    table = word.add_table(rows=2, cols=2)
    for place, text in enumerate(["Section", "Weather", "Length", "12 words"]):
        table.cell(place // 2, place % 2).text = text
    word.add_paragraph("The mayor\u00a0left. ")


SAMPLE = save(fill)


def test_styles_lines_and_tables_are_read_in_order() -> None:
    assert [(line.text, line.style) for line in read_word(SAMPLE).lines] == [
        ("Hazelby Gazette", "title"),
        ("Rain again", "heading"),
        ("It rained.", ""),
        ("It \u201cpoured\u201d.", ""),
        ("", ""),
        ("Section\tWeather", ""),
        ("Length\t12 words", ""),
        ("The mayor left.", ""),
    ]
    document = read_word(SAMPLE)
    assert (document.wrapped, document.encoding, document.doubts) == (False, "", [])


@pytest.mark.parametrize(
    ("name", "level", "style"),
    [
        ("heading 1", "", "heading"),
        ("\u00dcberschrift 2", "", "heading"),
        ("Titre 1", "", "heading"),
        ("Titre", "", "title"),
        ("Artikelkopf", "0", "heading"),
        ("Artikelkopf", "9", ""),
        ("Untertitel", "", ""),
    ],
)
def test_headings_are_known_in_any_language(name: str, level: str, style: str) -> None:
    mark = f'<w:pPr><w:outlineLvl w:val="{level}"/></w:pPr>' if level else ""
    own = f'<w:style w:styleId="X"><w:name w:val="{name}"/>{mark}</w:style>'
    based = '<w:style w:styleId="Y"><w:name w:val="Mine"/><w:basedOn w:val="X"/></w:style>'
    loop = '<w:style w:styleId="Z"><w:name w:val="Z"/><w:basedOn w:val="Z"/></w:style>'
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{key}"/></w:pPr>{run("Rain")}</w:p>' for key in "XYZQ")
    data = change(of_body(body), "word/styles.xml", lambda _: f"<w:styles {W}>{own}{based}{loop}</w:styles>".encode())
    assert [line.style for line in read_word(data).lines] == [style, style, "", ""]


def test_an_outline_level_on_the_paragraph_itself_is_a_heading() -> None:
    data = of_body(f'<w:p><w:pPr><w:outlineLvl w:val="1"/></w:pPr>{run("Rain")}</w:p>')
    assert [(line.text, line.style) for line in read_word(data).lines] == [("Rain", "heading")]


def test_links_fields_and_controls_give_their_words() -> None:
    field = "<w:r><w:instrText>HYPERLINK secret</w:instrText></w:r>"
    body = f"<w:p>{run('The ')}<w:hyperlink>{run('river ')}</w:hyperlink>{field}<w:sdt><w:sdtPr/><w:sdtContent>"
    body += f"{run('rose')}</w:sdtContent></w:sdt><w:fldSimple>{run(' again')}</w:fldSimple></w:p>"
    body += f"<w:sdt><w:sdtContent>{para('It rained.')}</w:sdtContent></w:sdt>"
    assert lines(of_body(body)) == ["The river rose again", "It rained."]


def test_changes_are_read_as_accepted() -> None:
    body = f"<w:p>{run('It ')}<w:del><w:r><w:delText>snowed</w:delText></w:r></w:del><w:ins>{run('rained')}</w:ins>"
    body += f"<w:moveFrom>{run(' here')}</w:moveFrom><w:moveTo>{run(' there')}</w:moveTo></w:p>"
    body += f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('One ')}</w:p>{para('line.')}"
    body += f"<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{para('gone')}</w:tc></w:tr></w:tbl>"
    body += f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('Last')}</w:p>"
    assert lines(of_body(body)) == ["It rained there", "One line.", "Last"]


def test_breaks_tabs_and_hyphens() -> None:
    parts = "<w:br/>", "<w:tab/>", "<w:noBreakHyphen/>", "<w:softHyphen/>", "<w:cr/>"
    body = "<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
    body += (
        "".join(run(sign) + f"<w:r>{part}</w:r>" for sign, part in zip("abcde", parts, strict=True))
        + run("f")
        + "</w:p>"
    )
    assert lines(of_body(body)) == ["a", "b\tc-de", "f"]


def test_a_text_box_follows_its_paragraph_once() -> None:
    box = f"<w:txbxContent>{para('In a box.')}</w:txbxContent>"
    both = (
        f"<m:AlternateContent xmlns:m='m'><m:Choice>{box}</m:Choice><m:Fallback>{box}</m:Fallback></m:AlternateContent>"
    )
    body = f"<w:p>{run('It ')}<w:r>{both}</w:r>{run('rained.')}</w:p>{para('After.')}"
    assert lines(of_body(body)) == ["It rained.", "In a box.", "After."]


def test_an_article_in_a_table_keeps_its_paragraphs() -> None:
    cell = f"<w:tc>{para('It rained.')}{para('It snowed.')}</w:tc>"
    body = f"<w:tbl><w:tr><w:tc>{para('Text')}</w:tc>{cell}</w:tr></w:tbl>"
    assert lines(of_body(body)) == ["Text", "It rained.", "It snowed."]


def test_symbols_and_embedded_pages_are_reported() -> None:
    body = f"<w:p>{run('It rained')}<w:r><w:sym w:char='F0B7'/></w:r></w:p><w:altChunk/>"
    document = read_word(of_body(body))
    assert [line.text for line in document.lines] == ["It rained\ufffd"]
    assert [doubt.reason for doubt in document.doubts] == ["characters replaced", "part not read"]


def test_a_broken_link_to_a_picture_costs_nothing() -> None:
    link = b'<Relationship Id="rId99" Type="x/image" Target="../NULL"/></Relationships>'
    data = change(SAMPLE, "word/_rels/document.xml.rels", lambda part: part.replace(b"</Relationships>", link))
    assert read_word(data).lines == read_word(SAMPLE).lines


@pytest.mark.parametrize(
    ("data", "reason", "note"),
    [
        (b"It rained.", "file damaged", "first bytes"),
        (SAMPLE[:-100], "file damaged", "zip"),
        (save(lambda _: None), "file empty", "no text"),
        (of_body("<w:p><w:r><w:t>It rained."), "file damaged", "document.xml"),
        (of_body("<w:sdt>" * 1500 + para("Deep") + "</w:sdt>" * 1500), "file", "document.xml|deep"),
        (change(SAMPLE, MAIN, lambda part: b"<!DOCTYPE a>" + part[56:]), "file unsafe", "DOCTYPE"),
    ],
    ids=["text", "cut", "empty", "broken", "deep", "doctype"],
)
def test_what_cannot_be_read_is_refused(data: bytes, reason: str, note: str) -> None:
    with pytest.raises(Unreadable, match=note) as refusal:
        read_word(data)
    assert refusal.value.reason.startswith(reason)


def test_other_packages_are_named() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("xl/workbook.xml", "<a/>")
    with pytest.raises(Unreadable, match=r"file of another kind: .*Excel"):
        read_word(kept.getvalue())


@settings(max_examples=60, deadline=5000)
@given(st.integers(0, len(SAMPLE)), st.integers(0, 60), st.binary(max_size=8))
def test_damaged_files_are_refused_or_read(start: int, length: int, new: bytes) -> None:
    with contextlib.suppress(Unreadable):
        read_word(SAMPLE[:start] + new + SAMPLE[start + length :])


with zipfile.ZipFile(io.BytesIO(SAMPLE)) as sample:
    BODY = sample.read(MAIN)


@settings(max_examples=60, deadline=5000)
@given(st.integers(0, len(BODY)), st.integers(0, 200), st.integers(0, len(BODY)))
def test_damaged_xml_is_refused_or_read(start: int, length: int, to: int) -> None:
    moved = BODY[:to] + BODY[start : start + length] + BODY[to:]
    with contextlib.suppress(Unreadable):
        read_word(change(SAMPLE, MAIN, lambda _: moved))
