"""From steps to a fitted, calibrated and exported model."""
