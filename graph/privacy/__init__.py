"""The rights of the people in the network: to be told, corrected, restricted and erased, and not kept for ever."""
