"""Features of a history, and the bundle reader. Numpy only: a Bento carries this whole folder."""
