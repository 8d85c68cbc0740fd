"""What columns of rosters are called, and what they mean; the commonest names first."""

import re
from collections.abc import Sequence

#: Meaning -> headings. What a form has a field for bears the field's id.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名", "居民姓名", "人员姓名", "参合人姓名"),
    "id_number": ("身份证号", "身份证号码", "公民身份号码", "证件号码", "身份证"),
    "id_type": ("证件类型",),
    "sex": ("性别",),
    "birth_date": ("出生日期", "出生年月", "生日", "出生年月日"),
    "phone": (
        "本人电话",
        "联系电话",
        "手机号",
        "电话",
        "联系方式",
        "手机",
        "手机号码",
        "电话号码",
    ),
    "contact_name": ("联系人姓名", "紧急联系人", "联系人"),
    "contact_relationship": ("与联系人关系", "联系人关系"),
    "contact_phone": ("联系人电话", "家属电话", "紧急联系人电话"),
    "guardian_name": ("监护人", "监护人姓名"),
    "current_address": ("现住址", "家庭住址", "住址", "地址", "居住地址"),
    "registered_address": ("户籍地址", "户口地址"),
    "residency_type": ("常住类型", "户籍类型"),
    "ethnicity": ("民族",),
    "education": ("文化程度", "学历"),
    "occupation": ("职业",),
    "marital_status": ("婚姻状况",),
    "workplace": ("工作单位", "服务处所"),
    "payment_methods": ("医疗费用支付方式", "医保类型", "参保类型"),
    "rural_cooperative_number": ("参合证号", "农合证号", "医疗证号"),
    "blood_group": ("血型", "ABO血型"),
    "rh_factor": ("RH血型", "RH"),
    "drug_allergies": ("药物过敏史", "过敏史"),
    "exposure_history": ("暴露史",),
    "past_diseases": ("既往史", "疾病史", "病种", "既往病史"),
    "disease_diagnosed_on": ("确诊时间", "确诊日期"),
    "operations": ("手术史",),
    "injuries": ("外伤史",),
    "disabilities": ("残疾情况", "残疾类型"),
    "disability_certificate_number": ("残疾证号",),
    "managed_programmes": ("管理人群", "人群类型", "重点人群"),
    "record_code": ("档案编号", "健康档案号", "健康档案编号", "居民健康档案编号"),
    "former_record_code": ("原档案编号",),
    "record_date": ("建档日期", "建档时间"),
    "record_institution": ("建档单位", "建档机构"),
    "record_creator": ("建档人",),
    "responsible_doctor": ("责任医生", "家庭医生", "签约医生"),
    "record_consent": ("建档意愿", "是否同意建档"),
    "household_number": ("户编号", "家庭编号", "户号", "户编码", "家庭档案编号"),
    "head_name": ("户主姓名", "户主"),
    "head_number": ("户主身份证号", "户主身份证号码"),
    "relationship_to_head": ("与户主关系", "户主或与户主关系", "家庭关系"),
    "township": ("乡镇", "所属乡镇", "镇", "街道", "乡镇街道"),
    "village": ("村", "所属村居委会", "社区", "村居", "行政村", "所属村", "村居委会", "村社区"),
    "natural_village": ("组", "村民小组", "自然村", "小组", "小区"),
    "grid": ("网格", "所属网格"),
    "closure": ("档案状态", "注销原因", "是否死亡"),
    "died_on": ("死亡日期", "死亡时间"),
    "remark": ("备注",),
    "age": ("年龄",),
}
#: A column of ticks for each disease: its heading -> the programme.
TICKS: dict[str, str] = {
    "高血压": "hypertension",
    "高血压患者": "hypertension",
    "糖尿病": "type_2_diabetes",
    "糖尿病患者": "type_2_diabetes",
    "2型糖尿病": "type_2_diabetes",
    "精神病": "severe_mental_illness",
    "严重精神障碍": "severe_mental_illness",
    "重性精神病": "severe_mental_illness",
    "肺结核": "tuberculosis",
    "结核病": "tuberculosis",
    "孕产妇": "maternal",
    "残疾人": "disability",
}
#: Known, and of no use: named once in the report.
LEFT = frozenset({"序号", "编号", "签约状态", "缴费金额", "签字", "签名", "是否签约"})

_BY_HEADING = {text.upper(): meaning for meaning, all in HEADINGS.items() for text in all}
_MARKS = re.compile(r"[\s*＊()（）\[\]【】:：\u200b\ufeff]")
_IN_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")


def plain(heading: object) -> str:
    """Return a heading without spaces, line breaks, asterisks, brackets and colons."""
    return _MARKS.sub("", str(heading if heading is not None else ""))


def meaning_of(heading: object) -> str | None:
    """Return what a heading means: a key of HEADINGS, `tick.<programme>`, `left`, or None."""
    for text in (plain(heading), plain(_IN_BRACKETS.sub("", str(heading or "")))):
        if meaning := _BY_HEADING.get(text.upper()):
            return meaning
        if programme := TICKS.get(text):
            return f"tick.{programme}"
        if text in LEFT:
            return "left"
    return None


def count_known(text: str, separator: str | None = None) -> int:
    """Return how many headings are found in a text, cell by cell or anywhere."""
    if separator is not None:
        return sum(
            meaning_of(cell.strip('" \r\n')) is not None for cell in text.split(separator)
        )
    bare = plain(text)
    return sum(heading in bare for heading in ("姓名", "身份证", "性别", "出生", "电话", "村"))


def meanings_of(rows: Sequence[Sequence[object]]) -> list[str | None]:
    """Return what each column means by a heading of one row, or of two merged ones."""
    if len(rows) == 1:
        return [meaning_of(cell) for cell in rows[0]]
    above, found = "", []
    for column in range(max(map(len, rows))):
        top, below = (plain(row[column]) if column < len(row) else "" for row in rows)
        above = top or (above if below else "")
        found.append(meaning_of(above + below) or meaning_of(below) or meaning_of(top))
    return found
