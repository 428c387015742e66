"""Years of finished requests for a made-up city."""
