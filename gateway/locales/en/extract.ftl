# The extract from the register and its check by number.
extract = Extract from the register of clusters
extract-link = Extract (PDF)
extract-number = Number
extract-as-of = As of
extract-last-entry = Last entry about the cluster
extract-cluster-name = Cluster
extract-cluster = Number in the register
extract-status = Standing on the register
extract-reason = Reason
extract-level = Level
extract-edition = Edition of the rulebook
extract-participants = Participants
extract-total = In all
extract-fields = What is stated and how it is supported
extract-more = { $n ->
    [one] { $shown } more is in the card inside this file.
   *[other] { $shown } more are in the card inside this file.
}
extract-log = Entry in the log
extract-position = Position
extract-digest = SHA-256 of the card
extract-origin = Log
extract-size = Entries in the checkpoint
extract-root = Root of the tree
extract-check = Check whether the extract is right and whether the card has changed since:
extract-attached = Inside this file are the card (JSON) and the proof of its last entry (.tlog-proof). They can be checked without the registry’s site.

extract-of-number = Extract
extract-genuine = The number is right: the registry shows such a card at this position of the log. Compare what stands below with the paper.
extract-genuine-otherwise = The extract is genuine: the registry gave it this number. But the card at this position of the log is shown otherwise today than on the paper.
extract-hidden = Some of it has been hidden or erased by law since. So the registry doesn’t show all that stands on the paper, and the card’s digest is another one.
extract-shown-otherwise = None of it has been hidden since. Either an earlier hiding by law was lifted, or the registry’s program was updated and writes the card otherwise.
extract-digest-paper = SHA-256 of the card on paper (its beginning)
extract-digest-today = SHA-256 of the card today
extract-same = Nothing was recorded in the card since.
extract-changed = The card has changed since, its last entry was recorded on { $day }. The extract holds for its date only.
extract-difference = What changed
extract-how = You can check the proof of the entry yourself:
