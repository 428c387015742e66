"""`make bench`: how fast the house is on this machine. Not part of the installed program."""
