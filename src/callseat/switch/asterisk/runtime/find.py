"""A suitable Asterisk: the one that is given, else on PATH, else from the private tree."""

import shutil
import subprocess
from pathlib import Path

from .errors import UnsuitableError
from .installation import Installation, Version, check_version, parse_version
from .tree import DebianTree, Progress, Recipe, ignore_progress, install, installed, triplet

RECIPE = Recipe(("asterisk",), "usr/sbin/asterisk", suite="sid", version_option="-V")
"""Debian's releases have no asterisk; its unstable suite has."""
_LIBRARIES = ("lib", "lib64", f"lib/{triplet()}")
_DATA = ("share/asterisk", "var/lib/asterisk", "../var/lib/asterisk")


def find_installed(given: str = "") -> Installation | None:
    """An Asterisk that is there already, without any download; None when there is none.

    `given` is a program's path from the settings: then it alone counts. Raises UnsuitableError for
    a given one that is missing, or for one (given or on PATH) that may not be run.
    """
    if given:
        return _on_disk(Path(given).expanduser(), "settings")
    on_path = shutil.which("asterisk")
    if on_path is not None:
        return _on_disk(Path(on_path), "path")
    tree = installed(RECIPE)
    return None if tree is None else from_tree(tree)


def find_or_install(given: str = "", progress: Progress = ignore_progress) -> Installation:
    """As `find_installed`, else the private tree is built. Blocks: call it in a thread.

    Raises UnsuitableError or TreeError.
    """
    return find_installed(given) or from_tree(install(RECIPE, progress))


def from_tree(tree: DebianTree) -> Installation:
    """The Asterisk of a tree. Raises UnsuitableError when the suite has moved out of our range."""
    command = tree.program(RECIPE.program)
    return Installation(
        command=tuple(command),
        modules=tree.libraries / "asterisk" / "modules",
        data=tree.root / "usr/share/asterisk",
        version=_version(command),
        origin="tree",
    )


def _on_disk(program: Path, origin: str) -> Installation:
    if not program.is_file():
        raise UnsuitableError(f"there is no Asterisk at {program}: correct the setting or empty it")
    version = _version([str(program)])
    prefix = program.resolve().parent.parent
    modules = [prefix / one / "asterisk/modules" for one in _LIBRARIES]
    data = [prefix / one for one in _DATA]
    return Installation(
        command=(str(program),),
        modules=_first(modules, "res_ari.so", program),
        data=_first(data, "documentation/core-en_US.xml", program),
        version=version,
        origin=origin,
    )


def _first(folders: list[Path], content: str, program: Path) -> Path:
    for folder in folders:
        if (folder / content).exists():
            return folder.resolve()
    raise UnsuitableError(
        f"the Asterisk at {program} comes without {content}: install it completely, or take it "
        "off PATH and run `callseat asterisk install`"
    )


def _version(command: list[str]) -> Version:
    try:
        done = subprocess.run(
            [*command, "-V"], capture_output=True, text=True, check=False, timeout=30
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnsuitableError(f"{command[-1]} cannot be run: {error}") from None
    version = parse_version(done.stdout or done.stderr)
    check_version(version)
    return version
