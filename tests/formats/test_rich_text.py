import contextlib
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.formats.harvest import Unreadable
from framing.formats.rich_text import read_rich_text


def lines(body: bytes, head: bytes = rb"\rtf1\ansi\ansicpg1252") -> list[str]:
    return [line.text for line in read_rich_text(b"{" + head + b" " + body + b"}").lines]


def test_paragraphs_headings_and_tables() -> None:
    body = rb"\pard\outlinelevel0\b Rain again\b0\par\pard\outlinelevel9 It rained.\line It poured.\par\par"
    body += rb"\trowd Section\cell Weather\cell\row Last"
    document = read_rich_text(rb"{\rtf1\ansi" + body + b"}")
    assert [(line.text, line.style) for line in document.lines] == [
        ("Rain again", "heading"),
        ("It rained.", ""),
        ("It poured.", ""),
        ("", ""),
        ("Section\tWeather", ""),
        ("Last", ""),
    ]
    assert document.doubts == []


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        (rb"\rtf1\ansi\ansicpg1252", rb"caf\'e9 \'93x\'94", "caf\u00e9 \u201cx\u201d"),
        (rb"\rtf1\ansi\ansicpg1251", rb"\'c4\'ee\'e6\'e4\'fc", "\u0414\u043e\u0436\u0434\u044c"),
        (
            rb"\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fnil" + b"\n" + rb"\fcharset238 B;}}",
            rb"\f1\'b3",
            "\u0142",
        ),
        (rb"\rtf1\mac", rb"caf\'8e", "caf\u00e9"),
        (rb"\rtf1\ansi\ansicpg10000", rb"caf\'8e", "caf\u00e9"),
        (rb"\rtf1\ansi{\fonttbl{\f0\fcharset77 Geneva;}}", rb"\f0 caf\'8e", "caf\u00e9"),
        (rb"\rtf1\pc", rb"caf\'82", "caf\u00e9"),
        (rb"\rtf1\ansi\ansicpg932", rb"\'83A\'83\'43", "\u30a2\u30a4"),
        (rb"\rtf1\ansi\ansicpg0", rb"caf\'e9", "caf\u00e9"),
        (rb"\rtf1\ansi", "caf\u00e9 \u0142".encode(), "caf\u00e9 \u0142"),
        (rb"\rtf1\ansi", b"caf\xe9", "caf\u00e9"),
    ],
)
def test_letters_are_read_by_their_code_page(head: bytes, body: bytes, text: str) -> None:
    assert lines(body, head) == [text]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"a\u8217\'92s", "a\u2019s"),
        (rb"\uc0\u8217 s", "\u2019s"),
        (rb"\uc2\u8217\'92\'92s", "\u2019s"),
        (rb"x\u-10179?\u-8704?", "x\U0001f600"),
        (rb"x\_y\-z\~a", "x-yz a"),
        (rb"\{a\\b\}", "{a\\b}"),
        (rb"a \\bin4 b \\cell c", "a \\bin4 b \\cell c"),
    ],
)
def test_escapes(body: bytes, text: str) -> None:
    assert lines(body) == [text]


def test_pictures_leave_nothing_behind() -> None:
    assert lines(rb"a{\pict\wmetafile8 0102ff}{\pict\bin5 {}\}x}b\binfsxn1 c") == ["abc"]
    assert lines(rb"a{\*\shppict{\pict{\*\picprop{\sp{\sn x}{\sv y}}}\pngblip " + b"89504e47" * 40 + b"}}b") == ["ab"]


def test_a_link_gives_its_words() -> None:
    link = rb'{\field{\*\fldinst{HYPERLINK "http://gazette.test/"}}{\fldrslt{\ul the river}}}'
    assert lines(b"See " + link + b" and " + link + b".") == ["See the river and the river."]


