"""The account of a corpus in the footer of its Parquet file: packed, and in parts that every reader takes."""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from typing import Any

__all__ = ["ACCOUNT", "pack_account", "unpack_account"]

ACCOUNT = ("reading", "sources", "doubts")
"""Where a table of articles keeps the account of its sources: keys of ``attrs``."""

_KEY = "framing"
_PART = 32 * 2**20  # bytes under one key: readers of Parquet take no text of more than 100 MB from a footer
_LARGEST = 2**31 - 1


def pack_account(attrs: Mapping[Any, Any]) -> dict[str, str]:
    """Pack the account that ``attrs`` of a table hold; the same account gives the same bytes.

    It belongs into the footer of the file, where it stands once: what is said of the columns, such as pandas' own
    ``attrs``, Arrow writes twice.

    Examples
    --------
    >>> pack_account({"reading": [], "sources": [], "doubts": []}).keys(), pack_account({})
    (dict_keys(['framing']), {})
    """
    account = {key: list(attrs[key]) for key in ACCOUNT if key in attrs}
    if not account:
        return {}
    packed = base64.b64encode(zlib.compress(json.dumps(account).encode("ascii"))).decode("ascii")
    parts = [packed[at : at + _PART] for at in range(0, len(packed), _PART)]
    return {_name(number): part for number, part in enumerate(parts)}


def unpack_account(footer: Mapping[bytes, bytes]) -> dict[str, list[dict[str, object]]]:
    """Read the account out of the footer of a Parquet file; nothing where it holds none, or not all of it.

    Raises
    ------
    ValueError
        Where it is damaged.

    Examples
    --------
    >>> packed = pack_account({"reading": [], "sources": [{"read": 1}], "doubts": []})
    >>> unpack_account({key.encode(): part.encode() for key, part in packed.items()})["sources"]
    [{'read': 1}]
    """
    parts = [footer.get(_name(0).encode("ascii"), b"")]
    while parts[-1]:
        parts.append(footer.get(_name(len(parts)).encode("ascii"), b""))
    if len(parts) == 1:
        return {}
    try:
        said = json.loads(zlib.decompressobj().decompress(base64.b64decode(b"".join(parts)), _LARGEST))
    except (zlib.error, ValueError) as error:
        raise ValueError(f"the account of its sources is damaged: {error}") from error
    is_whole = isinstance(said, dict) and all(key in said for key in ACCOUNT)
    return {key: said[key] for key in ACCOUNT} if is_whole else {}


def _name(number: int) -> str:
    return f"{_KEY}.{number}" if number else _KEY
