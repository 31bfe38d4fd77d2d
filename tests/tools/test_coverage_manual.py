"""What counts as a use of a command or an event in a test, and what does not."""

import ast
import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("coverage_manual")


def used(tool: ModuleType, code: str) -> set[str]:
    return set(tool._used(ast.parse(code)))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("async def test(anna: Worker): await anna.request_hold()", "requestHold"),
        ("async def test(office):\n anna = await office.login('anna')\n anna.hang_up()", "hangUp"),
        ("anna.command('requestHold')", "requestHold"),
        ("anna.expect('onRing', caller='1')", "onRing"),
        ("assert events == ['onRing', 'onAnswer']", "onAnswer"),
    ],
)
def test_what_is_asked_or_waited_for_is_used(tool: ModuleType, code: str, name: str) -> None:
    assert name in used(tool, code)


@pytest.mark.parametrize(
    "code",
    [
        "# requestHold",
        '"""requestHold and onRing."""',
        "words = ('requestHold', 'onRing')",
        "assert name == 'requestHold'",
        "def test(leg: Leg): leg.hang_up()",
    ],
)
def test_what_is_only_named_is_not(tool: ModuleType, code: str) -> None:
    assert not used(tool, code)


def test_the_whole_manual_is_used_on_the_real_switch(
    tool: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert tool.main() == 0
    assert "51 of 51 used; missing: none" in capsys.readouterr().out


def test_what_no_test_uses_is_told_as_missing(
    tool: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tool, "ROOT", ROOT / "docs")
    assert tool.main() == 1
    assert "0 of 51 used; missing: login, " in capsys.readouterr().out
