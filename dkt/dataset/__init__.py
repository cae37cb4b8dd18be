"""From a log to encoded steps of students who train, validate and test."""
