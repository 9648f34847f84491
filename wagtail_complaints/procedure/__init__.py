"""The rules: what a complaints procedure is and what it says of a date. Standard library only."""
