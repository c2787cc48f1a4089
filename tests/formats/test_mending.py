"""Characters that no text can hold are replaced and counted; nothing else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from framing.formats.mending import mend_characters, mend_values, note_mended


@given(st.text())
def test_what_was_mended_can_be_written_and_the_rest_is_as_it_was(text: str) -> None:
    mended, count = mend_characters(text)
    assert mended.encode("utf-8").decode("utf-8") == mended
    assert len(mended) == len(text)
    assert count == sum(old != new for old, new in zip(text, mended, strict=True))
    assert count == sum(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text)


def test_values_are_mended_however_deep_and_counted() -> None:
    counts: list[int] = []
    value = {"a\0": ["b\ud800\ud800", 3, None, {"c": "d"}]}
    assert mend_values(value, counts) == {"a\ufffd": ["b\ufffd\ufffd", 3, None, {"c": "d"}]}
    assert sum(counts) == 3
    assert note_mended(3)["value"] == 3
