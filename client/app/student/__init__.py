"""What students see: practice, feedback, progress."""
