"""Check digits of ISO 7064."""


def mod_11_2(digits: str) -> str:
    """Return the check character, "0".."9" or "X". Source: ISO 7064, MOD 11-2."""
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2 % 11
    return "10X98765432"[total]


def mod_97_10(digits: str) -> str:
    """Return the two check digits, "02".."98". Source: ISO 7064, MOD 97-10."""
    return f"{98 - int(digits) * 100 % 97:02d}"
