"""A number as those see it who may not see it whole."""


def mask(number: str) -> str:
    """`138****0001`; short numbers are all stars."""
    if len(number) >= 10:
        return f"{number[: len(number) - 8]}****{number[-4:]}"
    if len(number) >= 7:
        return f"{number[: len(number) - 6]}****{number[-2:]}"
    return "*" * len(number)


def masked_in(text: str, number: str) -> str:
    """A text in which that number, wherever it stands, is masked."""
    return text.replace(number, mask(number)) if number else text
