# Statistics: charts, their titles and what stands beside them.
statistics-month = Month
statistics-shown = As of { $day }
statistics-earlier = A month earlier
statistics-later = A month later
statistics-years = End of the year
statistics-play = Play
statistics-pause = Stop
statistics-failed = The data could not be fetched. Check the connection and try again.

chart-table = Table
chart-files = Download
chart-cite = How to cite
chart-cited = “{ $finding }”. Cluster Map of Russia, statistics: { $subject }. As of { $day }, log position { $position }.
chart-cited-before = Cluster Map of Russia, statistics: { $subject }. As of { $day }: the log had no entries yet.
chart-cited-empty = Cluster Map of Russia, statistics: { $subject }. The log is empty so far.
chart-permanent = Permanent link
chart-absent = No information provided
chart-absent-part = not provided
chart-source = Cluster Map of Russia, { $day }, log position { $position }
chart-in-words = { $subject }: { $rows }.

growth-title = Growth of the register
growth-note = Listed clusters at the end of each month or quarter, and on the day shown.
behind-several = Rows lead to the clusters that have such a thing; one cluster can have several, so there may be fewer clusters than are counted here.
base-of-clusters = from { $stated_text } of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}
base-of-bodies = from { $stated_text } of { $of_text } governing { $of ->
    [one] body
   *[other] bodies
}
bulletins-title = Bulletins
bulletins-lead = Statistics of a day that were published as an event: the position they were counted to and the digest of the figures stand in the log, and anybody can count them again.
bulletins-none = No bulletin was published by this date.
bulletins-day = Day
bulletins-position = Counted to position
bulletins-digest = Digest of the figures
bulletins-data = Data
regions-invited = There is a cluster development centre already; clusters can be the first to tell about themselves.

found-levels = The initial level is held by { $initial ->
    [0] none
   *[other] { $initial_text }
} of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}, medium by { $medium ->
    [0] none
   *[other] { $medium_text }
}, high by { $high ->
    [0] none
   *[other] { $high_text }
}
found-support = Above the initial level: { $above_text } of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}
found-support-none = All clusters are at the initial level so far: { $of_text }
found-support-pilot = Above the initial level: { $above_text } of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}; most often pilots: { $n_text } of { $all_text }
found-support-ckr = Above the initial level: { $above_text } of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}; most often supported by a development centre: { $n_text } of { $all_text }
found-support-independent = Above the initial level: { $above_text } of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}; most often independent ones: { $n_text } of { $all_text }
found-ages = Clusters aged { $age } are above the initial level most often: { $n_text } of { $of_text }
found-participants = { $n_text } { $n ->
    [one] membership
   *[other] memberships
} of { $organisations_text } different { $organisations ->
    [one] organisation
   *[other] organisations
}
found-employees = { $n_text } { $n ->
    [one] person works
   *[other] people work
} for participants of clusters
found-invited = Clusters of { $n_text } more { $n ->
    [one] region
   *[other] regions
} with a development centre are welcome to the map
found-types = The most common type of participant is “{ $label }”: { $n_text } of { $of_text }
found-leaders = The { $n_text } { $n ->
    [one] cluster
   *[other] clusters
} with the most participants have { $share_text }% of all memberships
found-specialisation = The most common specialisation is “{ $label }”: { $n_text } of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
}
found-specialisations = { $n_text } of { $of_text } specialisations are represented
found-stages = { $total_text } joint { $total ->
    [one] project
   *[other] projects
} of { $stated_text } { $stated ->
    [one] cluster
   *[other] clusters
}; { $silent_text } more { $silent ->
    [one] cluster has
   *[other] clusters have
} not provided information yet
found-stages-all = { $total_text } joint { $total ->
    [one] project
   *[other] projects
} of { $stated_text } { $stated ->
    [one] cluster
   *[other] clusters
}: all provided information
found-stages-none = None of { $of_text } { $of ->
    [one] cluster
   *[other] clusters
} has provided information on joint projects yet
found-spheres-in = Most joint projects are about { $label }: { $n_text } of { $of_text }
found-spheres = The most common sphere of joint projects is “{ $label }”: { $n_text } of { $of_text }
found-priorities = What matters most is “{ $label }”: a high priority for { $n_text } of { $of_text } { $of ->
    [one] cluster that answered
   *[other] clusters that answered
}
found-partners = { $russian_text } { $russian ->
    [one] cluster has
   *[other] clusters have
} Russian partners, { $foreign ->
    [0] none has
   *[other] { $foreign_text }
} foreign ones
found-bodies = The most common governing body is “{ $label }”: { $n_text } of { $of_text }
found-staff = A cluster is managed by { $mean } staff on average
found-chosen = { $n ->
    [0] None
   *[other] { $n_text }
} of { $of_text } governing { $of ->
    [one] body was
   *[other] bodies were
} chosen from organisations that had existed for two years or more
found-financing = Fees or own services alone finance { $fees ->
    [0] none
   *[other] { $fees_text }
} of { $of_text } governing { $of ->
    [one] body
   *[other] bodies
}, budgets alone { $budgets ->
    [0] none
   *[other] { $budgets_text }
}
found-regions = There are clusters in { $n_text } of { $of_text } { $of ->
    [one] region
   *[other] regions
} with a development centre
found-ckr-leaders = The most clusters among regions with a centre: { $label }, { $n_text }
found-coverage = { $n_text } { $n ->
    [one] cluster is
   *[other] clusters are
} on the register
found-coverage-of = { $n_text } { $n ->
    [one] cluster is
   *[other] clusters are
} on the register; the country is estimated to have about { $of_text }
found-growth = { $n_text } { $n ->
    [one] cluster
   *[other] clusters
} on { $day }, { $then_text } on { $ago }
found-growth-first = { $n_text } { $n ->
    [one] cluster
   *[other] clusters
} on { $day }

behind-age = age: { $value }
behind-participants = has participants: { $value }
behind-projects = has joint projects{ $value }
behind-no-projects = no information on projects{ $value }
behind-stage = project stage: { $value }
behind-sphere = project sphere: { $value }
behind-rated = rated priority: { $value }
behind-priority = priority: { $value }
behind-foreign = has foreign partners{ $value }
behind-russian = has Russian partners{ $value }
behind-body = governing body: { $value }
behind-chosen = time from creation to choice: { $value }
behind-managing = has a managing body{ $value }
behind-source = source of funding: { $value }
behind-fees = fees or own services alone{ $value }
behind-budgets = budgets alone{ $value }
