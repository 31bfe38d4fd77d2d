"""`callseat flow`: versions, going back, and the file of each."""

from __future__ import annotations

from pathlib import Path

from tests.cli.test_directory import Shell, shell  # noqa: F401 - a fixture

FLOW = "code: main\nname: {name}\nstart: a\nnodes:\n  a: {{kind: hangup}}\n"


def test_versions_and_back(shell: Shell, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "main.yaml"
    for name in ("first", "second"):
        file.write_text(FLOW.format(name=name))
        shell.ok("flow", "save", str(file))
    assert "name: second" in shell.ok("flow", "show", "main")
    shell.ok("flow", "activate", "main", "1")
    assert shell.ok("flow", "show", "main") == FLOW.format(name="first")
    assert shell.ok("flow", "show", "main", "--version", "2") == FLOW.format(name="second")
    listed = shell.listed("flow", "versions", "main")
    assert [(one["version"], one["active"]) for one in listed] == [(2, False), (1, True)]
    assert "has no version 9" in shell.refused("flow", "activate", "main", "9")
    assert "no flow 'none'" in shell.refused("flow", "versions", "none")
    shell.ok("flow", "remove", "main")
    assert shell.listed("flow", "list") == []
