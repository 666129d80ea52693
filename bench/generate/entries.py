"""The entry of one organisation in the invented register: staff, board, memberships, topics, where it is."""

from bench.generate import sizes
from bench.generate.actors import house, human, misspelt
from bench.generate.documents import Document, name_house, name_person
from bench.generate.events import topic_name
from bench.generate.plan import Plan
from bench.generate.words import SEATS
from graph.model.fold import fold

SLIPS = 0.02  # share of the seats that name somebody with a slip of the keyboard and no address
NETWORK = 0.02  # share of the organisations that fund, follow or work with another one
_ENTRY = 5


class Entry:
    """The entry of one organisation."""

    def __init__(self, plan: Plan, document: Document, number: int) -> None:
        self.plan, self.document, self.number = plan, document, number
        self.chance = plan.chance(_ENTRY, number)
        self.ref = name_house(plan, document, number)

    def state(self) -> None:
        """State everything, in the order of a register."""
        for person in self.plan.staff(self.number):
            ref = name_person(self.plan, self.document, person)
            self.document.state("WORKS_FOR", ref, self.ref, role=human(self.plan, person).job)
        land = house(self.plan, self.number).land
        self.document.state("ACTIVE_IN", self.ref, self.document.node(f"r{land}", "Region", land))
        for _ in range(self.some(sizes.topics(self.chance))):
            topic = int(self.plan.topics * self.chance.random() ** 1.6)
            self.document.state("DEALS_WITH", self.ref, self.document.node(f"t{topic}", "Topic", topic_name(topic)))
        self.seats()
        for _ in range(self.some(sizes.memberships(self.chance))):
            self.to("MEMBER_OF", role=self.chance.choice(("Mitglied", "Mitglied", "Fördermitglied", "")))
        for type_ in ("COOPERATES_WITH", "FUNDS", "SUCCEEDS"):
            if self.chance.random() < NETWORK:
                self.to(type_)

    def seats(self) -> None:
        """State the board: half of them are staff, half come from elsewhere in the scene."""
        staff, scene = self.plan.staff(self.number), self.plan.scene_people(self.plan.scene_of(self.number))
        for _ in range(self.some(sizes.seats(self.chance))):
            pool = staff if staff and self.chance.random() < 0.5 else scene or range(self.plan.people)
            person, since = self.chance.choice(pool), 2023 - int(self.chance.paretovariate(0.8)) % 20
            until = str(since + self.chance.randrange(1, 6)) if self.chance.random() < 0.2 else ""
            ref = self.slip(person) if self.chance.random() < SLIPS else name_person(self.plan, self.document, person)
            self.document.state(
                "MEMBER_OF", ref, self.ref, role=self.chance.choice(SEATS), valid_from=str(since), valid_to=until
            )

    def slip(self, person: int) -> str:
        """Name somebody with a slip of the keyboard: one more node until somebody merges it."""
        it = human(self.plan, person)
        name = f"{it.given} {misspelt(self.chance, it.family)}"
        return self.document.node(f"s{self.number}.{fold(name)}", "Person", name)

    def to(self, type_: str, role: str = "") -> None:
        """State a fact about another organisation; the first of a scene and of all are chosen most often."""
        scene = self.plan.scene(self.plan.scene_of(self.number))
        pool = scene if self.chance.random() < 0.6 else range(self.plan.organisations)
        other = name_house(self.plan, self.document, pool[int(len(pool) * self.chance.random() ** 3)])
        since = str(2023 - int(self.chance.paretovariate(0.8)) % 25)
        self.document.state(type_, self.ref, other, role=role, valid_from=since)

    def some(self, number: int) -> int:
        """Return a share of a number where the network is planned thin; on the average it is exact."""
        share = number * self.plan.density
        return int(share) + (self.chance.random() < share % 1)
