"""Every row of the registry is what its events made of it: replayed, and compared."""
