"""GET docs: the description of this API as a page to read, without any script."""

from collections.abc import Iterator
from html import escape
from typing import Any

from flask import Response
from flask_smorest import Blueprint

from server.extensions import rest

blueprint = Blueprint("docs", __name__, url_prefix="/api/docs")

_METHODS = ("get", "post", "put", "patch", "delete")
_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Doorstep API</title></head>
<body>
<h1>Doorstep API {version}</h1>
<p>Generated from <a href="/api/openapi.json">the description</a> that validates each request.
Errors are problem details (RFC 9457).</p>
<table border="1" cellpadding="6">
<thead><tr><th scope="col">Method</th><th scope="col">Address</th>
<th scope="col">What it does</th><th scope="col">Takes</th>
<th scope="col">Answers</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
</body>
</html>
"""


@blueprint.route("")
@blueprint.response(200, content_type="text/html", description="A page.")
def show_docs() -> Response:
    """Give the description as a page."""
    description = rest.spec.to_dict()
    rows = "\n".join(_rows(description["paths"]))
    page = _PAGE.format(version=escape(description["info"]["version"]), rows=rows)
    return Response(page, mimetype="text/html")


def _rows(paths: dict[str, Any]) -> Iterator[str]:
    for path, operations in sorted(paths.items()):
        for method in _METHODS:
            if method in operations:
                yield _row(method, path, operations[method])


def _row(method: str, path: str, operation: dict[str, Any]) -> str:
    cells = [
        f"<code>{method.upper()}</code>",
        f"<code>{escape(path)}</code>",
        escape(operation.get("summary", "")),
        escape(", ".join(_taken(operation))),
        "<br>".join(_answers(operation)),
    ]
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def _taken(operation: dict[str, Any]) -> Iterator[str]:
    for parameter in operation.get("parameters", ()):
        yield parameter.get("name", "")
    for content in operation.get("requestBody", {}).get("content", {}).values():
        yield content.get("schema", {}).get("$ref", "").rpartition("/")[2]


def _answers(operation: dict[str, Any]) -> Iterator[str]:
    for status, response in operation["responses"].items():
        yield f"{escape(str(status))} {escape(response.get('description', ''))}"
