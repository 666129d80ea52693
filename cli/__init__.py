"""The command line `akteursnetz`: commands parse what was typed, call one function, and print its answer."""
