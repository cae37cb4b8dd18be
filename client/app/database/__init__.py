"""The page's own database: its tables, and how it is opened, read, written and waited for."""
