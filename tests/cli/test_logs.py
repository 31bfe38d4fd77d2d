"""What is logged: never the values of variables, which may be secrets."""

import io

import pytest
import structlog

from callseat.cli.logs import configure
from callseat.config import LogSettings

SECRET = "correct horse battery staple"


@pytest.fixture(autouse=True)
def _as_before():
    before = structlog.get_config()
    yield
    structlog.configure(**before)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_traceback_names_the_place_and_no_value(form):
    stream = io.StringIO()
    configure(LogSettings(form=form), stream)
    _fail_with(SECRET)
    told = stream.getvalue()
    assert "_fail_with" in told
    assert "ZeroDivisionError" in told
    assert SECRET not in told


def _fail_with(passwd: str) -> None:
    try:
        assert passwd
        print(1 / 0)
    except ZeroDivisionError:
        structlog.get_logger("tests").exception("it failed")
