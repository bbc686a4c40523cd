"""``lanyard setup``, ``lanyard people import`` and ``lanyard serve`` of a real school."""

from __future__ import annotations

import argparse
import re
import urllib.request
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from lanyard.cli import importing, set_up
from lanyard.people.models import Adult, Pupil, School
from lanyard.site.configuration import ConfigurationError
from tests.people.cast import make_school
from tests.people.imports.rolls import sheet, staff_sheet, transfer_file, zipped
from tests.site.test_service import fetch, free_port, lanyard, running

OPTIONS = (
    "--name", "St Example Primary", "--council", "Sample Council", "--urn", "123456", "--head", "Priya Hartwell",
    "--head-email", "head@example.org", "--meeting", "Autumn meeting", "--minute", "26/31",
    "--decided-by", "the full governing board", "--adopted-on", "2026-10-13", "--contact", "dsl=01632 960001",
)  # fmt: skip


def told(module, *words: str) -> argparse.Namespace:
    """The options of a command as its parser reads them."""
    commands = argparse.ArgumentParser().add_subparsers(dest="command")
    module.add_parser(commands)
    name = "setup" if module is set_up else "import"
    return commands.choices[name].parse_args([str(each) for each in words])


def bring(*words: object) -> None:
    importing.run(told(importing, *words))


@pytest.fixture
def staff(tmp_path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_bytes(staff_sheet())
    return path


def test_a_school_is_set_up_and_served_from_nothing(tmp_path, staff):
    """As a person does it, in processes of their own."""
    port = free_port()
    with running(tmp_path, "serve", port) as address:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        page = fetch(f"{address}setup/code/", opener).body
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
        assert (
            "This is not the code"
            in fetch(f"{address}setup/code/", opener, f"csrfmiddlewaretoken={token}&code=AAAA".encode()).body
        )
    done = lanyard(tmp_path, "setup", *OPTIONS, LANYARD_LOG="quiet")
    assert done.returncode == 0, done.stderr
    assert re.search(r"one-time code  \w{4}-\w{4}-\w{4}\n", done.stdout)
    done = lanyard(tmp_path, "people", "import", str(staff), "--apply", LANYARD_LOG="quiet")
    assert "Done: import 1" in done.stdout, done.stderr


@pytest.mark.django_db
def test_a_plan_is_shown_before_anything_happens(staff, capsys):
    make_school()
    bring(staff, "--plan")
    shown = capsys.readouterr().out
    assert "3  Would be added" in shown
    assert "written in UTF-8" in shown
    assert "Whitcombe" not in shown, "a terminal shows no names unless it is asked to"
    bring(staff, "--plan", "--rows")
    assert "row 2 Sam Whitcombe" in capsys.readouterr().out
    bring(staff)
    assert "add --apply" in capsys.readouterr().out
    assert not Adult.objects.exists()
    bring(staff, "--apply")
    assert Adult.objects.count() == 3
    bring(staff, "--apply")
    assert "nothing to apply" in capsys.readouterr().out


@pytest.mark.django_db
def test_many_leavers_have_to_be_meant(staff, tmp_path):
    make_school()
    bring(staff, "--apply")
    fewer = tmp_path / "fewer.csv"
    fewer.write_bytes(staff_sheet([("1001", "Sam", "Whitcombe", "sam.whitcombe@example.org", "Teacher")]))
    with pytest.raises(ConfigurationError, match="2 of 3 people would leave.*--many-may-leave"):
        bring(fewer, "--apply")
    bring(fewer, "--apply", "--some")
    assert not Adult.objects.filter(ends_on__isnull=False).exists()
    bring(fewer, "--apply", "--many-may-leave")
    assert Adult.objects.filter(ends_on__isnull=False).count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "said"), [(zipped({"../users.csv": b"a"}), "folders"), (b"Name\0", "NUL"), (b"Odd\r\nx\r\n", "column")]
)
def test_a_hostile_or_odd_file_is_refused_in_words(tmp_path, content, said):
    make_school()
    bad = tmp_path / "bad.csv"
    bad.write_bytes(content)
    with pytest.raises(ConfigurationError, match=f"Nothing was changed.*{said}"):
        bring(bad, "--apply")
    with pytest.raises(ConfigurationError, match="cannot be read"):
        bring(tmp_path / "nowhere.csv")


@pytest.mark.django_db
def test_columns_are_told_and_remembered(tmp_path, capsys):
    school = make_school()
    odd = tmp_path / "odd.csv"
    odd.write_bytes(sheet([("Employee", "What"), ("Hannah Kowal", "Cook")]))
    with pytest.raises(ConfigurationError, match="the fields are name"):
        bring(odd, "--column", "shoe=What")
    bring(odd, "--apply", "--column", "name=Employee", "--everybody-is", "support")
    assert Adult.objects.get().group == "support"
    assert school.column_mappings.get().mapping == {"name": "Employee"}
    capsys.readouterr()
    bring(odd, "--everybody-is", "support")
    assert "name = Employee" in capsys.readouterr().out


@pytest.mark.django_db
def test_pupils_and_several_schools(tmp_path):
    first, second = make_school("First"), make_school("Second")
    roll = tmp_path / "roll.xml"
    roll.write_bytes(transfer_file())
    with pytest.raises(ConfigurationError, match="--school NUMBER"):
        bring(roll, "--kind", "pupils", "--apply")
    bring(roll, "--kind", "pupils", "--apply", "--school", second.pk)
    assert {pupil.school_id for pupil in Pupil.objects.all()} == {second.pk}
    assert not first.pupils.exists()


@pytest.mark.django_db
def test_setting_up_again_adds_a_school(capsys):
    set_up.run(told(set_up, *OPTIONS))
    set_up.run(told(set_up, *OPTIONS, "--name", "Another Primary", "--urn", "654321"))
    assert School.objects.count() == 2
    assert len(set(re.findall(r"one-time code  (\S+)", capsys.readouterr().out))) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (("--urn", "12"), "6 digits"),
        (("--colour", "#ffd700"), "contrast"),
        (("--pack", "nowhere"), "no such policy pack"),
        (("--contact", "cook=1"), "the ids are"),
        (("--gias", "nowhere.csv"), "is no file"),
        (("--terms", "nowhere.txt"), "cannot be read"),
        (("--head", "", "--minute", ""), "--head, --minute"),
    ],
)
def test_setting_up_says_what_is_missing_or_wrong_and_leaves_nothing_behind(wrong, said):
    with pytest.raises(ConfigurationError, match=said):
        set_up.run(told(set_up, *OPTIONS, *wrong))
    assert not School.objects.exists()
