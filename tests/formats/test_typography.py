"""Western encodings are told apart by where quotation marks, dashes and letters stand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.formats.typography import find_typographic_encoding

TEXTS = (
    "The mayor said: “It’s over” – and left the hall…",
    "‘Never so much rain’, the café owner wrote; the ferry cost £4.",
    "A dog’s life—that’s what she called it.",
    "He did not resign (“not now, not ever”), the council’s clerk said.",
    "The naïve plan of the city’s own André “the Ferry” Quill was dropped without a word in the hall on Monday night.",
)


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman"])
@pytest.mark.parametrize("text", TEXTS)
def test_each_text_is_found_in_each_encoding(text: str, encoding: str) -> None:
    sample = text.encode(encoding)
    assert sample.decode(find_typographic_encoding(sample)) == text


def test_an_old_dos_file_is_found() -> None:
    text = "The café shut, said the owner, and nobody in the whole of the town of Upton knew why it had to be so. " * 3
    assert find_typographic_encoding(text.encode("cp850")) == "cp850"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Żółw i gęś poszły do Łodzi, powiedział burmistrz.", "cp1250"),
        ("Мэр сказал, что мост закрыт до весны.", "cp1251"),
        ("Der Bürgermeister fand die Straße naß und die Brücke schön.", "cp1252"),
        ("市長は月曜日に橋を閉鎖すると述べた。", "shift_jis"),
    ],
)
def test_where_letters_are_many_the_language_is_left_to_decide(text: str, encoding: str) -> None:
    assert find_typographic_encoding(text.encode(encoding)) == ""


@given(st.binary(max_size=200))
def test_any_bytes_give_a_name_python_knows_or_none(data: bytes) -> None:
    found = find_typographic_encoding(data)
    assert found == "" or isinstance(data.decode(found, "replace"), str)
