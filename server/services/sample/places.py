"""The sample county's places: a village of hamlets and estates, and its neighbour."""

from dataclasses import dataclass
from typing import Any

COUNTY, TOWNSHIP = "329901", "329901100"
VILLAGE, NEXT_VILLAGE = "329901100201", "329901100202"

AREAS: tuple[dict[str, Any], ...] = (
    {"code": COUNTY, "name": "示例县", "kind": "county", "parent": None},
    {"code": TOWNSHIP, "name": "东湖镇", "kind": "township", "parent": COUNTY},
    {"code": VILLAGE, "name": "上湾村", "kind": "village", "parent": TOWNSHIP},
    {"code": NEXT_VILLAGE, "name": "下湾村", "kind": "village", "parent": TOWNSHIP},
    *(
        {
            "code": f"{VILLAGE}0{n}",
            "name": f"上湾村第{n}网格",
            "kind": "grid",
            "parent": VILLAGE,
        }
        for n in range(1, 5)
    ),
    {
        "code": f"{NEXT_VILLAGE}01",
        "name": "下湾村第1网格",
        "kind": "grid",
        "parent": NEXT_VILLAGE,
    },
)


@dataclass(frozen=True, slots=True)
class Door:
    """Where a household lives; of a hamlet only the house number is known."""

    grid: str
    #: Hamlet (villagers' group) or estate.
    place: str
    door: str
    building: str | None = None
    entrance: str | None = None
    storey: int | None = None

    @property
    def is_rural(self) -> bool:
        """Say whether the house stands in a hamlet."""
        return self.building is None

    @property
    def address(self) -> str:
        """Return the address as one writes it."""
        village = "上湾村" if self.grid.startswith(VILLAGE) else "下湾村"
        where = f"示例县东湖镇{village}{self.place}"
        if self.is_rural:
            return f"{where}{self.door}"
        return f"{where}{self.building}{self.entrance}{self.door}室"


@dataclass(frozen=True, slots=True)
class Hamlet:
    """A villagers' group: doors numbered along its lanes."""

    grid: str
    name: str

    def doors(self, count: int) -> list[Door]:
        """Return this many doors; now and then an annex has the number of its house."""
        return [Door(self.grid, self.name, self._number(n)) for n in range(1, count + 1)]

    def _number(self, n: int) -> str:
        house, annex = n // 9 * 8, n % 9
        return f"{house + annex}号" if annex else f"{house}号附1"


@dataclass(frozen=True, slots=True)
class Estate:
    """An estate: buildings with two entrances, six floors, two doors on each."""

    grid: str
    name: str

    def doors(self, count: int) -> list[Door]:
        """Return this many doors, floor by floor."""
        return [self._door(n) for n in range(count)]

    def _door(self, n: int) -> Door:
        floor, side = n // 2 % 6 + 1, n % 2 + 1
        building, entrance = n // 24 + 1, n // 12 % 2 + 1
        return Door(
            self.grid,
            self.name,
            f"{floor}0{side}",
            building=f"{building}栋",
            entrance=f"{entrance}单元",
            storey=floor,
        )


STREETS: tuple[Hamlet | Estate, ...] = (
    Hamlet(f"{VILLAGE}01", "老屋组"),
    Hamlet(f"{VILLAGE}01", "新屋组"),
    Hamlet(f"{VILLAGE}02", "河东组"),
    Hamlet(f"{VILLAGE}02", "河西组"),
    Estate(f"{VILLAGE}03", "阳光花园"),
    Estate(f"{VILLAGE}04", "滨河小区"),
)
NEXT_STREETS: tuple[Hamlet | Estate, ...] = (Hamlet(f"{NEXT_VILLAGE}01", "柳树组"),)
