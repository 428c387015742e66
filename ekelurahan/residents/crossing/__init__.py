"""The step over the border between two offices: the only place of this room that opens another office's scope."""
