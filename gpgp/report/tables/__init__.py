"""The printed tables, each declared once, with the function that fills it from true tables."""

from gpgp.report.tables.every_table import (
    DECLARED,
    drawn_items,
    order_tables,
    protect_material,
    protect_tables,
)

__all__ = ["DECLARED", "drawn_items", "order_tables", "protect_material", "protect_tables"]
