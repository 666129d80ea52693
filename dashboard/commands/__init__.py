"""The commands of `akteursnetz`, grouped by what they do. A command parses, calls one function and prints."""
