"""Reading an export: encodings, separators, workbooks and header rows, every cell as text."""
