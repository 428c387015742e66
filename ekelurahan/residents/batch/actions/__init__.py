"""Writing many people at once: staged, then merged."""

from ekelurahan.residents.batch.actions.merging import Merged, compare, merge, write
from ekelurahan.residents.batch.actions.staging import make_second_heads_others, stage

__all__ = ["Merged", "compare", "make_second_heads_others", "merge", "stage", "write"]
