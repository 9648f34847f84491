"""What does a body outside the council get to read of a case, in one file?"""
