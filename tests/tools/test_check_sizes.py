"""The check of sizes finds what it is there for, and nothing else."""

import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(ROOT / "tools")
    return importlib.import_module("check_sizes")


def findings(tool: ModuleType, folder: Path, text: str) -> list[tuple[str, int, bool]]:
    path = folder / "example.py"
    path.write_text(text)
    return [(found.where, found.size, found.fails) for found in tool.measure(path, folder)]


def function(lines: int) -> str:
    return 'def work():\n    """Words do not count."""\n' + "    pass\n" * lines


def test_a_function_of_forty_lines_passes_and_one_more_does_not(
    tool: ModuleType, tmp_path: Path
) -> None:
    assert findings(tool, tmp_path, function(20)) == []
    assert findings(tool, tmp_path, function(40)) == [("example.py:1 work()", 40, False)]
    assert findings(tool, tmp_path, function(41)) == [("example.py:1 work()", 41, True)]


def test_a_file_of_four_hundred_lines_passes_and_one_more_does_not(
    tool: ModuleType, tmp_path: Path
) -> None:
    assert findings(tool, tmp_path, "x = 1\n" * 250) == []
    assert findings(tool, tmp_path, "x = 1\n" * 400) == [("example.py", 400, False)]
    assert findings(tool, tmp_path, "x = 1\n" * 401) == [("example.py", 401, True)]


def test_private_methods_do_not_make_a_class_large(tool: ModuleType, tmp_path: Path) -> None:
    text = "class Thing:\n" + "".join(f"    def _m{n}(self): pass\n" for n in range(30))
    assert findings(tool, tmp_path, text) == []
    text += "".join(f"    def m{n}(self): pass\n" for n in range(21))
    assert findings(tool, tmp_path, text) == [("example.py:1 class Thing", 21, True)]


def test_what_is_exempt_exists_and_needs_it(tool: ModuleType) -> None:
    for name in tool.EXEMPT:
        assert any(found.fails for found in tool.measure(ROOT / name, ROOT)), name
