"""The rules of teaching as plain values: no Django, no files, no clock, no chance."""
