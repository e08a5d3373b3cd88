"""Writers: one module a file format, bytes or text out."""
