"""The page of a desk, served while a test looks at it."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from policyfacts.review.app import served
from policyfacts.review.desk import Desk


def serving(desk: Desk) -> Iterator[str]:
    """The address at which ``desk`` answers until the iterator is left."""
    server, address = served(desk)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield address
    server.shutdown()
    thread.join()
    server.server_close()
