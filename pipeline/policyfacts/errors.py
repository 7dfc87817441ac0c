"""Every exception that Policyfacts raises on purpose.

A message says what is wrong, where, and what to do about it.

    PolicyfactsError
    ├── UsageError            the call itself is wrong (exit code 2)
    │   └── StaleRow          what was judged is not what is there any more
    ├── ReadingError          one paper cannot be read (costs that paper its row)
    │   ├── NotAPdf           the file is empty, or not a PDF at all
    │   ├── DamagedPdf        a PDF, but broken beyond reading
    │   ├── EncryptedPdf      a password is needed, or the one given is wrong
    │   ├── NoTextLayer       pages without any text on them (scans)
    │   └── LimitExceeded     more memory, time, pages or depth than a paper may take
    ├── KnowledgeError        a knowledge file has an entry that cannot be used
    ├── ModelError            a parser or a trained model is missing or does not fit
    ├── TableError            a table has a missing column or a value that breaks the schema
    │   └── GoldError         the same, in a folder of gold
    ├── OutputError           the output folder cannot be written, or does not hold what is needed
    └── EngineError           the cluster cannot be reached, has gone, or runs something else
"""

from __future__ import annotations


class PolicyfactsError(Exception):
    """The base of all errors that Policyfacts raises on purpose."""


class UsageError(PolicyfactsError):
    """The call itself is wrong: an unknown option value, no papers named."""


class StaleRow(UsageError):
    """A row was judged that is not any more as it was shown."""


class ReadingError(PolicyfactsError):
    """One paper cannot be read."""


class NotAPdf(ReadingError):
    """The file is empty, or not a PDF at all."""


class DamagedPdf(ReadingError):
    """A PDF, but broken beyond reading."""


class EncryptedPdf(ReadingError):
    """A password is needed, or the one given is wrong."""


class NoTextLayer(ReadingError):
    """No page of the paper bears text: a scan."""


class LimitExceeded(ReadingError):
    """The paper needs more memory, time, pages or depth than one paper may take."""


class KnowledgeError(PolicyfactsError):
    """A knowledge file has an entry that cannot be used."""


class ModelError(PolicyfactsError):
    """A parser or a trained model is missing or does not fit."""


class TableError(PolicyfactsError):
    """A table has a missing column or a value that breaks the schema."""


class GoldError(TableError):
    """A folder of gold has a missing column or a value that breaks the schema."""


class OutputError(PolicyfactsError):
    """The output folder cannot be written, or does not hold what is needed."""


class EngineError(PolicyfactsError):
    """The cluster cannot be reached, has gone, or runs something else than this machine."""
