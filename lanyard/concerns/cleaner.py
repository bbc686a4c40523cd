"""Makes a clean copy of one picture: run by itself, under limits that it sets before it looks at a single byte.

The picture comes in by the standard input, the copy goes out by the standard output. No file can be
written, nothing can be opened any more, so no address either, and memory and time have an end. What
kills it harms nobody. ``lanyard.concerns.cleaning`` starts it.
"""

from __future__ import annotations

import io
import resource
import sys
import warnings

#: Beyond so many dots a picture is refused by its header, before it is unpacked.
MOST_DOTS = 40_000_000
MOST_MEMORY = 1024**3
MOST_SECONDS = 20
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
REFUSED = 3


def limit() -> None:
    """Take away everything that drawing a picture does not need. What is taken away stays away."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    # The three that are open stay so; a fourth, such as a file or a connection, there is none.
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, 3))


def clean(original: bytes) -> bytes:
    """The first picture in it, drawn anew, with nothing but its dots. Raises ``ValueError`` and what Pillow raises."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_DOTS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    with Image.open(io.BytesIO(original), formats=FORMATS) as found:
        wide, high = found.size
        if wide * high > MOST_DOTS or not wide or not high:
            raise ValueError("too many dots")
        found.seek(0)
        turned = ImageOps.exif_transpose(found)
        mode = "RGBA" if "A" in turned.getbands() or "transparency" in turned.info else "RGB"
        drawn = turned.convert(mode)
    # Dots only: no name, place, camera or colour profile comes along.
    bare = Image.new(mode, drawn.size)
    bare.paste(drawn)
    out = io.BytesIO()
    if mode == "RGB":
        bare.save(out, "JPEG", quality=90)
    else:
        bare.save(out, "PNG")
    return out.getvalue()


def warm_up() -> None:
    """Clean a dot of each format, so that all that this ever loads is loaded while something can still be opened."""
    from PIL import GifImagePlugin, Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

    assert all((GifImagePlugin, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin))
    for mode, format_ in (("RGB", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "GIF"), ("RGB", "WEBP"), ("RGB", "MPO")):
        made = io.BytesIO()
        Image.new(mode, (1, 1)).save(made, format_)
        clean(made.getvalue())


def main() -> int:
    """Clean what comes in; 0 when the copy went out, ``REFUSED`` when there is none to be had."""
    warm_up()
    original = sys.stdin.buffer.read()
    limit()
    try:
        copy = clean(original)
    except Exception:
        # What is wrong with a stranger's picture is nobody's fault here, and is told to nobody.
        return REFUSED
    sys.stdout.buffer.write(copy)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
