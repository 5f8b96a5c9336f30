# Methodology: levels, markers, editions of the rules, the procedure around them.
section-methodology = Methodology
methodology-lead = A cluster’s level of organisational development is computed from what its profile states and others confirm. Nobody assigns it: the rules are open, and anyone can apply them.
methodology-none = No rulebook has been adopted yet.
methodology-how = How levels work
methodology-not-quality = The level tells how mature the cluster’s organisation is, not how good the cluster is. The registry ranks nobody and has no order from best to worst.
methodology-encourage = The rules encourage. Each marker that is not met says what to add, in any order. An honest “withheld” does not spoil a profile’s completeness, and updating a statement never costs a level at once.
methodology-edition = Edition { $edition } is in force
methodology-other-edition = An earlier edition is shown, { $edition }
markers-in-all = { $n ->
    [one] { $shown } marker
   *[other] { $shown } markers
}
markers-of-minimum = { $n ->
    [one] { $shown } minimum requirement
   *[other] { $shown } minimum requirements
}
markers-beyond = { $n ->
    [one] { $shown } marker beyond it
   *[other] { $shown } markers beyond them
}
level-rules-heading = What each level asks for
level-asks-minimum = { $n ->
    [one] { $shown } minimum requirement is met
   *[other] { $shown } minimum requirements are met
}
level-asks-same-minimum = All minimum requirements are met
level-asks-markers = { $n ->
    [one] At least { $shown } marker beyond them is met
   *[other] At least { $shown } markers beyond them are met
}
level-asks-corroboration = The gates are corroborated at least to “{ $degree }” and not disputed
level-gates = Gates
level-one-of = A gate: one of these
all-markers-heading = All markers
all-markers-lead = For a gate it is not enough to be met: it has to be corroborated too. For the others the cluster’s word is enough, unless the exact rule asks for more.
rule-column-marker = Marker
rule-column-add = What to add
rule-column-role = What it is for
exact-rule = Exact rule
role-minimum = minimum requirement
role-waivable = may be met later where the cluster has an official status
role-gate = a gate of { $level }: “{ $degree }” or better
role-one-of = a gate of { $level } is one of { $group }: “{ $degree }” or better
role-counted = counts towards the number of markers
either-or = or
of-level-initial = the initial level
of-level-medium = the medium level
of-level-high = the high level
parameters-heading = Numbers that the rules refer to
parameters-name = Name in the rules
parameters-number = Number

degrees-heading = How statements are corroborated
degrees-lead = A second party is another person from another organisation who knows the matter: a participant, a partner, a linked cluster, a cluster development centre, an authority of the region, or an officer of the registry. The cluster’s own coordinator is no second party.
degree-column = Degree
degree-meaning = What it means
degree-self-declared = The cluster said so itself.
degree-documented = The cluster attached a document or a link.
degree-partially = One party that is entitled to judge it has confirmed it.
degree-fully = An officer matched it with a register or an original, or parties of two different kinds have confirmed it.
degree-asked = Needed by the gates of { $levels }.
lapse-heading = How statements grow old
lapse-ages = What changes has to be renewed: each field has its own time, from { $least } to { $most } months. What cannot change does not grow old.
lapse-grace = After that a statement still counts for { $grace }, and the profile says so. Then it no longer counts until it is renewed.
lapse-change = When a statement is changed, its earlier confirmations hold for { $grace }: time to have the new value confirmed.
lapse-never-silent = Nothing vanishes in silence: each such event is a line in the cluster’s history.
minimum-open-heading = When a minimum requirement is not met
minimum-open = The requirement is shown as open, with a date. It has to be met within { $days }; until then the medium and high levels are out of reach, and after that the record is inactive until the requirements are met.
minimum-waived = A cluster with an official status may enter the register before it meets { $markers }: it has { $days } for them.
minimum-statuses = These statuses are:
contests-heading = When statements are disputed
contest-filed = { $n ->
    [one] Whoever speaks for a cluster, an organisation or a region, or an officer, may file a dispute, and have { $shown } open. Until it is admitted nobody else sees it and it has no effect.
   *[other] Whoever speaks for a cluster, an organisation or a region, or an officer, may file a dispute, and have at most { $shown } open. Until one is admitted nobody else sees it and it has no effect.
}
contest-admitted = An officer admits it, or declines it with a reason, within { $days }.
contest-answered = The cluster answers within { $days }.
contest-decided = An officer decides and gives the reason. Only the decision, or an answer that did not come in time, changes the corroboration.
contest-lifted = What was found not to stand stays disputed when it is said again, in another item about the same thing too. Once it has become true the cluster states it anew, an officer confirms it against a document or register, and the dispute is lifted.
contest-denial = An organisation’s own “we take no part” is no dispute: its membership ends at once, by its own right.
rule-in-days = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}
rule-in-working-days = { $n ->
    [one] { $shown } working day
   *[other] { $shown } working days
}

three-measures-heading = Level, completeness and confidence are different things
three-measures-level = level
three-measures-level-meaning = Which markers are met. It alone is named by a word, and it alone decides what is missing for the next one.
three-measures-completeness-meaning = The share of fields filled, of those that matter for levels and apply to the cluster; a list is one field. “Withheld” is an answer; what has lapsed or is disputed is not.
three-measures-confidence-meaning = The share of filled fields that a second party has confirmed; a list counts by the share of its confirmed entries.

rulebook-editions-heading = Editions of the rulebook
rulebook-editions-lead = An edition that was adopted is never changed: the next one is adopted in its place, and every cluster is assessed anew under it. Earlier decisions stay with the edition they were made under.
edition-since = Edition { $edition }, adopted { $day }
edition-note = In short: { $note }.
edition-first = The first edition.
edition-rules = Show the rules of this edition
edition-same = Nothing of substance has changed.
edition-changes = What has changed
edition-text = Text of the rules, JSON
edition-text-and-vectors = Text of the rules and examples to check with, JSON
rulebook-editions-as-data = All editions in JSON
change-added = Added: { $what }
change-removed = Removed: { $what }
change-turned = { $what }: was { $before }, is now { $after }
change-marker = marker { $marker } “{ $label }”
change-condition = condition of { $level } “{ $label }”
change-marker-label = Marker { $marker }, label
change-marker-add = Marker { $marker }, what to add
change-marker-rule = Marker { $marker }, exact rule
change-marker-minimum = Marker { $marker }, minimum requirement
change-marker-waivable = Marker { $marker }, may be met later
change-marker-basis = Marker { $marker }, the facts it rests on
change-marker-corroboration = Marker { $marker }, what corroborates it
change-level-markers = For { $level }, markers beyond the minimum
change-level-gates = For { $level }, gates
change-level-one-of = For { $level }, a gate is one of
change-level-corroboration = For { $level }, corroboration of gates
change-condition-label = For { $level }, label of the condition { $key }
change-condition-rule = For { $level }, exact rule of the condition { $key }
change-parameter = Number { $name }
change-statuses = Official statuses for which requirements may be met later
change-facts = Version of the facts
change-yes = yes
change-no = no
change-none = none
