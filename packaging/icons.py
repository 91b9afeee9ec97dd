"""Makes the icons that systems want from the drawing ``resources/icons/app.svg``.

``python packaging/icons.py`` writes ``app.png``, ``app.ico`` and ``app.icns`` beside
it; needs ``rsvg-convert`` and Pillow.
"""

from __future__ import annotations

import io
import struct
import subprocess
from pathlib import Path

ICONS = Path(__file__).resolve().parents[1] / "resources" / "icons"
PNG_SIZE = 256
ICO_SIZES = (16, 20, 24, 32, 40, 48, 64, 256)
ICNS_KINDS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08",
              512: b"ic09", 1024: b"ic10"}  # fmt: skip


def main() -> None:
    """Write all three."""
    pictures = {size: picture(size) for size in {PNG_SIZE, *ICO_SIZES, *ICNS_KINDS}}
    (ICONS / "app.png").write_bytes(pictures[PNG_SIZE])
    (ICONS / "app.ico").write_bytes(ico([pictures[size] for size in ICO_SIZES]))
    (ICONS / "app.icns").write_bytes(
        icns([(kind, pictures[size]) for size, kind in ICNS_KINDS.items()])
    )


def picture(size: int) -> bytes:
    """Draw the icon as PNG, so many pixels wide."""
    drawn = subprocess.run(
        ["rsvg-convert", "-w", str(size), "-h", str(size), ICONS / "app.svg"],
        check=True, capture_output=True,
    )  # fmt: skip
    return drawn.stdout


def ico(pictures: list[bytes]) -> bytes:
    """Join pictures to an icon for Windows: small ones as bitmaps, others as PNG."""
    from PIL import Image

    entries, images = b"", b""
    start = 6 + 16 * len(pictures)
    for data in pictures:
        image = Image.open(io.BytesIO(data))
        single = io.BytesIO()
        kind = "bmp" if image.width < 256 else "png"
        image.save(single, format="ICO", sizes=[image.size], bitmap_format=kind)
        # After a head of 6 bytes: what the picture is, its length, its place.
        entry, body = single.getvalue()[6:22], single.getvalue()[22:]
        entries += entry[:8] + struct.pack("<II", len(body), start + len(images))
        images += body
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + images


def icns(pictures: list[tuple[bytes, bytes]]) -> bytes:
    """Join pictures to an icon for macOS."""
    body = b"".join(
        kind + struct.pack(">I", len(data) + 8) + data for kind, data in pictures
    )
    return b"icns" + struct.pack(">I", len(body) + 8) + body


if __name__ == "__main__":
    main()
