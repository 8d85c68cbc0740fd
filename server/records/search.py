"""How people are looked for: the readings of a name in pinyin."""

from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

#: A name of many characters with two readings each would otherwise have thousands.
MOST_READINGS = 6

#: Surnames that are read otherwise than the word; both are kept, since people type either.
SURNAMES = {
    "单": "shan",
    "仇": "qiu",
    "解": "xie",
    "区": "ou",
    "查": "zha",
    "曾": "zeng",
    "朴": "piao",
    "尉": "yu",
    "盖": "ge",
    "纪": "ji",
    "任": "ren",
    "华": "hua",
    "燕": "yan",
    "冼": "xian",
    "员": "yun",
    "覃": "qin",
    "秘": "bi",
    "逄": "pang",
}


@lru_cache(maxsize=20_000)
def readings_of(name: str) -> list[str]:
    """Return the readings of a name, each as syllables joined by spaces, at most six.

    Characters without a reading stand as they are, so that Latin letters are found too.
    """
    syllables = [
        list(dict.fromkeys(each)) for each in pinyin(name, Style.NORMAL, heteronym=True)
    ]
    if not syllables:
        return []
    if name[0] in SURNAMES:
        syllables[0] = list(dict.fromkeys([SURNAMES[name[0]], *syllables[0]]))[:2]
    else:
        syllables[0] = syllables[0][:2]
    rest = [each[:1] if place else each for place, each in enumerate(syllables)]
    return [" ".join(reading).lower() for reading in list(product(*rest))[:MOST_READINGS]]
