"""Gathers what is wrong in definitions, so that all of it can be told at once."""


class DefinitionError(Exception):
    """Definitions that break the dialect; `problems` names file and place of each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Problems:
    """The problems found so far."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def say(self, where: str, what: str) -> None:
        """Note a problem and the place where it stands."""
        self.found.append(f"{where}: {what}")

    def settle(self) -> None:
        """Go on only if nothing was found.

        Raises:
            DefinitionError: something was.
        """
        if self.found:
            raise DefinitionError(list(dict.fromkeys(self.found)))
