"""What is asked of the index, by concern; none of it changes anything."""
