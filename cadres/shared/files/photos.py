from cadres.shared.files.pictures import JPEG_START, PNG_START

LARGEST_PHOTO = 2 * 1024 * 1024


def photo_type(photo: bytes) -> str:
    """Media type by the first and last bytes, not by what somebody calls it; empty when it is no picture."""
    if photo.startswith(JPEG_START) and photo.rstrip(b"\x00\r\n ").endswith(b"\xff\xd9"):
        return "image/jpeg"
    if photo.startswith(PNG_START + b"\x00\x00\x00\rIHDR") and b"IEND" in photo[-16:]:
        return "image/png"
    return ""
