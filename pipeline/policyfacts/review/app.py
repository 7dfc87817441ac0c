"""The review page's server: on this machine's loopback alone, for whoever has the address with the token.

Another page in the same browser must not be able to read or judge anything: the token is in every address, the Host has
to be ours (DNS rebinding), the Origin of what changes something too, and nothing but our own files may run (CSP).
"""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from flask import Flask, Response, abort, jsonify, request
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, make_server

from policyfacts.errors import PolicyfactsError, StaleRow
from policyfacts.exchange.marks import read_words
from policyfacts.limits import LONGEST_CELL
from policyfacts.review.desk import Desk
from policyfacts.schema import TABLES

_STATIC = Path(__file__).parent / "static"
_TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}
_LARGEST = 4 << 20
"""Bytes of one judgement: a row of a table is far smaller."""


def application(desk: Desk, *, token: str, hosts: frozenset[str]) -> Flask:
    """The server's application; ``hosts`` are the values of Host under which it answers, such as 127.0.0.1:8321."""
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = _LARGEST

    @app.before_request
    def guard() -> None:
        if request.headers.get("Host", "") not in hosts:
            abort(403, "Not under this name.")
        given = request.path.split("/", 2)[1]
        if not hmac.compare_digest(given.encode(), token.encode()):
            abort(403, "The address lacks the token that 'policyfacts review' printed.")
        if request.method not in {"GET", "HEAD"}:
            origin = request.headers.get("Origin", "")
            if origin.removeprefix("http://") not in hosts or not origin.startswith("http://"):
                abort(403, "Not from another page.")
            if request.mimetype != "application/json":
                abort(415, "JSON only.")

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.update(_HEADERS)
        return response

    _refuses(app)
    _shows(app, desk, token)
    _takes(app, desk, token)
    return app


def _refuses(app: Flask) -> None:
    @app.errorhandler(StaleRow)
    def stale(error: StaleRow) -> tuple[Response, int]:
        return jsonify(error=str(error), stale=True), 409

    @app.errorhandler(PolicyfactsError)
    def refuse(error: PolicyfactsError) -> tuple[Response, int]:
        return jsonify(error=str(error)), 422

    @app.errorhandler(HTTPException)
    def missing(error: HTTPException) -> tuple[Response, int]:
        return jsonify(error=error.description), error.code or 500


def _shows(app: Flask, desk: Desk, token: str) -> None:
    files = {path.name: path.read_bytes() for path in _STATIC.iterdir() if path.suffix in _TYPES}

    @app.get(f"/{token}/")
    def page() -> Response:
        return Response(files["review.html"], mimetype="text/html")

    @app.get(f"/{token}/static/<name>")
    def static(name: str) -> Response:
        if name not in files:
            abort(404, "No such file.")
        return Response(files[name], mimetype=_TYPES[Path(name).suffix])

    @app.get(f"/{token}/rows")
    def rows() -> Response:
        return jsonify(desk.overview())

    @app.get(f"/{token}/row/<path:fact_id>")
    def row(fact_id: str) -> Response:
        return jsonify(desk.row(fact_id))

    @app.get(f"/{token}/page/<int:number>/<path:doc>")
    def picture(number: int, doc: str) -> Response:
        return Response(desk.pages.picture(doc, number).webp, mimetype="image/webp")

    @app.get(f"/{token}/words/<int:number>/<path:doc>")
    def words(number: int, doc: str) -> Response:
        return jsonify(desk.words(doc, number))


def _takes(app: Flask, desk: Desk, token: str) -> None:
    @app.post(f"/{token}/texts/<path:doc>")
    def texts(doc: str) -> Response:
        return jsonify(desk.texts(doc, _said("spans")["spans"]))

    @app.post(f"/{token}/read")
    def read() -> Response:
        said = _said("table", "column", "words")
        table = TABLES.get(str(said["table"]))
        if table is None or said["column"] not in table.names or not isinstance(said["words"], list):
            abort(400, "No such column.")
        if len(str(said["words"])) > LONGEST_CELL:
            abort(400, "More words than any cell has.")
        return jsonify(value=read_words(table.column(said["column"]), [str(word) for word in said["words"]]))

    @app.post(f"/{token}/judge")
    def judge() -> Response:
        return jsonify(desk.judge(_said("verdict", "table", "fact_id", "version", "row", "spans", "key", "take")))

    @app.post(f"/{token}/take-back")
    def take_back() -> Response:
        return jsonify(desk.take_back(_said("fact_id", "at")))

    @app.post(f"/{token}/typed")
    def typed() -> Response:
        said = {name: str(value or "") for name, value in _said("table", "column", "text", "doc").items()}
        return jsonify(asdict(desk.typed(said["table"], said["column"], said["text"], said["doc"])))


def _said(*names: str) -> Mapping[str, Any]:
    try:
        said = request.get_json(silent=True)
        json.dumps(said, ensure_ascii=False).encode("utf-8")  # halves of signs can be saved nowhere
    except (RecursionError, UnicodeEncodeError):
        said = None
    if not isinstance(said, dict):
        abort(400, "No JSON object.")
    return {name: said.get(name) for name in names}


def served(desk: Desk, *, port: int = 0) -> tuple[BaseWSGIServer, str]:
    """A server on loopback and the address to open; ``port`` 0 takes a free one. Call ``serve_forever`` on it.

    Raises ``OSError`` where the port is taken.
    """
    token = secrets.token_urlsafe(24)
    hosts: set[str] = set()
    server = make_server("127.0.0.1", port, Flask(__name__), threaded=True)
    hosts |= {f"127.0.0.1:{server.port}", f"localhost:{server.port}"}
    server.app = application(desk, token=token, hosts=frozenset(hosts))
    return server, f"http://127.0.0.1:{server.port}/{token}/"
