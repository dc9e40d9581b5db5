"""What it costs: one command that measures everything beside the competitors, `python -m tests.benchmarks`."""
