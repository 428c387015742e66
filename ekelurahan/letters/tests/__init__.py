"""Tests of the paper side of letters, and of what the office does with them."""
