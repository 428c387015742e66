"""The forms of the registry: for each kind of event a table of what is asked, and what is done with the answers."""
