"""Building trees: packages made here stand for those of a mirror, where no network is wanted."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from callseat.switch.asterisk.runtime import tree
from callseat.switch.asterisk.runtime.apt import Apt, Archive
from callseat.switch.asterisk.runtime.errors import TreeError
from callseat.switch.asterisk.runtime.tree import Recipe, install, installed
from callseat.switch.asterisk.runtime.unpack import unpack
from tests.support.asterisk import free_port

HELLO = Recipe(("hello",), "usr/bin/hello")


def _package(folder: Path, name: str) -> Archive:
    root = folder / f"{name}.build"
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN/control").write_text(
        f"Package: {name}\nVersion: 1.0\nArchitecture: all\nMaintainer: a <a@b.c>\nDescription: x\n"
    )
    (root / "usr/share").mkdir(parents=True)
    (root / "usr/share" / name).write_text(name)
    (root / "lib/legacy").mkdir(parents=True)
    (root / "lib/legacy" / name).write_text(name)
    archive = folder / f"{name}_1.0_all.deb"
    subprocess.run(["dpkg-deb", "--build", root, archive], check=True, capture_output=True)
    return Archive(archive.name, archive.stat().st_size)


def test_names_are_read_from_archives() -> None:
    one = Archive("asterisk_1%3a22.10.1+dfsg-1_amd64.deb", 1)
    assert (one.package, one.version) == ("asterisk", "22.10.1+dfsg-1")


def test_a_broken_off_unpacking_is_continued(tmp_path: Path) -> None:
    first, second = _package(tmp_path, "one"), _package(tmp_path, "two")
    whole = (tmp_path / second.name).read_bytes()
    (tmp_path / second.name).write_bytes(whole[:200])
    folder, steps = tmp_path / "tree", list[float]()
    with pytest.raises(TreeError, match=r"two_1.0_all\.deb could not be unpacked"):
        unpack(tmp_path, [first, second], folder, steps.append)
    assert not (folder / "root").exists()
    (tmp_path / second.name).write_bytes(whole)
    (tmp_path / first.name).unlink()
    unpack(tmp_path, [first, second], folder, steps.append)
    assert (folder / "root/usr/share/one").read_text() == "one"
    assert (folder / "root/usr/share/two").read_text() == "two"
    assert (folder / "root/usr/lib/legacy/two").exists(), "/lib is a link to /usr/lib"
    assert steps[-1] == 0.5


def test_a_full_disk_is_seen_before_the_download(tmp_path: Path) -> None:
    huge = Archive("x_1_all.deb", shutil.disk_usage(tmp_path).total)
    with pytest.raises(TreeError, match=r"MiB are needed in .*free some space.*CALLSEAT_CACHE"):
        tree._check_space(tmp_path, [huge])


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "debian").write_text("a file, not a folder")
    with pytest.raises(TreeError, match=r"cannot be written.*CALLSEAT_CACHE"):
        install(HELLO, cache=tmp_path)


def test_a_mirror_out_of_reach_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(TreeError, match="mirror cannot be reached: go online"):
        install(HELLO, cache=tmp_path, mirror=f"http://127.0.0.1:{free_port()}/debian")


def test_an_address_cannot_add_a_source(tmp_path: Path) -> None:
    with pytest.raises(TreeError, match="must be the address of a Debian mirror"):
        install(HELLO, cache=tmp_path, mirror="http://127.0.0.1/ x main\ndeb http://evil/")


def test_a_machine_without_apt_is_told_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TreeError, match="no apt-get: install Asterisk by your system's packages"):
        Apt(tmp_path / "apt", "sid").prepare()


def test_the_newest_finished_tree_is_used(tmp_path: Path) -> None:
    for number, version in enumerate(("1.0", "2.0")):
        folder = tree._home(HELLO, tmp_path) / "trees" / f"hello_{version}"
        folder.mkdir(parents=True)
        facts = {"packages": ["hello"], "version": version, "finished": number}
        (folder / "complete.json").write_text(json.dumps(facts))
    found = installed(HELLO, tmp_path)
    assert found is not None
    assert found.version == "2.0"
    assert installed(Recipe(("other",), "usr/bin/other"), tmp_path) is None


def test_a_loader_is_required(tmp_path: Path) -> None:
    (tmp_path / "usr/bin").mkdir(parents=True)
    (tmp_path / "usr/bin/hello").touch()
    broken = tree.DebianTree(tmp_path, "1")
    with pytest.raises(TreeError, match="no loader"):
        broken.program("usr/bin/hello")
    with pytest.raises(TreeError, match="is not in the tree"):
        broken.program("usr/bin/other")
