"""Finds the leaf of the area tree that a row names; never makes one."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from server.access.models import Area
from server.services.rosters.words import is_nothing, tidy

_COMMITTEE = re.compile(r"(村民委员会|居民委员会|社区居委会|村委会|居委会|社区|村)$")
_TOWN = re.compile(r"(街道办事处|街道|镇|乡)$")


class Unplaced(ValueError):
    """The row's place is not known, or not one alone; the text asks."""


class Places:
    """The areas of the county, by code and by what people call them."""

    def __init__(self, areas: Iterable[Area], default: str | None = None) -> None:
        self._areas = {area.code: area for area in areas}
        self._below: dict[str | None, list[Area]] = defaultdict(list)
        for area in self._areas.values():
            self._below[area.parent_code].append(area)
        self._default = default

    def leaf(self, cells: Mapping[str, object]) -> str:
        """Return the code of the leaf in which a row's resident lives.

        Raises:
            Unplaced: no such place, several of that name, or a village of which it is not said
                which grid.
        """
        village = self._village(tidy(cells.get("village")), tidy(cells.get("township")))
        return self._within(village, cells)

    def _village(self, name: str, township: str) -> Area:
        if is_nothing(name):
            if self._default is None:
                raise Unplaced("names no village; give --area if all live in one")
            return self._areas[self._default]
        if re.fullmatch(r"[0-9]{12,}", name):
            if name not in self._areas:
                raise Unplaced("names a village whose code is not known here")
            return self._areas[name]
        found = [each for each in self._villages() if _same(each.name, name, _COMMITTEE)]
        found = [each for each in found if self._is_default(each)] or found
        if township:
            found = [each for each in found if self._is_in(each, township)]
        if not found:
            raise Unplaced("names a village that is not known here")
        if len(found) > 1:
            towns = "、".join(sorted(self._town(each) for each in found))
            raise Unplaced(f"names a village that exists in several townships ({towns})")
        return found[0]

    def _villages(self) -> list[Area]:
        return [area for area in self._areas.values() if area.kind == "village"]

    def _is_default(self, village: Area) -> bool:
        return self._default is not None and (
            self._default.startswith(village.code) or village.code.startswith(self._default)
        )

    def _is_in(self, village: Area, township: str) -> bool:
        parent = self._areas.get(village.parent_code or "")
        if parent is None:
            return False
        return township == parent.code or _same(parent.name, township, _TOWN)

    def _town(self, village: Area) -> str:
        parent = self._areas.get(village.parent_code or "")
        return parent.name if parent else village.code

    def _within(self, area: Area, cells: Mapping[str, object]) -> str:
        """Return the grid of a village that the row names, or its only leaf."""
        if not self._below[area.code]:
            return area.code
        if self._default is not None and self._default.startswith(area.code):
            inner = self._areas[self._default]
            if not self._below[inner.code]:
                return inner.code
        for meaning in ("grid", "natural_village"):
            wanted = tidy(cells.get(meaning))
            found = [each for each in self._below[area.code] if _is_called(each, area, wanted)]
            if wanted and len(found) == 1:
                return self._within(found[0], cells)
        if len(self._below[area.code]) == 1:
            return self._within(self._below[area.code][0], cells)
        raise Unplaced(
            f"does not say in which part of {area.name} it is; a column 网格, or --area"
        )


def _same(name: str, wanted: str, ending: re.Pattern[str]) -> bool:
    return name == wanted or ending.sub("", name) == ending.sub("", wanted)


def _is_called(grid: Area, village: Area, wanted: str) -> bool:
    """Grids are called by name, by code, or by their number within the village."""
    if wanted in (grid.name, grid.code, grid.name.removeprefix(village.name)):
        return True
    number = re.fullmatch(r"第?0*([0-9]+)(?:网格)?", wanted)
    return number is not None and grid.code[len(village.code) :].lstrip("0") == number[1]
