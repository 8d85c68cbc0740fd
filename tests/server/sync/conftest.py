"""Phones of those of whom most of these tests tell."""

import pytest
from flask import Flask

from tests import cast
from tests.server.county import Phone


@pytest.fixture
def wang(app: Flask) -> Phone:
    """The doctor of Zhang's village."""
    return Phone(app, "wang", cast.WANG)


@pytest.fixture
def li(app: Flask) -> Phone:
    """The doctor of the next village."""
    return Phone(app, "li", cast.LI)


@pytest.fixture
def chen(app: Flask) -> Phone:
    """Who supervises both."""
    return Phone(app, "chen", cast.CHEN)
