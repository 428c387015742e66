"""Handing residents out as files: in our own columns, and in OpenSID's."""
