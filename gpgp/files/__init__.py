"""The only room that opens ``data/`` and ``reports/``."""

from gpgp.files.places import Project, check_name, open_project
from gpgp.files.purging import purge_consultation
from gpgp.files.reading import (
    hash_bytes,
    read_bytes,
    read_consultation,
    read_export,
    read_joined,
)
from gpgp.files.stage_tables import (
    read_staged,
    read_table,
    read_tables,
    write_staged,
    write_table,
    write_tables,
)
from gpgp.files.writing import add_consultation, hold_lock, publish, write_whole

__all__ = [
    "Project",
    "add_consultation",
    "check_name",
    "hash_bytes",
    "hold_lock",
    "open_project",
    "publish",
    "purge_consultation",
    "read_bytes",
    "read_consultation",
    "read_export",
    "read_joined",
    "read_staged",
    "read_table",
    "read_tables",
    "write_staged",
    "write_table",
    "write_tables",
    "write_whole",
]