def test_text_boxes_are_read_once_and_deletions_and_notes_not() -> None:
    box = rb"{\shp{\*\shpinst\shpleft1{\sp{\sn a}{\sv b}}{\shptxt In a box.\par}}{\shprslt In a box.}}"
    assert [
        line for line in lines(rb"Rain" + box + rb"After{\footnote note}{\b\deleted gone}{\header head}.") if line
    ] == [
        "Rain",
        "In a box.",
        "After.",
    ]
    assert lines(rb"It \deleted still \deleted0 rained.") == ["It still rained."]


def test_files_pasted_together_are_all_read() -> None:
    document = read_rich_text(rb"{\rtf1 It rained.}" + b"\r\n" + rb"{\rtf1 It snowed.\par}" + b"\0\r\n")
    assert [line.text for line in document.lines] == ["It rained.", "It snowed.", ""]
    assert document.doubts == []


@pytest.mark.parametrize(
    ("data", "text", "note"),
    [
        (rb"{\rtf1 It rained. It sno", "It rained. It sno", "not closed"),
        (rb"{\rtf1 It rained.} It snowed.}", "It rained. It snowed.", "closed before"),
        (rb"{\rtf1 It rained.}} It snowed.", "It rained. It snowed.", "closed before"),
    ],
)
def test_damage_to_braces_is_reported_and_read_over(data: bytes, text: str, note: str) -> None:
    document = read_rich_text(data)
    assert [line.text for line in document.lines] == [text]
    assert [doubt.reason for doubt in document.doubts] == ["file damaged"]
    assert note in document.doubts[0].note


def test_bytes_that_fit_no_letter_are_counted() -> None:
    document = read_rich_text(rb"{\rtf1\ansi\ansicpg1252 It\'81 rained\u99999999?.}")
    assert [line.text for line in document.lines] == ["It\ufffd rained\ufffd."]
    assert [(doubt.reason, doubt.note[0]) for doubt in document.doubts] == [("characters replaced", "2")]


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"It rained.", "file damaged"), (b"", "file damaged"), (rb"{\rtf1\ansi{\pict 01}\par}", "file empty")],
)
def test_what_is_no_text_in_rtf_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_rich_text(data)
    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "body",
    [
        rb'{\field{\*\fldinst{HYPERLINK "http://a.test/"}}{\fldrslt x}}',
        rb"\f0",
        rb"{\*",
        b"{",
        b"}",
        rb"\u8217?",
        rb"\'93",
        rb"\bin9",
    ],
)
def test_nothing_takes_long(body: bytes) -> None:
    data = rb"{\rtf1{\fonttbl{\f1\fcharset0 A" + body * (200_000 // len(body)) + rb"}} It rained. "
    data += body * (200_000 // len(body))
    begun = time.process_time()
    with contextlib.suppress(Unreadable):
        read_rich_text(data)
    assert time.process_time() - begun < 2


SAMPLE = rb"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset128 MS;}{\f1\fcharset0 Arial;}}{\pict\bin4 abcd}"
SAMPLE += (
    rb"\pard\outlinelevel0 Rain\'92s\par\u8217? \f0\'83\'41 {\field{\*\fldinst{HYPERLINK x}}{\fldrslt y}}\cell{\shp z}}"
)


@settings(max_examples=200, deadline=5000)
@given(
    st.integers(0, len(SAMPLE)), st.integers(0, 30), st.binary(max_size=6) | st.sampled_from([b"{", b"}", b"\\", b"9"])
)
def test_damaged_files_are_refused_or_read(start: int, length: int, new: bytes) -> None:
    try:
        document = read_rich_text(SAMPLE[:start] + new + SAMPLE[start + length :])
    except Unreadable:
        return
    "\n".join(line.text for line in document.lines).encode("utf-8")


def test_a_footer_that_swallows_the_text_is_told() -> None:
    body = rb"It rained.\par " * 30
    whole = rb"{\rtf1{\footer Page 1\par}Rain again\par " + body + b"}"
    assert read_rich_text(whole).doubts == []
    found = read_rich_text(whole.replace(rb"\par}Rain", rb"\par Rain") + rb"The end.}")
    assert [(doubt.reason, doubt.note) for doubt in found.doubts] == [("part not read", "a page footer of 32 lines")]
