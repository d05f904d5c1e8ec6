"""What calls and shifts bring to the catalogue of measures: their columns, measures and folds. Pure."""

from zuoxi.calls.measures import of_calls, of_shifts
from zuoxi.calls.measures.rows import COLUMNS, ROWS
from zuoxi.measures.catalogue import Declared
from zuoxi.measures.share import Folds

MEASURES = Declared(columns=COLUMNS, measures=ROWS)
FOLDS: Folds = (of_calls.FOLD, of_shifts.FOLD)
