"""Two rows of one person become one, by an event; or it is written down that they are two."""
