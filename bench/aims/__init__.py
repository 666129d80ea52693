"""The table of aims: each row measured from outside, with its answer checked, beside what others would use for it."""
