"""Bringing residents along from files: `run` imports a file and returns the report."""

from ekelurahan.residents.importing.actions import Wishes, run
from ekelurahan.residents.importing.choosing import Mapping
from ekelurahan.residents.importing.report import Finding, Report

__all__ = ["Finding", "Mapping", "Report", "Wishes", "run"]
