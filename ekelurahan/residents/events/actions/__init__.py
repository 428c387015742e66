"""Everything that writes events, and through them people and cards."""
