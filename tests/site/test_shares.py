"""Which file systems are somebody else's, by what Linux and macOS say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from lanyard.cli.installation import DEMONSTRATION, SCHOOL, check_share
from lanyard.site import shares
from lanyard.site.configuration import ConfigurationError
from lanyard.site.shares import NETWORK, file_system, kind_in_mount_list, kind_in_mountinfo, refuse_share

LINUX = r"""22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 0:40 / /srv/share rw,relatime shared:20 master:3 - nfs4 server.example.org:/export rw,vers=4.2
41 40 8:2 / /srv/share/disk rw - xfs /dev/sdb1 rw
42 22 0:42 / /mnt/two\040words rw - cifs //server.example.org/share rw
43 22 0:43 / /mnt/back\134slash rw - fuse.sshfs somebody@server.example.org:/ rw
44 22 0:44 / /home rw - autofs systemd-1 rw
45 44 0:45 / /home rw - smb3 //server.example.org/home rw
46 22 0:46 / /var/lib/lanyard rw - zfs pool/lanyard rw
not a line of it
"""
MAC = """/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
devfs on /dev (devfs, local, nobrowse)
//somebody@server.example.org/share on /Volumes/share on a server (smbfs, nodev, nosuid, mounted by somebody)
server.example.org:/export on /Volumes/export (nfs)
https://dav.example.org/ on /Volumes/dav (webdav, nodev)
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/srv", "ext4"),
        ("/srv/shared", "ext4"),
        ("/srv/share", "nfs4"),
        ("/srv/share/lanyard/data", "nfs4"),
        ("/srv/share/disk/data", "xfs"),
        ("/mnt/two words/data", "cifs"),
        ("/mnt/back\\slash/data", "fuse.sshfs"),
        ("/home/somebody", "smb3"),
        ("/var/lib/lanyard/data", "zfs"),
    ],
)
def test_the_closest_mount_of_linux_counts(folder, kind):
    assert kind_in_mountinfo(LINUX, Path(folder)) == kind


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/Users/somebody", "apfs"),
        ("/Volumes/share on a server/data", "smbfs"),
        ("/Volumes/export/data", "nfs"),
        ("/Volumes/dav", "webdav"),
    ],
)
def test_the_closest_mount_of_macos_counts(folder, kind):
    assert kind_in_mount_list(MAC, Path(folder)) == kind


@pytest.mark.parametrize("text", ["", "\n", " - ", "a b c d e - ", "\0"])
def test_what_is_no_such_list_tells_nothing(text):
    assert kind_in_mountinfo(text, Path("/data")) == kind_in_mount_list(text, Path("/data")) == ""


def test_this_machines_own_folders_can_be_told(tmp_path):
    assert file_system(tmp_path / "not there yet") == file_system(tmp_path) not in NETWORK
    refuse_share(tmp_path)


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs", "fuse.rclone", "9p", "glusterfs", "ceph", "lustre"]
)
def test_a_share_is_refused_in_words_that_help(kind, monkeypatch, tmp_path, capsys):
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 8:1 / / rw - {kind} server.example.org:/ rw\n")
    monkeypatch.setattr(shares, "MOUNTS", mounts)
    monkeypatch.setenv("LANYARD_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with pytest.raises(ConfigurationError, match=r"network share .*locks.*disk of this machine, or use PostgreSQL"):
        check_share(SCHOOL)
    check_share(DEMONSTRATION)
    assert "A demonstration may stay there" in capsys.readouterr().err
    monkeypatch.setenv("DATABASE_URL", "postgresql://a@127.0.0.1:1/b")
    check_share(SCHOOL)
    monkeypatch.setenv("DATABASE_URL", f"sqlite://{tmp_path}/other.sqlite3")
    with pytest.raises(ConfigurationError, match="network share"):
        check_share(SCHOOL)


def test_where_nothing_can_be_told_nothing_is_refused(monkeypatch, tmp_path):
    monkeypatch.setattr(shares, "MOUNTS", tmp_path / "nowhere")
    monkeypatch.setattr(shares.sys, "platform", "freebsd14")
    assert file_system(tmp_path) == ""
    refuse_share(tmp_path)
