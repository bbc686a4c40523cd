"""The operator lets somebody back in: once, seen by others, and never by way of a password."""

from __future__ import annotations

import datetime

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.utils import timezone

from lanyard.cli.access import let_in
from lanyard.people import actions
from lanyard.people.actions.sign_in_codes import use_sign_in_code
from lanyard.people.actions.sign_in_tries import TRIES, begin_try
from lanyard.people.dues import dues_of
from lanyard.people.models import Adult, Role, SignInTries
from lanyard.people.queries import scope_of
from lanyard.people.rights import PERMISSIONS
from lanyard.records.models import Event, Job
from lanyard.records.worker import Worker
from lanyard.site.configuration import ConfigurationError
from tests.people.cast import make_adult, make_school
from tests.practice.welton import Visitor, adopt
from tests.site.signing_in import PASSWORD, give_app, give_recovery_codes, has_app, with_password

pytestmark = pytest.mark.django_db
NOW = timezone.now()
ON = timezone.localdate(NOW)
MANAGERS = PERMISSIONS["manage sign-ins"].roles


@pytest.fixture
def school():
    return make_school()


@pytest.fixture
def head(school) -> Adult:
    return with_password(school, "Priya Hartwell", "head")


def reachable(adult: Adult) -> Adult:
    actions.change_email(account=adult.account, email=f"{adult.pk}@example.org", by=None, at=NOW)
    return adult


def open_for(adult: Adult, *, lost: bool = False, at: datetime.datetime = NOW):
    return actions.open_way_back(adult=adult, lost_second_step=lost, on=ON, by=None, at=at)


def lines(adult: Adult) -> list[str]:
    return [due.title for due in dues_of(scope_of(adult.account, on=ON)) if due.kind == "way back"]


@pytest.mark.parametrize("role", Role.values)
def test_only_who_manages_sign_ins_gets_in_this_way(role, school):
    adult = make_adult(school, "Sam Whitcombe", role)
    if role in MANAGERS:
        issued, _ = open_for(adult)
        assert use_sign_in_code(sign_in_name=adult.account.sign_in_name, words=issued.words, at=NOW) == adult.account
    else:
        before = Event.objects.count()
        with pytest.raises(ValidationError, match="manages sign-ins"):
            open_for(adult)
        assert Event.objects.count() == before
        assert not adult.account.sign_in_codes.exists()


def test_a_role_that_is_over_opens_nothing(school):
    adult = make_adult(school)
    yesterday = ON - datetime.timedelta(days=1)
    held = actions.give_role(adult=adult, role="it_lead", held_from=adult.starts_on, by=None, at=NOW)
    actions.end_role(held=held, held_until=yesterday, by=None, at=NOW)
    with pytest.raises(ValidationError, match="manages sign-ins"):
        open_for(adult)


def test_it_undoes_a_lock_ends_sign_ins_and_leaves_the_password(head, client):
    for _ in range(TRIES):
        begin_try(of=head.account.sign_in_name, at=NOW)
    assert SignInTries.objects.filter(locked_until__gt=NOW).exists()
    open_for(head)
    assert not SignInTries.objects.filter(locked_until__gt=NOW).exists()
    head.account.refresh_from_db()
    assert head.account.check_password(PASSWORD)


@pytest.mark.parametrize("lost", [False, True])
def test_second_steps_go_only_where_they_are_lost(lost, head):
    give_app(head)
    give_recovery_codes(head)
    open_for(head, lost=lost)
    assert has_app(head) is not lost
    assert Authenticator.objects.filter(user=head.account).exists() is not lost


def test_the_code_is_over_after_four_hours_and_works_once(head):
    issued, _ = open_for(head)
    late = NOW + datetime.timedelta(hours=4, seconds=1)
    assert use_sign_in_code(sign_in_name=head.account.sign_in_name, words=issued.words, at=late) is None
    assert use_sign_in_code(sign_in_name=head.account.sign_in_name, words=issued.words, at=NOW) == head.account
    assert use_sign_in_code(sign_in_name=head.account.sign_in_name, words=issued.words, at=NOW) is None


def test_colleagues_see_it_and_the_person_does_not(school, head):
    chair = reachable(make_adult(school, "Ruth Adeyemi", "chair"))
    lead = make_adult(school, "Leah Morrow", "it_lead")
    teacher = reachable(make_adult(school, "Sam Whitcombe"))
    stranger = reachable(make_adult(make_school("Another"), "Stranger", "head"))
    _, told = open_for(head)
    assert told == [chair]
    assert lines(chair) == lines(lead) == ["Priya Hartwell was let back in by the operator"]
    assert lines(head) == lines(teacher) == lines(stranger) == []
    event = Event.objects.get(kind="way back opened")
    assert (event.by_id, event.school_id, event.about["adult"]) == (None, school.pk, head.pk)


def test_it_leaves_the_desk_after_two_weeks(school, head):
    chair = make_adult(school, "Ruth Adeyemi", "chair")
    open_for(head, at=NOW - datetime.timedelta(days=15))
    assert lines(chair) == []
    assert Event.objects.filter(kind="way back opened").exists()


def test_the_mail_names_nobody_and_holds_no_code(school, head, settings):
    settings.SENDS_MAIL = True
    chair = reachable(make_adult(school, "Ruth Adeyemi", "chair"))
    Job.objects.all().delete()
    issued, _ = open_for(head, at=timezone.now())
    Worker().run_once()
    (sent,) = mail.outbox
    assert sent.to == [chair.account.email]
    assert "/desk/" in sent.body
    for secret in (issued.words, issued.words.replace("-", ""), "Priya", "Hartwell", head.account.sign_in_name):
        assert secret not in sent.subject + sent.body
        assert secret not in str(list(Job.objects.values_list("payload", "key")))


def test_the_command_prints_a_code_that_lets_in_and_who_is_told(school, head, capsys, settings):
    settings.SENDS_MAIL = True
    reachable(make_adult(school, "Ruth Adeyemi", "chair"))
    let_in(sign_in_name=head.account.sign_in_name.upper(), lost_second_step=True)
    shown = capsys.readouterr().out
    assert "1 of them is told by mail" in shown
    assert PASSWORD not in shown
    words = shown.split("one-time code")[1].split()[0]
    assert use_sign_in_code(sign_in_name=head.account.sign_in_name, words=words, at=timezone.now()) == head.account


def test_without_mail_the_operator_is_asked_to_tell_the_chair(school, head, capsys, settings):
    settings.SENDS_MAIL = False
    reachable(make_adult(school, "Ruth Adeyemi", "chair"))
    let_in(sign_in_name=head.account.sign_in_name, lost_second_step=False)
    assert "tell the chair of governors yourself" in capsys.readouterr().out


def test_names_that_open_nothing_are_refused_in_words(school, head):
    with pytest.raises(ConfigurationError, match="Nobody who is at a school"):
        let_in(sign_in_name="nobody@example.org", lost_second_step=False)
    teacher = make_adult(school)
    with pytest.raises(ConfigurationError, match="Nothing was changed"):
        let_in(sign_in_name=teacher.account.sign_in_name, lost_second_step=False)


def test_the_line_leads_the_chair_and_the_it_lead_to_a_page_that_is_open_to_them(school, head):
    adopt(school)
    open_for(head, at=timezone.now())
    for role in ("chair", "it_lead"):
        visitor = Visitor.at(school, f"Holder {role}", role).open("/desk/")
        assert "Priya Hartwell was let back in by the operator" in visitor.text
        visitor.follow("Priya Hartwell was let back in")
        assert visitor.response.status_code == 200
