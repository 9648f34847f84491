"""What do those who look after the public pages need to know? Which are due for review, and which did not help."""
