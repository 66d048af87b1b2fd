"""What maintainers run: generated documentation."""
