"""What adults do under the policy, one noun a file."""

from .acknowledgement import Acknowledgement, Extent, Method, Response, TakenUp
from .agreement import Agreement, AgreementPupil, AgreementStep, ParentCode, ParentLink, Way
from .campaign import Campaign
from .declaration import Declaration, DeclarationAct, DeclarationNote, DeclarationVersion, Link, WithWhom, YearlyLook
from .kept_answer import KeptAnswer
from .note import Note, NoteConcern, NoteDesk, NoteKind, Unchangeable
from .note_step import NoteStep, StepKind
from .phone import Phone
from .profile import ProfileDecision, ProfileException, ProfileStanding
from .protocol import Protocol, ProtocolDecision, Route
from .reading import ClauseRead, ScenarioCheck
from .review import ReviewDone

__all__ = [
    "Acknowledgement",
    "Agreement",
    "AgreementPupil",
    "AgreementStep",
    "Campaign",
    "ClauseRead",
    "Declaration",
    "DeclarationAct",
    "DeclarationNote",
    "DeclarationVersion",
    "Extent",
    "KeptAnswer",
    "Link",
    "Method",
    "Note",
    "NoteConcern",
    "NoteDesk",
    "NoteKind",
    "NoteStep",
    "ParentCode",
    "ParentLink",
    "Phone",
    "ProfileDecision",
    "ProfileException",
    "ProfileStanding",
    "Protocol",
    "ProtocolDecision",
    "Response",
    "ReviewDone",
    "Route",
    "ScenarioCheck",
    "StepKind",
    "TakenUp",
    "Unchangeable",
    "Way",
    "WithWhom",
    "YearlyLook",
]
