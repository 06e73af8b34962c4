"""The only room that opens ``data/`` and ``reports/``."""

from gpgp.storage.coding import (
    add_to_coding,
    hash_coding,
    is_analysed_since,
    is_decided_since,
    list_records,
    list_releases,
    read_coding,
    read_coding_folder,
    read_salt,
    read_unsaved,
    remove_coding,
    write_coding,
    write_unsaved,
)
from gpgp.storage.kept_runs import keep_run, list_runs, read_run
from gpgp.storage.locking import hold_lock
from gpgp.storage.outputs import check_out_file, check_out_folder
from gpgp.storage.partitions import fill_folder, read_partitions
from gpgp.storage.places import Project, check_file_name, check_name, open_project
from gpgp.storage.purging import purge_consultation
from gpgp.storage.reading import (
    hash_bytes,
    read_bytes,
    read_consultation,
    read_consultation_text,
    read_export,
    read_joined,
)
from gpgp.storage.releasing import (
    check_place,
    hash_tables,
    read_report,
)
from gpgp.storage.stage_tables import (
    list_table_times,
    read_staged,
    read_table,
    read_tables,
    write_staged,
    write_table,
    write_tables,
)
from gpgp.storage.writing import (
    add_consultation,
    add_files,
    publish,
    publish_whole,
    refuse_foreign,
    write_consultation,
    write_whole,
)

__all__ = [
    "Project",
    "add_consultation",
    "add_files",
    "add_to_coding",
    "check_file_name",
    "check_name",
    "check_out_file",
    "check_out_folder",
    "check_place",
    "fill_folder",
    "hash_bytes",
    "hash_coding",
    "hash_tables",
    "hold_lock",
    "is_analysed_since",
    "is_decided_since",
    "keep_run",
    "list_records",
    "list_releases",
    "list_runs",
    "list_table_times",
    "open_project",
    "publish",
    "publish_whole",
    "purge_consultation",
    "read_bytes",
    "read_coding",
    "read_coding_folder",
    "read_consultation",
    "read_consultation_text",
    "read_export",
    "read_joined",
    "read_partitions",
    "read_report",
    "read_run",
    "read_salt",
    "read_staged",
    "read_table",
    "read_tables",
    "read_unsaved",
    "refuse_foreign",
    "remove_coding",
    "write_coding",
    "write_consultation",
    "write_staged",
    "write_table",
    "write_tables",
    "write_unsaved",
    "write_whole",
]
