"""Reads a body: inflates it within limits and parses JSON strictly."""

import json
import zlib
from typing import Any, NoReturn, cast

from flask import current_app, request

from server.config import Settings
from server.problems import BadRequest, TooLarge, UnsupportedBody

#: A few bytes must not become gigabytes.
LARGEST_RATIO = 100
#: Below this size the ratio says nothing.
RATIO_FROM = 64 * 1024
_CHUNK = 64 * 1024


def json_body() -> Any:
    """Return the request's JSON, plain or gzipped once.

    Raises:
        UnsupportedBody: another content type or encoding.
        TooLarge: more than the limits, on the wire or inflated.
        BadRequest: not JSON, a key twice, NaN, nested too deep, cut, or more after its end.
    """
    if request.mimetype != "application/json":
        raise UnsupportedBody
    encoding = request.headers.get("Content-Encoding", "identity").strip().lower()
    wire = request.get_data(cache=False)
    if encoding == "identity":
        return parse(wire)
    if encoding != "gzip":
        raise UnsupportedBody
    settings = cast(Settings, current_app.extensions["settings"])
    return parse(inflate(wire, settings.max_inflated_bytes))


def inflate(wire: bytes, largest: int) -> bytes:
    """Return what gzip holds, in pieces, so that a bomb is noticed while it is small.

    Raises:
        TooLarge: more than `largest`, or more than a hundred times the wire.
        BadRequest: it is no gzip, cut short, or followed by something.
    """
    stream = zlib.decompressobj(wbits=31)
    inflated, rest = bytearray(), wire
    try:
        while rest and not stream.eof:
            inflated += stream.decompress(rest, _CHUNK)
            rest = stream.unconsumed_tail
            if len(inflated) > largest or (
                len(inflated) > RATIO_FROM and len(inflated) > LARGEST_RATIO * len(wire)
            ):
                raise TooLarge
    except zlib.error:
        raise BadRequest from None
    if not stream.eof or stream.unused_data:
        raise BadRequest
    return bytes(inflated)


def parse(text: bytes) -> Any:
    """Return the JSON value of a text.

    Raises:
        BadRequest: not JSON in UTF-8, a key twice, NaN or Infinity, nested too deep.
    """
    try:
        return json.loads(
            text.decode("utf-8"),
            object_pairs_hook=_object,
            parse_constant=_refuse,
            parse_int=_int,
        )
    except (ValueError, RecursionError):
        raise BadRequest from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError("a key stands twice")
    return read


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON")


def _int(digits: str) -> int | float:
    # Thousands of digits would take seconds to read; as a float it is refused where it stands.
    return int(digits) if len(digits) < 25 else float(digits[:300])
