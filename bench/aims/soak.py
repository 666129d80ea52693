"""Many people at once for some minutes: pages in any order, pauses as of readers; errors, times, growth of memory."""

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.aims.commands import p95
from bench.aims.pages import addresses, called
from bench.aims.place import Site
from bench.aims.results import Row
from bench.aims.serving import Served, memory, served
from bench.aims.visitor import Visitor

GROUP = "soak"
PAUSE = (4.0, 16.0)  # seconds somebody reads before the next click
STAY = 12  # pages after which somebody leaves and another one comes


@dataclass(slots=True)
class Told:
    """What all visitors saw."""

    times: dict[str, list[float]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, page: str, seconds: float, wrong: tuple[str, ...]) -> None:
        """Note one page."""
        with self.lock:
            self.times.setdefault(page, []).append(seconds)
            self.wrong.extend(wrong)


def measure(site: Site, users: int, minutes: float) -> Iterator[Row]:
    """Serve, open each page once, then let the visitors in."""
    asked = [(name, query, site.people[0].family if name == "akteur" else "") for name, query, _ in addresses(site)]
    with served(site) as place:
        told, begin = Told(), memory(site)
        first = _open_all(place.port, asked, site.limit, told)
        before = memory(site)
        samples = _all(place, asked, users, minutes * 60, told, site)
        after = memory(site)
    times = [seconds for found in told.times.values() for seconds in found]
    assert times, "nobody saw a page"
    middle = sorted(times)[len(times) // 2]
    slow = max(told.times, key=lambda page: p95(told.times[page]))
    yield Row(
        GROUP,
        f"{users} people, {minutes:g} minutes",
        seconds=round(middle, 3),
        p95=round(1000 * p95(times)),
        megabytes=round(after.megabytes),
        engine_megabytes=round(after.engine_megabytes),
        units=len(times),
        checked=f"{len(told.wrong)} errors" + (f", first: {told.wrong[0]}" if told.wrong else ""),
        note=f"memory {begin.megabytes:.0f} MB at the start, {before.megabytes:.0f} after each page once, "
        f"{', '.join(f'{s:.0f}' for s in samples)} meanwhile, {after.megabytes:.0f} at the end; slowest {slow}",
    )
    for page, seconds in first.items():
        yield Row(GROUP, f"page {page}, first", seconds=round(seconds, 3))
    for page, found in sorted(told.times.items()):
        yield Row(GROUP, f"page {page}", p95=round(1000 * p95(found)), units=len(found))


def _open_all(port: int, asked: list[tuple[str, str, str]], limit: float, told: Told) -> dict[str, float]:
    """Open each page once, and return the seconds until each was whole; what goes wrong is told."""
    found: dict[str, float] = {}
    for each in asked:
        begin = time.perf_counter()
        try:
            visitor = Visitor(port, limit)
            told.wrong.extend(visitor.go(*each).wrong)
            visitor.close()
        except Exception as error:  # noqa: BLE001 - the other pages are opened all the same
            told.wrong.append(f"{called(*each[:2])}, first: {type(error).__name__}: {error}"[:200])
        found[called(*each[:2])] = time.perf_counter() - begin
    return found


def _all(
    place: Served, asked: list[tuple[str, str, str]], users: int, seconds: float, told: Told, site: Site
) -> list[float]:
    """Let all visitors click until the time is over, and return the memory at four moments."""
    end = time.monotonic() + seconds
    visitors = [
        threading.Thread(target=_click, args=(place.port, asked, n, end, told, site.limit)) for n in range(users)
    ]
    for visitor in visitors:
        visitor.start()
    samples = []
    for _ in range(4):
        time.sleep(max(0.0, min(seconds / 5, end - time.monotonic())))
        samples.append(memory(site).megabytes)
    for visitor in visitors:
        visitor.join()
    return samples


def _click(port: int, asked: list[tuple[str, str, str]], number: int, end: float, told: Told, limit: float) -> None:
    chance = random.Random(number)
    time.sleep(chance.uniform(0, PAUSE[1]))
    while time.monotonic() < end:
        try:
            visitor = Visitor(port, limit)
            for _ in range(STAY):
                name, query, holds = chance.choice(asked)
                seen = visitor.go(name, query, holds)
                told.add(called(name, query), seen.whole, seen.wrong)
                time.sleep(max(0.0, min(chance.uniform(*PAUSE), end - time.monotonic())))
                if time.monotonic() >= end:
                    break
            visitor.close()
        except Exception as error:  # noqa: BLE001 - whatever keeps a visitor out is what is counted
            told.add("nobody let in", limit, (f"{type(error).__name__}: {error}"[:200],))
            time.sleep(1)
