"""What follows an import in the worker: looking for people who stand in the registry twice now."""
