"""Bringing residents along from OpenSID's Excel format: `run` imports a file and returns the report."""

from ekelurahan.residents.importing.actions import run
from ekelurahan.residents.importing.report import Finding, Report

__all__ = ["Finding", "Report", "run"]
