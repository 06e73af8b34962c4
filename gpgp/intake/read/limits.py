"""How large an export may be. Above these it is refused before it is parsed."""

MAX_ROWS = 1_048_576  # what a spreadsheet can hold
MAX_COLUMNS = 5_000  # the widest real export seen has 367
MAX_CELL_CHARACTERS = 10_000_000  # a comment of 5 MB passes; a spreadsheet holds 32,767
MAX_CELLS = 40_000_000  # of a workbook: its reader holds the whole rectangle in memory
MAX_UNPACKED_BYTES = 1_500_000_000  # of a workbook, all parts together
MAX_PART_BYTES = 1_000_000_000  # of one part of a workbook
MAX_PARTS = 10_000
MAX_RATIO = 100  # unpacked to packed; real workbooks reach 30
LEAST_BYTES_FOR_RATIO = 5_000_000  # small parts that compress well are harmless
CHILD_MEMORY_BYTES = 3_000_000_000
CHILD_SECONDS = 180
