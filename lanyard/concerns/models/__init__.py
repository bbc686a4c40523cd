"""The records of concerns, one noun a file."""

from .case import Case, CaseCounter, CaseWrap
from .door import ReportDoor
from .draft import ReportDraft
from .evidence import Evidence, EvidencePlace
from .holder import Holder
from .item import Item, ItemKind
from .kept import Unchangeable
from .receipt import ReportReceipt
from .recovery import RecoveryGround, RecoveryKey, RecoveryRequest

__all__ = [
    "Case",
    "CaseCounter",
    "CaseWrap",
    "Evidence",
    "EvidencePlace",
    "Holder",
    "Item",
    "ItemKind",
    "RecoveryGround",
    "RecoveryKey",
    "RecoveryRequest",
    "ReportDoor",
    "ReportDraft",
    "ReportReceipt",
    "Unchangeable",
]
