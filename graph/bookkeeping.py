"""What is stored beside the network: labels that are none of the schema, and properties that are no claim."""

KEY = "Key"  # a key of a node, with the node that owns it
META = "Meta"  # what the database says of itself
DECISION = "Decision"  # what people decided about nodes
PROPOSAL = "Proposal"  # what a text may say, until somebody decides
ENTRY = "Entry"  # what people note beside the network
KEPT_RECORDS = (DECISION, ENTRY, PROPOSAL)  # what people decided and noted; the rest follows from the network
PRIVACY = "privacy"  # the book of the ledger that says what was done for whom, without names
BOOKKEEPING = (KEY, META, DECISION, PROPOSAL, ENTRY)

PLACE = ("map_x", "map_y")  # where a node stands on the map: no claim, and no part of an export to compare
