"""An import that is watched on a page: a file waits here, the worker reads it, the page asks how far it is."""
