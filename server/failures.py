"""Tells of a failure by its kind and place: texts of errors quote what was entered."""


def kind_and_place(failure: BaseException) -> dict[str, str | None]:
    """Return {error: the exception's name, where: file and line that raised it}."""
    place = failure.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_filename}:{place.tb_lineno}" if place else None
    return {"error": type(failure).__name__, "where": where}
