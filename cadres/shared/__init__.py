"""The kernel (内核): what every app uses and what knows none of them."""
