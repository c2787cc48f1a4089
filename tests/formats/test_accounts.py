"""The account in the footer of a Parquet file: the same back, in parts, or a clear refusal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from framing.formats import accounts
from framing.formats.accounts import ACCOUNT, pack_account, unpack_account

ROWS = st.lists(st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=9)), max_size=4)


def as_footer(packed: dict[str, str]) -> dict[bytes, bytes]:
    return {key.encode("ascii"): part.encode("ascii") for key, part in packed.items()}


@given(ROWS, ROWS, st.integers(1, 50))
def test_what_is_packed_is_unpacked_whatever_the_size_of_the_parts(sources: object, doubts: object, size: int) -> None:
    attrs = {"reading": [], "sources": sources, "doubts": doubts, "dataset": "not the account's"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(accounts, "_PART", size)
        packed = pack_account(attrs)
        assert all(len(part) <= size for part in packed.values())
        assert pack_account(attrs) == packed
    assert unpack_account(as_footer(packed)) == {key: attrs[key] for key in ACCOUNT}


@pytest.mark.parametrize("footer", [{}, {b"pandas": b"{}"}, as_footer(pack_account({"sources": []}))])
def test_no_account_or_half_of_one_is_none(footer: dict[bytes, bytes]) -> None:
    assert unpack_account(footer) == {}


def test_half_a_pair_of_characters_is_no_obstacle() -> None:
    attrs = {"reading": [], "sources": [], "doubts": [{"name": "A\ud800"}]}
    assert unpack_account(as_footer(pack_account(attrs))) == attrs


@pytest.mark.parametrize("part", [b"x", b"eJw=", b"rain"])
def test_a_damaged_account_is_refused(part: bytes) -> None:
    with pytest.raises(ValueError, match="the account of its sources is damaged"):
        unpack_account({b"framing": part})


def test_a_part_that_is_lost_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accounts, "_PART", 20)
    packed = pack_account({"reading": [], "sources": [{"read": 1}], "doubts": []})
    assert len(packed) > 2
    del packed["framing.1"]
    with pytest.raises(ValueError, match="damaged"):
        unpack_account(as_footer(packed))
