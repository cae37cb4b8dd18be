"""What every page shares: texts, form tokens, headers, error pages, health."""
