"""What Mirsad takes in time and memory: `make bench`, or python -m tests.benchmarks [SUBJECT…]."""
