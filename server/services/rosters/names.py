"""Names as rosters write them: spaced out, marked against homonyms, with lost signs."""

import re
import unicodedata

#: The sign between the parts of a name, by national rule; others occur.
DOT = "\u00b7"
_DOTS = re.compile(r"[\u2022\u2027\u30fb\uff0e\u22c5\u2219\u00b7\u318d]")
#: 张三(大), 李四1, 王五A: not part of the name.
_MARK = re.compile(r"[(（\[【].*?[)）\]】]$|[0-9A-Za-z]$|[①-⑳]$")
_LOST = re.compile("[?？□■\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")


def read_name(cell: object) -> tuple[str, str | None]:
    """Return a name, and what must be asked about it; empty where there is none."""
    text = unicodedata.normalize("NFC", str(cell if cell is not None else ""))
    text = re.sub(r"[\s\u200b-\u200f\ufeff]+", " ", text).strip()
    if text in ("", "无", "-", "—"):
        return "", None
    doubt = "holds a sign that was lost in writing" if _LOST.search(text) else None
    bare = _MARK.sub("", text).strip() if _HAN.match(text) else text
    if bare != text and bare:
        doubt = (
            doubt or f"had a mark behind it ({text[len(bare) :].strip()}), which was left out"
        )
    name = _DOTS.sub(DOT, bare or text)
    if _HAN.search(name):
        name = name.replace(" ", "")
    return name, doubt
