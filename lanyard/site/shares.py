"""Whether a folder lies on a network share, where SQLite cannot keep its promise.

SQLite relies on locks and on memory that processes share. On a share two machines do not see each
other's, and a write that was promised may be lost or damage the file.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from .configuration import ConfigurationError

#: File systems that another machine keeps, as Linux and macOS name them.
NETWORK = {
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "davfs2", "fuse.ceph", "fuse.cephfs", "fuse.davfs",
    "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs", "fuse.goofys", "fuse.gvfsd-fuse", "fuse.juicefs", "fuse.mfs",
    "fuse.moosefs", "fuse.rclone", "fuse.s3fs", "fuse.seaweedfs", "fuse.smbnetfs", "fuse.sshfs", "gfs2", "glusterfs",
    "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "pvfs2", "smb2", "smb3", "smbfs", "webdav",
}  # fmt: skip
MOUNTS = Path("/proc/self/mountinfo")
_ESCAPED = re.compile(r"\\([0-7]{3})")
_MAC_LINE = re.compile(r".* on (?P<where>/.*) \((?P<kind>[^,()]+)[^()]*\)")


def refuse_share(folder: Path) -> None:
    """Refuse to keep SQLite in a folder on a network share; raises ``ConfigurationError``.

    Where the file system cannot be told nothing is refused.
    """
    kind = file_system(folder)
    if kind in NETWORK:
        raise ConfigurationError(
            f"{folder} is on a network share ({kind}). Lanyard keeps its database there in a file (SQLite), and a share "
            "cannot keep the promise that no report is lost: two machines do not see each other's locks. Set LANYARD_DATA "
            "to a folder on a disk of this machine, or use PostgreSQL (DATABASE_URL)."
        )


def file_system(folder: Path) -> str:
    """The kind of file system that a folder is on, or would be when it is made; empty where it cannot be told."""
    try:
        if MOUNTS.exists():
            return kind_in_mountinfo(MOUNTS.read_text(encoding="utf-8", errors="surrogateescape"), folder)
        if sys.platform == "darwin":
            told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=True, timeout=10).stdout
            return kind_in_mount_list(told, folder)
    except (OSError, subprocess.SubprocessError):
        pass
    return ""


def kind_in_mountinfo(text: str, folder: Path) -> str:
    """The kind of file system of a folder, by the text of Linux's ``/proc/self/mountinfo``; empty where none fits."""
    found = []
    for line in text.split("\n"):
        before, dash, after = line.partition(" - ")
        fields = before.split(" ")
        if dash and len(fields) > 4:
            where = _ESCAPED.sub(lambda match: chr(int(match[1], 8)), fields[4])
            found.append((where, after.split(" ")[0]))
    return _closest(found, folder)


def kind_in_mount_list(text: str, folder: Path) -> str:
    """The same, by what the program ``mount`` prints on macOS."""
    lines = [_MAC_LINE.fullmatch(line) for line in text.split("\n")]
    return _closest([(line["where"], line["kind"].strip()) for line in lines if line], folder)


def _closest(mounts: list[tuple[str, str]], folder: Path) -> str:
    """The kind of the longest mount point above a folder; of two on one point the later, which hides the other."""
    kind, longest = "", -1
    for where, its_kind in mounts:
        point = Path(where)
        if (folder == point or point in folder.parents) and len(point.parts) >= longest:
            kind, longest = its_kind, len(point.parts)
    return kind.lower()
