# The pages of a cluster: profile, level, history.
tab-profile = Profile
tab-level = Level
tab-history = History
pages-of-cluster = Pages of the cluster
contents = On this page
since = since
updated = updated
not-assessed = level not yet assessed
now-part-of = Now part of the cluster
name-formerly = formerly { $name }
region-formerly = formerly { $name }
region-split = { $name } is no longer a region of its own: it became { $parts }. Please state where the cluster works; until then it stays as it was and loses nothing.
became-part = Became part of this cluster
figure-participants = participants
figure-employees = employees
figure-projects = joint projects
figure-year = year of creation
level-heading = Level of organisational development
measure-markers = markers
measure-completeness = completeness
measure-confidence = confidence
of-fields = fields
of-filled-fields = filled fields
met-of = { $met } of { $of }
marker-met = met
marker-not-met = not yet
level-since = { $level } since { $day }
level-is-maturity = The level tells how mature the cluster’s organisation is, not how good the cluster is.
rulebook-edition = Rulebook, edition
why-this-level = Why this level, and who confirmed it
requirements-heading = Open requirements
requirement-open = open since { $since }, to be met by { $until }
requirement-waived = open since { $since }, to be met by { $until }, deferred for an official status
counted-of-their-day = { $n ->
    [one] Markers of the level count what is of the last { $shown } month; what is older stays here.
   *[other] Markers of the level count what is of the last { $shown } months; what is older stays here.
}
reminders-heading = Statements that grow old soon
reminders-why = Renew them in time and everything achieved stays in force.
reminder-outdated = { $what }: please renew by { $day }
reminder-of-its-day = { $what }: counted for markers of the level until { $day }; please add what is new
reminder-change = { $what }: have the change confirmed by { $day }
reminder-seen = { $what }: have it checked again by { $day }
reminders-more = { $n ->
    [one] and { $shown } more statement
   *[other] and { $shown } more statements
}
disputes-heading = Disputes
disputed = Disputed.
dispute-admitted = Admitted { $day }, the cluster answers by { $until }
dispute-unanswered = No answer in time, noted { $day }
dispute-answer = The cluster’s answer { $day }: { $text }
dispute-resolved = Decision { $day }: { $outcome }. { $reason }
dispute-lifted = No longer disputed since { $day }: stated anew and confirmed by an officer
employees-conflict-heading = The total of employees and the sum over the participants differ
employees-sum = The participants’ employees add up to { $sum }: { $stated } of { $of } have stated theirs.
employees-sum-differs = The total of { $total } is said to be the sum over the participants, but that is { $sum }: { $stated } of { $of } have stated theirs.
employees-sum-greater = The declared total of { $total } is less than the sum over the participants, { $sum }: { $stated } of { $of } have stated theirs.
type-conflicts-heading = Type of participant and size of organisation differ
type-conflict = { $member }: the cluster states “{ $stated }”, by the organisation’s size it is “{ $own }”
not-provided = not provided
not-provided-yet = Not provided yet
only-in-other = Russian only
ended = Ended
organisation-denied = the organisation says that it takes no part
older-items = earlier
ended-items = ended
expired = Expired
expired-items = Expired offers and requests
confirmation = Confirmation
each-its-own = each value has its own
stated-by = Stated by
confirmed-by = Confirmed by
document = document
document-for-officers = seen by registry officers
document-digest = digest
described-on = as of { $day }
holds-until = holds until { $day }
checked-on = checked on { $day }
seen-on = seen on { $day }
disputed-since = disputed since { $day }
lapsed-since = needs renewal since { $day }
awaits-until = awaits confirmation until { $day }, the earlier value was confirmed by: { $kept }
more-items = { $n ->
    [one] { $shown } more item.
   *[other] { $shown } more items.
}
all-in-open-data = All of them are in the open data
this-in-json = This card in JSON
point-is-default = centre of the region, no point is stated
on-the-map = On the map
members-on-the-map = Participants whose place is known: { $known } of { $all }
similar-heading = Similar clusters
