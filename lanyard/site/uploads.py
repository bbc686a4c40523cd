"""No page takes a file, unless it brings its own way of receiving one."""

from __future__ import annotations

from django.core.exceptions import TooManyFilesSent
from django.core.files.uploadhandler import FileUploadHandler


class RefuseFiles(FileUploadHandler):
    """What receives files wherever a page says nothing else: it refuses at the first one."""

    def new_file(self, *args, **kwargs):
        """Refuse the request as one that no form of ours makes."""
        raise TooManyFilesSent("this page takes no file")

    def receive_data_chunk(self, raw_data, start):
        """Never reached."""
        raise TooManyFilesSent("this page takes no file")

    def file_complete(self, file_size):
        """Nothing was received."""
        return None
