desk = The auditor’s desk
desk-lead = The journal of the whole registry, the acts of every account, and control samples. An auditor reads everything and changes nothing.
desk-journal = Journal of the registry
desk-journal-lead = Every entry of every stream in order. Sealed entries show their place, stream and time.
desk-timeline = Time line of the cluster
desk-acts = Acts
desk-about = What entries are about
desk-actor = Account
desk-stream = Stream
desk-region = Region, code
desk-type = Type of event
desk-path = Field, item or section
desk-since = From
desk-until = Until
desk-case = Case file in Russian (zip)
desk-reset = Lift all conditions
desk-sealed = Sealed: only who holds the key can read it
desk-untold = withheld
desk-position = position
desk-proof = proof
desk-more = { $n ->
    [one] and { $shown } more line
   *[other] and { $shown } more lines
}
desk-old = Before
desk-new = After
desk-nothing-stated = not stated
desk-account = Account
desk-application = Application
desk-program = The registry’s program
desk-opened = opened
desk-grants = Roles and what they rest on
desk-no-grants = No roles were given.
desk-role = Role
desk-scope = For what
desk-basis = Basis
desk-given = Given when and by whom
desk-ended = End
desk-stands = stands
desk-whole-registry = the whole registry
desk-status = official status
desk-centre = support: { $name }
desk-waits = submitted and waiting for a decision
desk-acts-of-confirming = { $n ->
    [one] { $shown } time
   *[other] { $shown } times
}
desk-confirmations = { $n ->
    [one] { $shown } confirmation
   *[other] { $shown } confirmations
}

samples = Control samples
samples-lead = Rules by which an auditor chooses what to look at. To be found is no violation: a rule finds what is unusual, a person judges it.
samples-rows = An auditor sees the records themselves at the desk; everybody else sees how many there are.
samples-rule = Rule
samples-count = Found
samples-found = { $n ->
    [0] Nothing found
    [one] { $shown } record found
   *[other] { $shown } records found
}
samples-of = Whose record
samples-what = What was found
samples-day = Date of the rule
samples-days = Days
samples-recorded = Recorded
samples-none = not applicable

difference = Two dates side by side
difference-of = { $cluster }: two dates side by side
difference-from = First date
difference-to = Second date
difference-all = Show what didn’t change as well
difference-span = From { $from } to { $to }.
difference-before-listing = On the first date the cluster wasn’t on the register yet.
difference-changed = { $n ->
    [0] Nothing changed
    [one] { $shown } field changed
   *[other] { $shown } fields changed
}
difference-compared = { $n ->
    [one] { $shown } field compared.
   *[other] { $shown } fields compared.
}
difference-field = Field
difference-by = Who changed it and when
history-when = When
history-who = Who
