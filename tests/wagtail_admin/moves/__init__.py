"""Every move comes in by one small form, calls one action, and says why where it cannot be made."""
