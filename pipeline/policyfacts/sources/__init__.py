"""Where papers are: files, folders, globs, zip archives, and remote stores; and their bytes, wherever they are.

places = named(["papers/", "old.zip", "s3://bucket/2024/"])    # a Location each, nothing read yet
others = found(["papers/"]).lying                              # what lies beside the papers and is no PDF
data = bytes_of(located("old.zip/annex.pdf"))                      # the bytes of what a table names
"""

from policyfacts.sources.archives import Member
from policyfacts.sources.local import File
from policyfacts.sources.location import Hashed, Location, Missing, bytes_of, sha256_of
from policyfacts.sources.named import Found, Listed, found, identity, located, named, named_in_list

__all__ = [
    "File",
    "Found",
    "Hashed",
    "Listed",
    "Location",
    "Member",
    "Missing",
    "bytes_of",
    "found",
    "identity",
    "located",
    "named",
    "named_in_list",
    "sha256_of",
]
