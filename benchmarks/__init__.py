"""Benchmarks: each workload against a floor measured in the same run. `python -m benchmarks [W3 …]`."""
