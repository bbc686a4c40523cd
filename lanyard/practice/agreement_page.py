"""What the pages about agreements show: what was asked, and where it stands for each pupil."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from lanyard.practice.agreement_states import Act, State, needs_closing
from lanyard.practice.forms.agreements import SAFEGUARDS
from lanyard.practice.models import Agreement, AgreementPupil, AgreementStep, Way
from lanyard.practice.templatetags.policy import day

#: A state in words: the tag, and what it means for whoever asked.
WORDS = {
    State.WAITING: ("Not agreed yet", "Nothing may be shared yet."),
    State.REFUSED: ("Not agreed", "Nothing may be shared. Use a way through the school."),
    State.LAPSED: ("Never agreed", "Its days passed before both had agreed."),
    State.AGREED: ("Agreed, not begun", "Both have agreed. Nothing may be shared before the first day."),
    State.LIVE: ("In force", "Both have agreed, and it is running."),
    State.WITHDRAWN: ("Withdrawn", "It ended at once. Nothing may be used any more."),
    State.EXPIRED: ("Ended", "Its last day has passed. Nothing may be used any more."),
    State.CLOSED: ("Closed", "It is over, and the details are deleted."),
}
#: How a state looks, in the colours and signs that verdicts have.
LOOKS = {
    State.WAITING: "undecided",
    State.REFUSED: "never",
    State.LAPSED: "silent",
    State.AGREED: "caution",
    State.LIVE: "fine",
    State.WITHDRAWN: "never",
    State.EXPIRED: "agree",
    State.CLOSED: "duties",
}
DONE = {
    Act.LEADER_AGREES: "agreed",
    Act.LEADER_REFUSES: "did not agree",
    Act.LEADER_WITHDRAWS: "ended it",
    Act.PARENT_AGREES: "A parent agreed",
    Act.PARENT_REFUSES: "A parent did not agree",
    Act.PARENT_WITHDRAWS: "A parent took it back",
    Act.ASKER_WITHDRAWS: "took the request back",
    Act.CLOSES: "confirmed that the details are deleted",
}


@dataclass(frozen=True)
class PupilShown:
    """Where it stands for one pupil."""

    pupil: AgreementPupil
    called: str
    state: State
    word: str
    means: str
    look: str
    missing: str
    to_close: bool


def pupil_shown(pupil: AgreementPupil, on: datetime.date) -> PupilShown:
    """Where it stands for one pupil on a day."""
    history = pupil.history
    now = pupil.state(on)
    word, means = WORDS[now]
    missing = ""
    if now == State.WAITING:
        without = [] if history.taken(Act.LEADER_AGREES) else ["a senior leader"]
        without += [] if history.taken(Act.PARENT_AGREES) else ["the parents"]
        missing = f"Waiting for {' and '.join(without)}."
    return PupilShown(pupil, pupil.called, now, word, means, LOOKS[now], missing, needs_closing(history, on))


def pupils_shown(agreement: Agreement, on: datetime.date) -> list[PupilShown]:
    """Where it stands for each pupil, in the order in which they were named."""
    return [pupil_shown(pupil, on) for pupil in sorted(agreement.pupils.all(), key=lambda one: one.number)]


def parents_of(agreement: Agreement) -> list[tuple[str, str]]:
    """How the parents of each pupil are reached: what the pupil is called, and an address, or none for paper."""
    return [(pupil.called, pupil.says.get("parent_email", "")) for pupil in agreement.pupils.all()]


def rows(agreement: Agreement, engine) -> list[dict[str, Any]]:
    """What was asked, in words."""
    says = agreement.says
    kept_safe = "\n".join(dict(SAFEGUARDS).get(each, each) for each in says.get("safeguards", ()))
    told = [
        ("Detail", detail_words(says.get("detail", ""), engine)),
        ("For", says.get("purpose")),
        ("Used", says.get("channel")),
        ("Instead of", says.get("tried")),
        ("First day", day(agreement.starts_on)),
        ("Last day", day(agreement.ends_on)),
        ("Kept safe by", kept_safe),
        ("More", says.get("more")),
        ("Conditions", conditions(agreement)),
    ]
    return [{"key": {"text": name}, "value": {"text": said}} for name, said in told if said]


def detail_words(detail: str, engine) -> str:
    """A kind of detail in the policy’s words, for every reader: “The adult’s own phone number”."""
    if "detail" in engine.vocabulary and detail in engine.vocabulary.fact("detail").value_ids():
        return f"The adult’s {engine.vocabulary.phrase('detail', detail).removeprefix('your ')}"
    return detail


def conditions(agreement: Agreement) -> str:
    """What the senior leader attached to the yes."""
    agreed = next((step for step in agreement.steps.all() if step.act == Act.LEADER_AGREES), None)
    return agreed.says.get("conditions", "") if agreed else ""


def steps_shown(agreement: Agreement) -> list[dict[str, Any]]:
    """Every step, the first first, each as a sentence with its reason."""
    called = {pupil.pk: pupil.called for pupil in agreement.pupils.all()}
    many = len(called) > 1
    return [_step(step, called, many) for step in agreement.steps.all()]


def _step(step: AgreementStep, called: dict, many: bool) -> dict[str, Any]:
    done = DONE[Act(step.act)]
    says = step.says
    if step.act.startswith("parent"):
        name = says.get("name", "")
        how = f", {step.get_way_display()}"
        if step.way == Way.PAPER and step.by is not None:
            how += f" ({step.by.name})"
        sentence = f"{done}{how}{f': {name}' if name else ''}"
    else:
        sentence = f"{step.by.name} {done}" if step.by else done
    about = called.get(step.pupil_id, "") if many else ""
    reason = "\n".join(says[key] for key in ("reason", "conditions", "evidence", "more") if says.get(key))
    return {"at": step.at, "words": sentence, "about": about, "reason": reason}
