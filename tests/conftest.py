"""What holds for every test."""

from hypothesis import settings

# Time is measured in benchmarks/; here a busy machine is no failure.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
