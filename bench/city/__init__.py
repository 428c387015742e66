"""`make bench-city`: how fast the house is with a whole city in it."""
