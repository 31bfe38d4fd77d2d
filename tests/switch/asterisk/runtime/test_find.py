"""Where an Asterisk is looked for, with programs that only print a version."""

from pathlib import Path

import pytest

from callseat.switch.asterisk.runtime.errors import UnsuitableError
from callseat.switch.asterisk.runtime.find import find_installed
from callseat.switch.asterisk.runtime.installation import Version


def _lay_out(root: Path, version: str) -> Path:
    for path in ("sbin", "lib/asterisk/modules", "share/asterisk/documentation"):
        (root / path).mkdir(parents=True)
    (root / "lib/asterisk/modules/res_ari.so").touch()
    (root / "share/asterisk/documentation/core-en_US.xml").touch()
    program = root / "sbin/asterisk"
    program.write_text(f"#!/bin/sh\necho Asterisk {version}\n")
    program.chmod(0o755)
    return program


def test_a_given_one_is_used_with_its_own_modules(tmp_path: Path) -> None:
    program = _lay_out(tmp_path, "22.10.2")
    found = find_installed(str(program))
    assert found is not None
    assert (found.version, found.origin) == (Version(22, 10, 2), "settings")
    assert found.command == (str(program),)
    assert found.modules == tmp_path / "lib/asterisk/modules"
    assert found.data == tmp_path / "share/asterisk"


def test_one_on_path_goes_before_the_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = _lay_out(tmp_path, "23.1.0")
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    found = find_installed()
    assert found is not None
    assert (found.origin, found.version) == ("path", Version(23, 1, 0))


def test_without_one_nothing_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("CALLSEAT_CACHE", str(tmp_path))
    assert find_installed() is None


def test_an_old_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsuitableError, match=r"20\.9\.3 is older"):
        find_installed(str(_lay_out(tmp_path, "20.9.3")))


def test_a_missing_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsuitableError, match="there is no Asterisk at"):
        find_installed(str(tmp_path / "asterisk"))


def test_one_without_modules_is_refused(tmp_path: Path) -> None:
    program = _lay_out(tmp_path, "22.10.1")
    (tmp_path / "lib/asterisk/modules/res_ari.so").unlink()
    with pytest.raises(UnsuitableError, match=r"without res_ari\.so"):
        find_installed(str(program))
