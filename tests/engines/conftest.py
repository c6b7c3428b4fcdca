"""One session of each engine, for all walks."""

import os

import pytest

from tests.engines.driver import Chromium, Firefox, WebKit


@pytest.fixture(scope="session", params=[Chromium, Firefox, WebKit], ids=lambda engine: engine.__name__)
def hand(request, tmp_path_factory):
    """A browser that does what a person would. Where the engine is not installed its tests are left out, but not on the machine that judges a change."""
    if lacks := request.param.lacks():
        told = f"{request.param.__name__} ontbreekt: sudo apt install {' '.join(lacks)}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(told)
    engine = request.param(tmp_path_factory.mktemp(request.param.__name__), lambda: request.getfixturevalue("browser"))
    yield engine
    engine.close()
