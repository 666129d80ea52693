"""`python -m cli` is the command `akteursnetz`."""

from cli.main import main

main()
