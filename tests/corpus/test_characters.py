import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252)
import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.corpus.characters import GARBLED, REPLACED, repair_text


@pytest.mark.parametrize("encoding", ["sloppy-windows-1252", "latin-1"])
@pytest.mark.parametrize(
    "text", ["The mayor’s plan", "“Yes”, she said – perhaps", "Le café fermé à midi", "Größe: 3 €"]
)
def test_what_was_garbled_once_is_turned_back(text: str, encoding: str) -> None:
    garbled = text.encode("utf-8").decode(encoding)
    n_wrong = sum(ord(letter) > 127 for letter in text)
    assert repair_text(garbled) == (text, n_wrong)


def test_what_was_garbled_twice_is_turned_back() -> None:
    twice = "café’s".encode().decode("cp1252").encode().decode("cp1252")
    assert repair_text(twice) == ("café’s", 2)


def test_only_the_garbled_stretch_is_touched() -> None:
    odd = "A&amp;B \u2028 ﬁn “ok” … \x1b[0m Ｆｕｌｌ \r\n"
    assert repair_text(odd + "cafÃ© " + odd) == (odd + "café " + odd, 1)


@pytest.mark.parametrize("text", ["A IRMÃ” disse", "“NÃO”, disse", "CHÂTEAU", "ângulo", "S\ufffdo"])
def test_letters_that_merely_look_odd_are_left(text: str) -> None:
    assert repair_text(text) == (text, 0)


def test_capitals_are_turned_back_within_a_word() -> None:
    assert repair_text("CORRUPCIÃ“N") == ("CORRUPCIÓN", 1)


@given(st.text(max_size=60))
def test_a_text_without_the_pattern_is_returned_unchanged(text: str) -> None:
    if not GARBLED.search(text):
        assert repair_text(text) == (text, 0)


@given(st.text(alphabet="abÃÂâ€™œ”©é¡ \x80\x93\ufffd“", max_size=30))
def test_ascii_is_never_touched_and_the_count_says_whether_anything_was(text: str) -> None:
    mended, count = repair_text(text)
    assert [letter for letter in mended if letter < "\x80"] == [letter for letter in text if letter < "\x80"]
    assert (count > 0) == (mended != text)


def test_the_sign_of_a_lost_character_is_known() -> None:
    assert REPLACED.findall("Guant\ufffdnamo") == ["\ufffd"]
