import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from framing.errors import CorpusError
from framing.formats.harvest import Unreadable
from framing.formats.plain_text import decode_text, read_text

TEXTS = {
    "cp1252": "Der Bürgermeister sagte, die Straße sei überschwemmt. „Wir müssen helfen“, erklärte er am Sonntag.",
    "iso8859_15": "La pluie a cessé hier ; le dégât coûte 300 €. Le maire, au cœur de la cité, était inquiet.",
    "cp1250": "Wczoraj w mieście padał deszcz. Burmistrz powiedział, że rzeka wzrosła o pół metra i są zaniepokojeni.",
    "cp1251": "Вчера в городе шёл дождь. Мэр сказал, что река поднялась на полметра, и жители обеспокоены.",
    "koi8_r": "Вчера в городе шёл дождь. Мэр сказал, что река поднялась на полметра, и жители обеспокоены.",
    "cp1253": "Χθες έβρεξε στην πόλη. Ο δήμαρχος είπε ότι το ποτάμι ανέβηκε μισό μέτρο.",
    "cp1254": "Dün şehirde yağmur yağdı. Belediye başkanı nehrin yarım metre yükseldiğini söyledi.",
    "cp1255": "אתמול ירד גשם בעיר. ראש העיר אמר כי הנהר עלה בחצי מטר.",
    "cp1257": "Vakar mieste lijo. Meras sakė, kad upė pakilo puse metro, o žmonės išsigandę.",
    "mac_roman": "La pluie a cessé hier à Hazelby, où l’été fut très sec. « Nous étions inquiets », déclare le maire.",
    "gb18030": "昨天城里下了雨。市长说，河水上涨了半米，居民们很担心。",
    "big5": "昨天城裡下了雨。市長說，河水上漲了半米，居民們很擔心。",
    "shift_jis": "昨日、町で雨が降った。市長は川が五十センチ上がったと述べ、住民は心配している。",
    "euc_jp": "昨日、町で雨が降った。市長は川が五十センチ上がったと述べ、住民は心配している。",
    "iso2022_jp": "昨日、町で雨が降った。市長は川が五十センチ上がったと述べ、住民は心配している。",
    "euc_kr": "어제 시내에 비가 내렸다. 시장은 강물이 반 미터 올랐다고 말했다.",
    "utf-16-le": "It rained in Hazelby. “Été”, she said.",
    "utf-16-be": "Вчера в городе шёл дождь.",
}


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("english", [0, 50])
def test_an_encoding_is_guessed_and_named(encoding: str, english: int) -> None:
    text = "It rained in Hazelby.\n" * english + TEXTS[encoding]
    found, used, doubts = decode_text(text.encode(encoding), None)
    assert found == text
    assert used == encoding
    assert [(doubt.reason, doubt.note) for doubt in doubts] == [("encoding guessed", f"read as {encoding}")]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig", "utf-16", "utf-32"])
def test_what_is_said_goes_before_what_is_guessed(encoding: str) -> None:
    text = "The café shut."
    found, used, doubts = decode_text(text.encode(encoding), "cp1252" if encoding == "cp1252" else None)
    assert (found, used, doubts) == (text, encoding, [])


def test_a_mark_goes_before_the_encoding_given() -> None:
    assert decode_text(b"\xff\xfea\0", "latin-1")[:2] == ("a", "utf-16")
    assert decode_text(b"\xef\xbb\xbfa", "utf-8")[0] == "a"


def test_an_unknown_encoding_is_the_users_mistake() -> None:
    for name in ("klingon", "hex"):
        with pytest.raises(CorpusError, match=r"unknown encoding.*cp1252"):
            decode_text(b"a", name)


def test_replaced_characters_are_counted() -> None:
    found, used, doubts = decode_text(b"It rai\x00ned\x00. \xed\xa0\x80" + "café ".encode() * 12, None)
    assert used == "utf-8"
    assert found.count("\ufffd") == 5
    assert [(doubt.reason, doubt.note[:1]) for doubt in doubts][-1] == ("characters replaced", "5")
    assert decode_text("a\ufffdb".encode(), None)[2] == []


def test_damaged_utf_8_stays_utf_8() -> None:
    found, used, doubts = decode_text("é à ü ö ç é café".encode()[:-1], None)
    assert (found, used) == ("é à ü ö ç é caf\ufffd", "utf-8")
    assert [doubt.reason for doubt in doubts] == ["encoding guessed", "characters replaced"]


def test_lines_are_kept_as_they_stand() -> None:
    document = read_text(b"Rain again\r\n\r\n  It rained.\rIt snowed.\n", None)
    assert [line.text for line in document.lines] == ["Rain again", "", "It rained.", "It snowed.", ""]
    assert document.wrapped
    assert (document.encoding, document.doubts) == ("utf-8", [])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "file empty"),
        (b" \n\t", "file empty"),
        (bytes(5000), "file empty"),
        (bytes(range(256)) * 20, "file damaged"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 30)), "file damaged"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_text(data, None)
    assert refusal.value.reason == reason


@settings(max_examples=150, deadline=5000)
@given(st.binary(max_size=400), st.sampled_from([None, "cp1252", "utf-8", "utf-16", "shift_jis"]))
def test_any_bytes_are_read_or_refused_always_alike(data: bytes, encoding: str | None) -> None:
    found = decode_text(data, encoding)
    assert found == decode_text(data, encoding)
    found[0].encode("utf-8")
    assert "\x00" not in found[0]
    with contextlib.suppress(Unreadable):
        read_text(data, encoding)


@settings(max_examples=60, deadline=5000)
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufffd\ufeff"), max_size=80))
def test_utf_8_is_never_guessed_over(text: str) -> None:
    if "\x1b" not in text:
        assert decode_text(text.encode(), None) == (text, "utf-8", [])
