"""What adults do under the policy, one noun a file."""

from .agreement import Agreement, AgreementPupil, AgreementStep, ParentCode, ParentLink, Way
from .declaration import Declaration, DeclarationAct, DeclarationNote, DeclarationVersion, Link, WithWhom, YearlyLook
from .kept_answer import KeptAnswer
from .note import Note, NoteConcern, NoteDesk, NoteKind, Unchangeable
from .note_step import NoteStep, StepKind
from .phone import Phone
from .protocol import Protocol, ProtocolDecision, Route

__all__ = [
    "Agreement",
    "AgreementPupil",
    "AgreementStep",
    "Declaration",
    "DeclarationAct",
    "DeclarationNote",
    "DeclarationVersion",
    "KeptAnswer",
    "Link",
    "Note",
    "NoteConcern",
    "NoteDesk",
    "NoteKind",
    "NoteStep",
    "ParentCode",
    "ParentLink",
    "Phone",
    "Protocol",
    "ProtocolDecision",
    "Route",
    "StepKind",
    "Unchangeable",
    "Way",
    "WithWhom",
    "YearlyLook",
]
