"""Words of rosters as codes of the forms: labels, short labels, numbers, usual words."""

import re
from collections.abc import Iterable
from functools import lru_cache

from server.forms.load import Field
from server.rules.cleaning import narrow

#: No value. For lists 无 is an answer, and not among these.
NOTHING = frozenset(
    {"", "-", "—", "——", "/", "0", "不详", "未知", "暂无", "空", "未填", "同上", "无", "NULL"}
)
NONE = frozenset({"无", "没有", "否认", "无过敏", "无残疾", "无特殊"})
YES = frozenset({"√", "✔", "✓", "☑", "是", "有", "1", "Y", "YES"})
NO = frozenset({"否", "无", "0", "×", "X", "N", "NO", ""})
#: Said of what is only suspected: a person decides.
DOUBT = re.compile(r"疑似|可疑|待查|[?？]")
_BETWEEN = re.compile(r"[,，、;；+＋\s]+")
_SHORT = re.compile(r"[族型]$")
_GRADE = re.compile(r"[0-9ⅠⅡⅢⅣI一二三四]+[级期型]|[（(].*?[)）]|患者|史$")

#: Field -> word -> code, where neither label nor number says it.
_SAID: dict[str, dict[str, str]] = {
    "sex": {"M": "male", "F": "female", "男性": "male", "女性": "female"},
    "education": {
        "博士": "postgraduate",
        "硕士": "postgraduate",
        "本科": "bachelor",
        "大学": "bachelor",
        "大专": "junior_college",
        "专科": "junior_college",
        "中专": "secondary_specialised",
        "技校": "technical_school",
        "文盲": "illiterate",
        "半文盲": "illiterate",
    },
    "occupation": {
        "农民": "agriculture",
        "务农": "agriculture",
        "工人": "production_transport",
        "司机": "production_transport",
        "教师": "professional",
        "医生": "professional",
        "学生": "none",
        "无业": "none",
        "无": "none",
        "军人": "military",
    },
    "marital_status": {"离异": "divorced", "单身": "single", "再婚": "married"},
    "payment_methods": {
        "新农合": "rural_cooperative",
        "农合": "rural_cooperative",
        "职工医保": "urban_employee_insurance",
        "城镇职工": "urban_employee_insurance",
        "城镇居民": "urban_resident_insurance",
        "自费": "fully_self_paid",
        "公费": "fully_public",
    },
    "drug_allergies": {"青霉素类": "penicillin", "磺胺类": "sulfonamides"},
    "disease": {
        "脑梗": "stroke",
        "脑梗死": "stroke",
        "中风": "stroke",
        "脑出血": "stroke",
        "慢阻肺": "copd",
        "冠脉病": "coronary_heart_disease",
        "肺结核": "tuberculosis",
        "精神分裂症": "severe_mental_illness",
        "精神病": "severe_mental_illness",
        "乙肝": "hepatitis",
        "2型糖尿病": "diabetes",
        "高血压病": "hypertension",
    },
    "managed_programmes": {
        "高血压": "hypertension",
        "糖尿病": "type_2_diabetes",
        "2型糖尿病": "type_2_diabetes",
        "精神病": "severe_mental_illness",
        "精神障碍": "severe_mental_illness",
        "肺结核": "tuberculosis",
        "孕产妇": "maternal",
        "孕妇": "maternal",
        "残疾": "disability",
    },
    "residency_type": {"常住": "registered", "流动": "unregistered", "暂住": "unregistered"},
    "record_consent": {
        "同意": "agreed",
        "是": "agreed",
        "不同意": "declined",
        "否": "declined",
    },
}
#: Key populations that age tells of itself: no tick is kept.
BY_AGE = frozenset(
    {"老年人", "65岁以上", "65岁以上老年人", "儿童", "0-6岁儿童", "一般人群", "普通人群"}
)

