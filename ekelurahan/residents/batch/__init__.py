"""Writing many residents at once: staged by COPY, checked and merged in SQL."""
