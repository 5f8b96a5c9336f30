# The page of a level: markers, the way on, the history of the level.
level-of = Level: { $cluster }
level-never-assessed = The cluster has not been assessed yet.
measure-minimum = minimum requirements
measure-additional = further markers
markers-heading = Markers
marker-column = Marker
marker-meaning = What it means and what it rests on
marker-state = State
statements-count = { $n ->
    [one] { $shown } statement
   *[other] { $shown } statements
}
and-more = and { $shown } more
statement = { $what }: { $day }, { $support }
statement-until = { $what }: { $day }, { $support }, to be renewed by { $until }
state-met = met
state-awaiting = met, a change awaits confirmation
state-lapsed = needs renewal
state-disputed = disputed
state-requirement = requirement open
state-not-met = not yet
until-waived = deferred until { $day }
until-closed = to be met by { $day }
until-awaited = until { $day }
until-lapses = holds until { $day }

way-none = There is no higher level
way-kept = This is the highest level. It holds as long as statements are renewed in time.
way-first = Each step brings the cluster closer to the next level, in any order.
way-needed = These are needed
way-one-of = One of these is enough
way-any = Any of these markers counts

past-heading = History of the level
period-began = { $level } since { $day }.
period-until = until { $day }
period-corrected = The decision was corrected: { $reason }
basis-heading = What the level rested on when it began
basis-gate = gate
basis-silent = nothing stated
cause-listing = The cluster was entered in the register.
cause-correction = An earlier assessment was corrected.
happened-denial = An organisation said that it takes no part.
happened-withdrawal = A confirmation was withdrawn.
happened-outdated = Statements were not renewed in time.
happened-change-not-confirmed = A change was not confirmed in time.
happened-dispute = A dispute was decided.
happened-statement = Statements of the profile were changed.
happened-ending = An entry was ended in the profile.
came-rulebook = Edition { $edition } of the rulebook came into force
came-catalogue = Edition { $edition } of the fields of profiles came into force
came-dictionaries = Edition { $edition } of the dictionaries came into force
came-regions = Edition { $edition } of the list of regions came into force
gained-one = The last marker met was { $markers }.
gained-several = The last markers met were { $markers }.
lost-one = Marker { $markers } is no longer met.
lost-several = These markers are no longer met: { $markers }.
lacking-marker = Marker { $key } is not met.
lacking-corroboration = Marker { $key } is met but not confirmed well enough.
lacking-one-of = None of these markers is met: { $key }.
lacking-markers = Further markers: { $label }.
lacking-condition = The condition “{ $label }” no longer holds.
last-confirmation = Last confirmation: { $who }.
gates-confirmed-by = The gates were confirmed by { $parties }.
confirmer-cluster = a linked cluster
confirmer-officer = the registry’s officer
confirmed-how = { $who }, { $relation }, { $day }
