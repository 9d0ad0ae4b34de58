LARGEST_PHOTO = 2 * 1024 * 1024


def photo_type(photo: bytes) -> str:
    """Media type by the first and last bytes, not by what somebody calls it; empty when it is no picture."""
    if photo.startswith(b"\xff\xd8\xff") and photo.rstrip(b"\x00\r\n ").endswith(b"\xff\xd9"):
        return "image/jpeg"
    if photo.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR") and b"IEND" in photo[-16:]:
        return "image/png"
    return ""
