"""The journeys that end in a note, one a file."""

from .emergency_call import EmergencyCalling
from .judgement import Judging
from .noted import Noting
from .pupil_page import LookingAtPage
from .pupil_request import PupilRequesting
from .pupil_told import PupilTelling

__all__ = ["EmergencyCalling", "Judging", "LookingAtPage", "Noting", "PupilRequesting", "PupilTelling"]
