"""The questions put to the read models, one a module. Each gives plain rows; none knows an event class or the log."""
