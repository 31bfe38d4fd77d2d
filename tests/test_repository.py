"""The repository as a whole: what it must not contain, and that its wheel works elsewhere."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from callseat.sounds import library

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "screen_pop.py"
ADDRESS = re.compile(r"\bhttps?://[^\s'\"<>\])]+")
# Any program may name these: a checkout below them makes them no secret.
COMMON_PLACES = {"/", "//", "/root", "/root/", "/tmp/", "/home/", "/opt/", "/srv/", "/usr/src/"}
pytestmark = pytest.mark.skipif(
    not (ROOT / ".git").exists(), reason="only a checkout can be looked at in this way"
)


def run(*command: str | Path, folder: Path = ROOT) -> str:
    """What a command prints. Fails with its words when it fails."""
    done = subprocess.run(
        [str(word) for word in command], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def committed() -> list[Path]:
    """Every file that is, or with the next commit would be, in the repository."""
    names = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return [path for name in names.split("\0") if name and (path := ROOT / name).is_file()]


def texts() -> dict[Path, str]:
    contents = {path: path.read_bytes() for path in committed()}
    return {path: data.decode() for path, data in contents.items() if b"\0" not in data}


def answer(*command: str) -> str:
    """What a tool of this machine says; nothing if it is not there or does not want to."""
    if shutil.which(command[0]) is None:
        return ""
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def registries() -> set[str]:
    """The hosts that this machine's package tools would ask, as configured or by default."""
    pip_default = (
        "from pip._internal.models.index import PyPI as index;"
        "print(index.url, f'https://{index.file_storage_domain}')"
    )
    words = " ".join(
        (
            answer(sys.executable, "-c", pip_default),
            answer(sys.executable, "-m", "pip", "config", "list"),
            answer("apt-get", "indextargets", "--format", "$(REPO_URI)"),
            answer("npm", "config", "get", "registry"),
            *(value for name, value in os.environ.items() if "INDEX" in name or "REGISTRY" in name),
        )
    )
    hosts = {urlsplit(address).hostname for address in ADDRESS.findall(words)}
    return {host for host in hosts if host and "." in host}


def holding(words: set[str]) -> list[str]:
    """Files that hold one of the words, and which."""
    return [
        f"{path.relative_to(ROOT)}: {word}"
        for path, text in texts().items()
        for word in words
        if word in text
    ]


def test_no_package_registry_is_named() -> None:
    hosts = registries()
    assert hosts, "pip alone names one by default"
    assert holding(hosts) == []


def test_no_path_of_this_machine_is_named() -> None:
    places = {str(ROOT), str(Path.home()), f"{ROOT.parent}/"} - COMMON_PLACES
    assert holding(places) == []


def test_versions_are_pinned_without_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    assert lines == sorted(lines, key=str.lower)
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9_.-]+==[\w.+!]+", line)] == []


def test_every_requirement_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [
        *project["build-system"]["requires"],
        *project["project"]["dependencies"],
        *project["project"]["optional-dependencies"]["dev"],
    ]
    lines = (ROOT / "constraints.txt").read_text().splitlines()
    pinned = {plain(line.split("==")[0]) for line in lines}
    assert {plain(re.split(r"[\[<>=]", name)[0]) for name in wanted} - pinned == set()


def plain(name: str) -> str:
    """A package's name as all spellings of it are compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_example_in_the_readme_is_the_one_that_is_checked(name: str) -> None:
    assert f"```python\n{EXAMPLE.read_text()}```" in (ROOT / name).read_text()


def test_links_between_documents_lead_somewhere() -> None:
    broken = []
    for path in (path for path in committed() if path.suffix == ".md"):
        for target in re.findall(r"\]\(([^)#]+)", path.read_text()):
            if not ADDRESS.match(target) and not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_table_of_places_names_places_that_exist() -> None:
    table = (ROOT / "ARCHITECTURE.md").read_text().split("## Where is ...?")[1]
    names = set(re.findall(r"`([\w./]+(?:\.\w+|/))`", table))
    known = [str(path.relative_to(ROOT)) for path in committed()]
    assert [name for name in sorted(names) if not any(is_at(name, path) for path in known)] == []


def is_at(name: str, path: str) -> bool:
    """`name` is this file, or a folder around it, given by its last parts."""
    return f"/{name}" in f"/{path}" if name.endswith("/") else f"/{path}".endswith(f"/{name}")


@pytest.mark.timeout(420)
def test_the_wheel_works_in_an_empty_environment(tmp_path: Path) -> None:
    build = (sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation")
    run(*build, "--wheel-dir", tmp_path, ROOT)
    (wheel,) = tmp_path.glob("callseat-*.whl")
    home = tmp_path / "environment"
    venv.create(home, with_pip=False)
    pip = (sys.executable, "-m", "pip", "--python", home / "bin" / "python")
    run(*pip, "install", "--no-compile", "-c", ROOT / "constraints.txt", wheel, folder=tmp_path)
    assert "Usage" in run(home / "bin" / "callseat", "--help", folder=tmp_path)
    sounds = "from callseat.sounds import library; print(len(library('zh')), len(library('en')))"
    there = f"{len(library('zh'))} {len(library('en'))}\n"
    assert run(home / "bin" / "python", "-c", sounds, folder=tmp_path) == there
