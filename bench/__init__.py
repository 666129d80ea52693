"""What is measured: the table of aims from outside, and parts beside others. `python -m bench --help`."""
