"""Every figure that the project claims, by a command that anyone can run."""
