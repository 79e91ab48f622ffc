"""stub"""
def mixed(value: str, marks: str) -> bool:
    return False
