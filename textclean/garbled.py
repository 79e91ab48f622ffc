"""stub"""
def suspicious(value: str) -> bool:
    return False
