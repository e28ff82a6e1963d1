"""What one claim says by itself, aspect by aspect, before it is compared."""
