"""How well one person written twice is found: made-up people, copies with errors, and people who are only alike."""
