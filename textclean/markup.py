"""stub"""
def is_markup(value: str) -> bool:
    return False
def protected(value: str) -> list[tuple[int, int, str]]:
    return []
