"""What the record means: read models that can be made again from the log, and the questions put to them."""
