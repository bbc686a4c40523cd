"""One noun a file: Event, Job."""

from .event import Event
from .job import Job

__all__ = ["Event", "Job"]
