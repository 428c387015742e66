"""Made-up people for the demo: words, families, and filling the offices of Palembang with them."""
