"""What adults do under the policy, one noun a file."""

from .acknowledgement import Acknowledgement, Extent, Method, Response, TakenUp
from .agreement import Agreement, AgreementPupil, AgreementStep, ParentCode, ParentLink, Way
from .campaign import Campaign
from .check_up import CheckUpDone
from .declaration import Declaration, DeclarationAct, DeclarationNote, DeclarationVersion, Link, WithWhom, YearlyLook
from .equipment import Equipment, EquipmentKind, EquipmentTerms, RetiredWhy
from .found_content import FINAL_OUTCOMES, FoundContent, FoundOutcome, FoundStep
from .kept_answer import KeptAnswer
from .loan import Loan, LoanAct, LoanDay, LoanEnding, LoanStanding, LoanStep
from .note import Note, NoteConcern, NoteDesk, NoteKind, Unchangeable
from .note_step import NoteStep, StepKind
from .phone import Phone
from .profile import ProfileDecision, ProfileException, ProfileStanding
from .protocol import Protocol, ProtocolDecision, Route
from .reading import ClauseRead, ScenarioCheck
from .review import ReviewDone

__all__ = [
    "FINAL_OUTCOMES",
    "Acknowledgement",
    "Agreement",
    "AgreementPupil",
    "AgreementStep",
    "Campaign",
    "CheckUpDone",
    "ClauseRead",
    "Declaration",
    "DeclarationAct",
    "DeclarationNote",
    "DeclarationVersion",
    "Equipment",
    "EquipmentKind",
    "EquipmentTerms",
    "Extent",
    "FoundContent",
    "FoundOutcome",
    "FoundStep",
    "KeptAnswer",
    "Link",
    "Loan",
    "LoanAct",
    "LoanDay",
    "LoanEnding",
    "LoanStanding",
    "LoanStep",
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
    "RetiredWhy",
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
