"""Shapes that several resources share and no form defines."""

from typing import Any

from marshmallow import Schema, ValidationError, fields, validate

from server.api.who import moment
from server.sync.operation import unfit

_UUID = r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z"


class Moment(fields.String):
    """A moment, as the protocol writes it."""

    def _serialize(self, value: Any, attr: str | None, obj: Any, **kwargs: Any) -> Any:
        return None if value is None else moment(value)


def uuid_field(**keys: Any) -> fields.String:
    """Return a field that takes an id, lower case with hyphens."""
    return fields.String(validate=validate.Regexp(_UUID), **keys)


def is_storable(text: str) -> None:
    """Refuse a text that not both databases take: with a NUL, or half of a surrogate pair.

    Raises:
        ValidationError: it is one.
    """
    if unfit(text):
        raise ValidationError("This cannot be kept.")


def text_field(longest: int, **keys: Any) -> fields.String:
    """Return a field for words of somebody at a desk: not empty, not longer than this."""
    return fields.String(validate=[validate.Length(1, longest), is_storable], **keys)


class NamedSchema(Schema):
    """A person by id and name."""

    id = fields.String()
    name = fields.String(allow_none=True)


class ListedResidentSchema(Schema):
    """A resident as lists at a desk name them."""

    id = fields.String()
    name = fields.String()
    sex = fields.String(allow_none=True)
    birth_date = fields.String(allow_none=True)
    door = fields.String(allow_none=True)
    area = fields.String()
    record_code = fields.String(allow_none=True)


class AnsweredSchema(Schema):
    """What became of an operation that was written at a desk."""

    id = fields.String()
    answer = fields.String()
    document = fields.String()
    conflicts = fields.List(fields.String())
