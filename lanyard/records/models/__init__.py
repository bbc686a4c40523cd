"""One noun a file: Event, Job, and what the transparency log is kept in."""

from .event import Event
from .job import Job
from .log import Checkpoint, CheckpointReason, CheckpointSent, CheckpointStamp, LogEntry, LogNode, LogState, LogTombstone

__all__ = [
    "Checkpoint",
    "CheckpointReason",
    "CheckpointSent",
    "CheckpointStamp",
    "Event",
    "Job",
    "LogEntry",
    "LogNode",
    "LogState",
    "LogTombstone",
]
