"""One person once: two rows that may be one person are found as they are entered and at night, looked at, and merged."""
