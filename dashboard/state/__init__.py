"""What the pages ask of the network, worked out once for each data version and kept."""
