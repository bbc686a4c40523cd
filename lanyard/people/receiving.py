"""Receiving files on the few pages that take some: in memory, up to a cap, and nowhere else.

Every other page refuses a file (``lanyard.site.uploads``). Whoever sends more than the cap gets
the page again with words that say so.
"""

from __future__ import annotations

import io
from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt, csrf_protect

#: Beyond this many caps the request is refused at once, instead of reading on to the end of it.
FAR_TOO_MUCH = 5


class Capped(FileUploadHandler):
    """Holds the files of one request in memory, ``most`` bytes of them together."""

    def __init__(self, request: HttpRequest, most: int) -> None:
        super().__init__(request)
        self.most, self.received, self.too_large = most, 0, False
        self._held: io.BytesIO | None = None

    def handle_raw_input(self, input_data, META, content_length, boundary, encoding=None):
        """Look at what the request says of its own length."""
        if content_length > FAR_TOO_MUCH * self.most:
            raise RequestDataTooBig("far more than this page takes")

    def new_file(self, *args, **kwargs):
        """The next file begins."""
        super().new_file(*args, **kwargs)
        self._held = io.BytesIO()

    def receive_data_chunk(self, raw_data, start):
        """Hold a piece, or stop when it is too much."""
        self.received += len(raw_data)
        if self.received > self.most:
            self.too_large, self._held = True, None
            raise StopUpload(connection_reset=False)
        self._held.write(raw_data)

    def file_complete(self, file_size):
        """Hand the file over."""
        assert self._held is not None
        self._held.seek(0)
        return InMemoryUploadedFile(
            file=self._held,
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )


def receives_files(most: int) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view receive files, ``most`` bytes of them together; ``request.files_too_large`` says whether it was more.

    The form's token is checked here, because looking for it reads the whole request.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        protected = csrf_protect(view)

        def receiving(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            handler = Capped(request, most)
            request.upload_handlers = [handler]
            request.files_too_large = lambda: handler.too_large
            return protected(request, *args, **kwargs)

        receiving.__name__, receiving.__doc__, receiving.__module__ = view.__name__, view.__doc__, view.__module__
        return csrf_exempt(receiving)

    return declare
