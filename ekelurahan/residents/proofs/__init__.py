"""Photos and PDFs that prove an event."""
