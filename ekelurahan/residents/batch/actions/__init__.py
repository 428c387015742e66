"""Writing many people at once: staged, then merged; what cannot be merged is refused."""

from ekelurahan.residents.batch.actions.merging import Merged, compare, merge, write
from ekelurahan.residents.batch.actions.staging import load, make_second_heads_others, match, stage

__all__ = ["Merged", "compare", "load", "make_second_heads_others", "match", "merge", "stage", "write"]
