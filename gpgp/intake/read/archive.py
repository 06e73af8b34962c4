"""A workbook's zip archive, checked against the limits before anything parses it.

Sizes are taken twice: as the archive declares them, and by unpacking in a stream that keeps
nothing, because what an archive declares can be a lie.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from gpgp.errors import InputError
from gpgp.intake.read.accepted_files import (
    LEAST_BYTES_FOR_RATIO,
    MAX_PART_BYTES,
    MAX_PARTS,
    MAX_RATIO,
    MAX_UNPACKED_BYTES,
)

_CHUNK = 1 << 18
_LOCAL_HEADER = struct.Struct("<26xHH")  # lengths of the name and of the extra field
_ENCRYPTED = 0x1
_MACROS = "xl/vbaproject.bin"
_OTHER_KINDS = (
    ("xl/workbook.bin", "a binary workbook (.xlsb)", "save it as XLSX or CSV"),
    ("index/document.iwa", "an Apple Numbers document", "export it as XLSX or CSV"),
    ("index.zip", "an Apple Numbers document", "export it as XLSX or CSV"),
    ("content.xml", "an OpenDocument file", "save it as XLSX or CSV"),
    ("word/document.xml", "a Word document", "ask for the export as CSV or XLSX"),
    ("ppt/presentation.xml", "a presentation", "ask for the export as CSV or XLSX"),
)


def open_archive(content: bytes, *, file_name: str) -> zipfile.ZipFile:
    """Open a zip archive whose declared sizes are within the limits.

    Raises
    ------
    InputError
        Not a whole archive, or larger when unpacked than the limits allow.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error):
        raise InputError(f"{file_name}: the archive is damaged; export the file again.") from None
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise InputError(f"{file_name}: {len(parts):,} parts, the limit is {MAX_PARTS:,}.")
    for part in parts:
        _check_size(part.file_size, part.compress_size, file_name)
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED_BYTES:
        raise _too_large(total, MAX_UNPACKED_BYTES, file_name)
    _check_size(total, len(content), file_name)
    return archive


def check_workbook(archive: zipfile.ZipFile, *, file_name: str) -> None:
    """Refuse an archive that is not a plain XLSX workbook.

    Raises
    ------
    InputError
        Names the real type.
    """
    names = {name.casefold() for name in archive.namelist()}
    if _MACROS in names:
        raise InputError(f"{file_name}: the workbook holds macros; save it as XLSX without them.")
    if "xl/workbook.xml" in names:
        return
    for mark, found, advice in _OTHER_KINDS:
        if mark in names:
            raise InputError(f"{file_name}: the file is {found}; {advice}.")
    raise InputError(f"{file_name}: the file is a zip archive; unpack it.")


def stream_part(content: bytes, part: zipfile.ZipInfo, *, file_name: str) -> Iterator[bytes]:
    """Unpack one part piece by piece, whatever size the archive declares.

    Raises
    ------
    InputError
        It unpacks to more than the limits allow, is encrypted, or is damaged.
    """
    if part.flag_bits & _ENCRYPTED:
        raise InputError(f"{file_name}: the workbook is protected with a password.")
    try:
        name_length, extra_length = _LOCAL_HEADER.unpack_from(content, max(part.header_offset, 0))
    except struct.error:
        raise InputError(f"{file_name}: the workbook is damaged; export it again.") from None
    start = part.header_offset + 30 + name_length + extra_length
    packed = memoryview(content)[start : start + part.compress_size]
    n_bytes = 0
    try:
        for piece in _inflate(packed, part.compress_type):
            n_bytes += len(piece)
            _check_size(n_bytes, part.compress_size, file_name)
            yield piece
    except zlib.error:
        raise InputError(f"{file_name}: the workbook is damaged; export it again.") from None


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == zipfile.ZIP_STORED:
        yield bytes(packed)
        return
    if method != zipfile.ZIP_DEFLATED:
        raise zlib.error("packed in a way that no workbook is")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), _CHUNK):
        piece = unpacker.decompress(packed[start : start + _CHUNK], _CHUNK)
        while piece:
            yield piece
            piece = unpacker.decompress(unpacker.unconsumed_tail, _CHUNK)


def _check_size(n_bytes: int, n_packed: int, file_name: str) -> None:
    if n_bytes > MAX_PART_BYTES:
        raise _too_large(n_bytes, MAX_PART_BYTES, file_name)
    if n_bytes > LEAST_BYTES_FOR_RATIO and n_bytes > MAX_RATIO * max(n_packed, 1):
        raise InputError(
            f"{file_name}: the workbook unpacks to more than {MAX_RATIO} times its size, as no "
            "export does; refused as hostile. Save the sheet as CSV."
        )


def _too_large(n_bytes: int, limit: int, file_name: str) -> InputError:
    return InputError(
        f"{file_name}: the workbook unpacks to {n_bytes:,} bytes or more, the limit is {limit:,}; "
        "save the sheet as CSV."
    )
