"""Receiving a file of evidence: each piece goes straight through encryption, so that none is ever readable on the disk.

Nothing is received unless the page was given a ``FilePermit`` for this case: without one there is no
handler that could take a byte, and the request is answered without its body being read (decision 103).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import TracebackType

from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from lanyard.concerns.actions.evidence import MOST, begin_file
from lanyard.concerns.actions.items import Prepared
from lanyard.concerns.models import Case
from lanyard.concerns.sessions import is_upload
from lanyard.policy.routes.files import FilePermit
from lanyard.proof.blobs import Incoming, NotStored, TooLarge

#: The field that holds the file, and the field behind it that shows that the whole form came.
FILE, END = "file", "end"
#: How much of the beginning is kept in memory, to say what kind of file it is and what a mail’s own lines say.
BEGINNING = 256 * 1024
#: What a form brings besides its file: its boxes, the marks of the parts.
BESIDE = 512 * 1024
#: A refused upload of up to so many bytes is read to its end and thrown away.
READ_ON = 64 * 1024**2
BROKEN = "The file did not come in whole. Nothing of it was kept. Send it again."
MISSING = "Choose a file"
TOO_LARGE = (
    "The file is larger than 2 GB. Nothing of it was kept. Say in words what it is, and the police can be given it another way."
)
ONE_ONLY = "Send one file at a time, so that each has its own origin. Nothing was kept."


class Sealing(FileUploadHandler):
    """Takes the one file of a request into a sealed blob. Use it as a context: what was not taken out is gone afterwards."""

    def __init__(self, request: HttpRequest, case: Case, permit: FilePermit) -> None:
        super().__init__(request)
        self.case, self.permit = case, permit
        self.prepared: Prepared | None = None
        self.incoming: Incoming | None = None
        self.name = self.kind = ""
        self.beginning = bytearray()
        self.size = 0
        self.problem = ""
        self.ended = False
        self.content_length = READ_ON + 1

    def __enter__(self) -> Sealing:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._give_up()

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """Refuse what says itself that it is too large, before any of it is read."""
        self.content_length = content_length
        if content_length > MOST + BESIDE:
            self._refuse(TOO_LARGE)

    def new_file(self, field_name, file_name, content_type, content_length, charset=None, content_type_extra=None):
        """Begin a sealed blob for the file."""
        super().new_file(field_name, file_name, content_type, content_length, charset, content_type_extra)
        if field_name != FILE or self.prepared is not None:
            self._refuse(ONE_ONLY)
        self.name, self.kind = file_name, content_type
        try:
            self.prepared, self.incoming = begin_file(self.case, self.permit)
        except ValidationError as error:
            self._refuse(error.messages[0])
        except NotStored as error:
            self._refuse(error.strerror)

    def receive_data_chunk(self, raw_data, start):
        """Seal a piece. Nothing of it is handed on."""
        if self.incoming is None:
            self._refuse(BROKEN)
        try:
            self.incoming.write(raw_data)
        except TooLarge:
            self._refuse(TOO_LARGE)
        except NotStored as error:
            self._refuse(error.strerror)
        self.size += len(raw_data)
        if (room := BEGINNING - len(self.beginning)) > 0:
            self.beginning += raw_data[:room]

    def file_complete(self, file_size):
        """The file has ended; whether it came whole is known only once the form has ended too."""
        self.ended = True

    def upload_interrupted(self):
        """The parser stopped: leave nothing."""
        self._give_up()

    def whole(self) -> Incoming:
        """The file, once the whole form has come. Raises ``ValidationError`` with what went wrong."""
        if self.problem:
            raise ValidationError(self.problem)
        if self.prepared is None:
            raise ValidationError(MISSING)
        if not self.ended or self.request.POST.get(END) != "yes" or self.incoming is None:
            raise ValidationError(BROKEN)
        found, self.incoming = self.incoming, None
        return found

    def _refuse(self, problem: str):
        self.problem = self.problem or problem
        self._give_up()
        # A little more is read on, so that a browser listens to the answer; a lot is not.
        raise StopUpload(connection_reset=self.content_length > READ_ON)

    def _give_up(self) -> None:
        if self.incoming is not None:
            self.incoming.abandon()
            self.incoming = None


def takes_upload(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a view decide for itself when the body of an upload is read; every other form is checked before it.

    Looking for the form’s token reads the whole request, so ``receive`` does both.
    """
    protected = csrf_protect(view)

    @wraps(view)
    def choose(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        uploads = request.method == "POST" and is_upload(request)
        return (view if uploads else protected)(request, *args, **kwargs)

    return csrf_exempt(choose)


def receive(request: HttpRequest, case: Case, permit: FilePermit, take: Callable[[Sealing], HttpResponse]) -> HttpResponse:
    """Read an upload into a sealed blob, check the form’s token, and let ``take`` name it or say what is wrong."""
    with Sealing(request, case, permit) as sealing:
        request.upload_handlers = [sealing]
        try:
            request.POST  # noqa: B018 - reads the body, which the token stands in
        except StopUpload:
            # Raised before the first part: there is no form to look for a token in.
            return take(sealing)
        except (MultiPartParserError, UnreadablePostError):
            sealing.problem = sealing.problem or BROKEN
            return take(sealing)

        def checked(request: HttpRequest) -> HttpResponse:
            return take(sealing)

        return csrf_protect(checked)(request)
