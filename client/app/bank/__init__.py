"""The questions: read, shown, graded; numbers as people write them."""
