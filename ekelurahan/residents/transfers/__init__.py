"""Moves between two offices of the city: sent by one, taken up or refused by the other."""