#: GB/T 4761 by the first of two digits; the full number where it is finer.
_RELATIONS = {"2": "son", "3": "daughter", "4": "grandchild", "5": "parent"}
_RELATIONS |= {"1": "spouse", "6": "grandparent", "7": "sibling", "8": "other", "9": "other"}
_RELATION_WORDS = {
    "户主": "head",
    "本人": "head",
    "配偶": "spouse",
    "夫": "spouse",
    "妻": "spouse",
    "丈夫": "spouse",
    "妻子": "spouse",
    "夫妻": "spouse",
    "子": "son",
    "儿子": "son",
    "长子": "son",
    "次子": "son",
    "三子": "son",
    "独生子": "son",
    "女": "daughter",
    "女儿": "daughter",
    "长女": "daughter",
    "次女": "daughter",
    "三女": "daughter",
    "独生女": "daughter",
    "父": "parent",
    "母": "parent",
    "父亲": "parent",
    "母亲": "parent",
    "父母": "parent",
    "孙": "grandchild",
    "孙子": "grandchild",
    "孙女": "grandchild",
    "外孙": "grandchild",
    "外孙子": "grandchild",
    "外孙女": "grandchild",
    "祖父": "grandparent",
    "祖母": "grandparent",
    "爷爷": "grandparent",
    "奶奶": "grandparent",
    "兄": "sibling",
    "弟": "sibling",
    "姐": "sibling",
    "妹": "sibling",
    "兄弟": "sibling",
    "姐妹": "sibling",
}


def tidy(cell: object) -> str:
    """Return a cell's text: narrow digits, no spaces around, whole numbers without `.0`."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = str(cell if cell is not None else "")
    return narrow(text).strip().strip("\u200b\ufeff\u00a0'").strip()


def is_nothing(cell: object) -> bool:
    """Say whether a cell holds no value, whatever stands in it instead."""
    return tidy(cell).upper() in NOTHING


def yes_or_no(cell: object) -> bool | None:
    """Return what a tick says; None where it says neither."""
    text = tidy(cell).upper()
    return True if text in YES else False if text in NO else None


def parts_of(text: str) -> list[str]:
    """Return the words of a list."""
    return [part for part in _BETWEEN.split(text) if part]


def choice_of(field: Field, text: str) -> str | None:
    """Return the code of an option: by label, short label or number; None: no certain one."""
    by_word = _words(field)
    said = _SAID.get(field.id, {})
    text = text.strip()
    if found := by_word.get(text) or said.get(text) or by_word.get(text.lstrip("0") or "0"):
        return found
    bare = _GRADE.sub("", text)
    if found := by_word.get(bare) or said.get(bare):
        return found
    begin = {
        code for label, code in by_word.items() if len(text) > 0 and label.startswith(text)
    }
    return begin.pop() if len(begin) == 1 and not text.isdigit() else None


@lru_cache(maxsize=256)
def _words(field: Field) -> dict[str, str]:
    words: dict[str, str] = {}
    for option in field.options:
        code = option["code"]
        label = option["label"]["zh-CN"]
        words[label] = code
        # 汉 is 汉族, A is A型: the short label is as good.
        words.setdefault(_SHORT.sub("", label), code)
        if number := option.get("code_no"):
            words.setdefault(number.lstrip("0") or "0", code)
    return words


def relation_of(cell: object) -> tuple[str, str | None] | None:
    """Return the relation to the head as (code, words to keep where the group is coarser).

    Words, or GB/T 4761 in one or two digits; None where it is neither.
    """
    text = tidy(cell)
    if found := _RELATION_WORDS.get(text):
        return found, None
    if re.fullmatch(r"[0-9]{1,2}", text):
        return _numbered(text)
    return ("other", text[:100]) if text and text.upper() not in NOTHING else None


def _numbered(text: str) -> tuple[str, str | None]:
    if text in ("0", "01", "02"):
        return "head", None
    code = _RELATIONS.get(text[0], "other")
    # 28 son-in-law, 38 daughter-in-law, 57 to 59 parents-in-law: not the same relation.
    in_laws = {"28": "女婿", "38": "儿媳", "57": "公公", "58": "婆婆", "59": "配偶父母"}
    if text in in_laws:
        return "other", in_laws[text]
    return code, text if code == "other" else None


def in_order(field: Field, codes: Iterable[str]) -> list[str]:
    """Return codes once each, as the form has them."""
    wanted = set(codes)
    return [option["code"] for option in field.options if option["code"] in wanted]
