"""Package files unpacked into a tree's folder, one after the other, so that it can go on later."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from .apt import Archive
from .errors import TreeError

_MERGED = ("bin", "sbin", "lib", "lib64")
"""Folders that Debian keeps as links into /usr; older packages still name them."""


def unpack(
    source: Path, archives: list[Archive], folder: Path, progress: Callable[[float], None]
) -> None:
    """Package files of `source` into `folder`/root, which is there whole or not at all.

    Each finished package is noted; after a TreeError the next call goes on from there.
    `progress` is told the share done, 0 to 1.
    """
    partial, notes = folder / "root.partial", folder / "unpacked"
    if not partial.exists():
        notes.unlink(missing_ok=True)
    _lay_out(partial)
    done = set(notes.read_text().split()) if notes.exists() else set()
    with notes.open("a") as file:
        for count, one in enumerate(archives):
            progress(count / len(archives))
            if one.name not in done:
                _unpack_one(source / one.name, partial)
                file.write(f"{one.name}\n")
                file.flush()
    shutil.rmtree(folder / "root", ignore_errors=True)
    partial.rename(folder / "root")
    notes.unlink()


def _lay_out(root: Path) -> None:
    for name in _MERGED:
        (root / "usr" / name).mkdir(parents=True, exist_ok=True)
        link = root / name
        if not link.is_symlink():
            link.symlink_to(f"usr/{name}")


def _unpack_one(archive: Path, root: Path) -> None:
    """By tar and not by `dpkg-deb -x`, which would replace the links of `_lay_out` by folders."""
    tar = ("tar", "-x", "-C", str(root), "--keep-directory-symlink", "--no-same-owner")
    with subprocess.Popen(
        ["dpkg-deb", "--fsys-tarfile", str(archive)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as reader:
        done = subprocess.run(tar, stdin=reader.stdout, capture_output=True, check=False)
        errors = (reader.communicate()[1] + done.stderr).decode(errors="replace").strip()
    if reader.returncode != 0 or done.returncode != 0:
        full = "No space left" in errors
        cause = "the disk is full: free some space" if full else errors[-200:]
        raise TreeError(f"{archive.name} could not be unpacked: {cause}, and run this again")
