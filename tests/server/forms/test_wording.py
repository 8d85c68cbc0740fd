"""Sentences of the definitions are set as Chinese is: with signs of full width."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

#: What is ours to word; labels stand as the norm prints them.
SENTENCES = ("message", "help", "errors")
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]|[\u4e00-\u9fff]\.(?!\d)"
)


@pytest.mark.parametrize(
    "path", sorted(Path("forms").glob("*.yaml")), ids=lambda path: path.stem
)
def test_chinese_sentences_pause_with_full_width_signs(path: Path) -> None:
    said = list(sentences(yaml.safe_load(path.read_text())))

    assert [words for words in said if HALF_WIDTH.search(words)] == []


def sentences(node: Any, ours: bool = False) -> Iterator[str]:
    """Every Chinese sentence below a node that is ours."""
    if isinstance(node, list):
        for each in node:
            yield from sentences(each, ours)
    elif isinstance(node, dict):
        for key, value in node.items():
            if ours and key == "zh-CN":
                yield str(value)
            yield from sentences(value, ours or key in SENTENCES)
