"""Packed single files: ``.gz`` around a file of any kind."""

from __future__ import annotations

import zlib

from framing.errors import CorpusError

__all__ = ["unpack_gzip"]

_FREE_BYTES = 100 * 2**20  # up to here no ratio is too high
_RATIO = 100


def unpack_gzip(data: bytes, name: str) -> bytes:
    """Unpack the bytes of a ``.gz`` file, of several members too.

    Parameters
    ----------
    data
        The bytes.
    name
        Its name, for the error.

    Raises
    ------
    CorpusError
        Where it is no such file, is cut off, or unpacks to more than 100 times its size and 100 MB.

    Examples
    --------
    >>> import gzip
    >>> unpack_gzip(gzip.compress(b"It rained."), "rain.txt.gz")
    b'It rained.'
    """
    limit = max(_FREE_BYTES, _RATIO * len(data))
    parts: list[bytes] = []
    size = 0
    try:
        while data:  # a .gz may hold several members
            unpacker = zlib.decompressobj(wbits=31)
            part = unpacker.decompress(data, limit - size + 1)
            if not unpacker.eof and len(part) <= limit - size:
                raise zlib.error("it ends too early")
            parts.append(part)
            size += len(part)
            data = unpacker.unused_data
            if size > limit:
                raise zlib.error(f"it unpacks to more than {_RATIO} times its size")
    except zlib.error as error:
        raise CorpusError("the .gz file cannot be unpacked", found=f"{name!r}: {error}", do="get it again") from error
    return b"".join(parts)
