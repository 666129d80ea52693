"""Work that fills gigabytes: done in a process of its own, whose memory is given back when it ends."""

from dashboard.state.apart.ground import Ground
from dashboard.state.apart.parting import Asked, apart, is_large

__all__ = ["Asked", "Ground", "apart", "is_large"]
