"""Ids that say what a document is about: its natural key."""

from collections.abc import Mapping
from typing import Any

from server.forms.load import Form
from server.rules.natural_keys import key_values, natural_id, row_id
from server.sync.units import Change
from server.sync.values import same

__all__ = ["key_changes", "key_id", "new_links", "row_id"]


def key_id(form: Form, links: Mapping[str, Any], body: Mapping[str, Any]) -> str | None:
    """Return the id that a document's natural key gives.

    None where the form has no key, or a value of it is unset: the id is then free.
    """
    if not form.natural_key:
        return None
    parts = key_values(
        (body if name in form.by_id else links).get(name) for name in form.natural_key
    )
    return None if parts is None else natural_id(form.id, *parts)


def key_changes(form: Form, changes: Mapping[str, Change]) -> list[str]:
    """Return the parts by which these changes would change the natural key."""
    return [
        part
        for part, change in changes.items()
        if part.lstrip("@") in form.natural_key and not same(change.saw, change.to)
    ]


def new_links(links: Mapping[str, str], changes: Mapping[str, Change]) -> dict[str, str]:
    """Return the links as they are after these changes, whatever stood."""
    written = {part[1:]: change.to for part, change in changes.items() if part[0] == "@"}
    return {link: id for link, id in {**links, **written}.items() if id is not None}
