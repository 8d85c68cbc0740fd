"""Synthetic people: names of their generation, and numbers that can belong to nobody."""

from dataclasses import dataclass, field
from datetime import date

from server.rules.ages import age_years
from server.rules.check_digits import mod_11_2
from server.services.sample.chance import Chance

#: City code 99 of province 32 is not assigned: a number that passes every check is nobody's.
NOBODYS_COUNTY = "329901"
#: Telephone numbers that begin so are not in use (belief).
NOBODYS_PHONES = "142"

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋"
    "杜苏魏程吕丁沈任姚卢傅钟崔廖陆金戴贾韦夏邱方侯邹熊孟秦白江阎薛尹单仇区"
)
#: Born up to this year: what boys and girls were called.
_FASHIONS = (
    (
        1959,
        (
            "德福",
            "长根",
            "永贵",
            "大海",
            "金山",
            "有财",
            "水生",
            "宝田",
            "国章",
            "明德",
            "玉堂",
            "富",
        ),
        (
            "桂芳",
            "秀英",
            "玉兰",
            "翠莲",
            "凤英",
            "淑珍",
            "金花",
            "兰英",
            "巧云",
            "素芬",
            "月娥",
            "英",
        ),
    ),
    (
        1979,
        (
            "建国",
            "卫东",
            "志强",
            "爱军",
            "红兵",
            "国平",
            "建华",
            "永强",
            "学文",
            "立新",
            "援朝",
            "伟",
        ),
        (
            "秀兰",
            "丽华",
            "爱珍",
            "红梅",
            "桂香",
            "春花",
            "小琴",
            "玉梅",
            "卫红",
            "秋菊",
            "雪芳",
            "敏",
        ),
    ),
    (
        2003,
        (
            "磊",
            "超",
            "鹏飞",
            "海涛",
            "晓东",
            "文杰",
            "俊峰",
            "志伟",
            "亮",
            "浩",
            "建军",
            "小龙",
        ),
        ("婷婷", "丽娟", "晓燕", "静", "雪", "娜", "莉莉", "春霞", "丹", "艳红", "倩", "小敏"),
    ),
    (
        9999,
        (
            "子轩",
            "浩然",
            "宇航",
            "梓豪",
            "一鸣",
            "沐阳",
            "俊熙",
            "天佑",
            "泽宇",
            "嘉懿",
            "晨",
            "铭",
        ),
        (
            "欣怡",
            "梓涵",
            "诗雨",
            "语桐",
            "可馨",
            "一诺",
            "思琪",
            "佳宁",
            "雨萱",
            "若曦",
            "瑶",
            "悦",
        ),
    ),
)


@dataclass
class Person:
    """Somebody of a household."""

    id: str
    name: str
    sex: str
    born: date
    #: As `relationship_to_head` has it; a companion text for `other`.
    relation: str
    relation_text: str | None = None
    id_number: str | None = None
    phone: str | None = None
    #: Codes of `past_diseases`.
    diseases: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    record_day: date = date.min

    def age(self, on: date) -> int:
        """Return the years completed on a day."""
        return age_years(self.born, on) or 0


class People:
    """Makes people; no two of them get one identity number or telephone."""

    def __init__(self, chance: Chance) -> None:
        self._chance = chance
        self._taken: set[str] = set()

    def make(
        self, sex: str, born: date, relation: str, surname: str, text: str | None = None
    ) -> Person:
        """Return somebody of this sex and age, with a number and perhaps a telephone."""
        chance = self._chance
        return Person(
            id=chance.id(),
            name=surname + self.given_name(sex, born),
            sex=sex,
            born=born,
            relation=relation,
            relation_text=text,
            id_number=self._id_number(born, sex),
            phone=self._phone(born),
        )

    def surname(self) -> str:
        """Return a surname: a village has few that are common."""
        chance = self._chance
        return chance.pick(SURNAMES[:12] if chance.happens(0.55) else SURNAMES)

    def given_name(self, sex: str, born: date) -> str:
        """Return a name of their generation."""
        boys, girls = next((b, g) for until, b, g in _FASHIONS if born.year <= until)
        names = boys if sex == "male" else girls
        if self._chance.happens(0.7):
            return self._chance.pick(names)
        # Two characters of two names: most people are called like nobody else.
        return self._chance.pick(names)[0] + self._chance.pick(names)[-1]

    def _id_number(self, born: date, sex: str) -> str:
        while True:
            sequence = self._chance.between(0, 499) * 2 + (sex == "male")
            first_17 = f"{NOBODYS_COUNTY}{born:%Y%m%d}{sequence:03d}"
            if first_17 not in self._taken:
                self._taken.add(first_17)
                return first_17 + mod_11_2(first_17)

    def _phone(self, born: date) -> str | None:
        age = age_years(born, self._chance.today) or 0
        share = 0.0 if age < 14 else 0.7 if age > 78 else 0.93
        return self.phone() if self._chance.happens(share) else None

    def phone(self) -> str:
        """Return a telephone number of nobody."""
        while True:
            number = f"{NOBODYS_PHONES}{self._chance.between(0, 99_999_999):08d}"
            if number not in self._taken:
                self._taken.add(number)
                return number
