# The map and the register: search, filters, lists.
map-title = Map
map-heading = Cluster Map of Russia
register-heading = Register of clusters
where-clusters-are = Where the clusters are
whole-country = Whole country
european-part = European part
map-views = What the map shows
map-words = { $n ->
    [one] Map of Russia: { $shown } cluster.
   *[other] Map of Russia: { $shown } clusters.
}
map-list-whole = The same clusters stand in the list beside.
map-list-first = The first { $listed } stand in the list beside, all of them in the table of the register.
list-first = The first { $listed } of { $total } stand here, all of them in the table.
more-filters = Filters
figure-clusters = clusters
legend-initial = initial
legend-medium = medium
legend-high = high level
legend-region = region with clusters
legend-size = the area of a circle is the number of participants
clusters = Clusters
filters = Search and filters
search-label = Name, product, technology, participant
search-example = for example, pharma
filter-level = Level of organisational development
filter-support = Support
filter-specialisation = Key specialisation
filter-district = Federal district
filter-region = Region
filter-status = Standing
filter-english = Language
filter-participants = Number of participants
from = from
to = to
sort-label = First
apply = Show
more-values = { $n ->
    [one] { $shown } more
   *[other] { $shown } more
}
choose-of = { $n ->
    [one] Choose from { $shown }
   *[other] Choose from { $shown }
}
figure-projects-short = projects
chosen = Chosen
lift = remove
lift-all = Remove all
chip-words = words: { $value }
chip-participants-min = at least { $value } participants
chip-participants-max = at most { $value } participants
chip-official-status = official status
chip-on = on { $value }
chip-organisation = participant: one organisation
nothing-found = There are no such clusters in the register
outside-register = { $n ->
    [one] and { $shown } more outside the register
   *[other] and { $shown } more outside the register
}
lift-a-condition = Remove one of the conditions above.
other-words = Try other words, or fewer: names, products, technologies, participants and offers are searched.
rows-of = Rows { $rows } of { $total }
row-of = Row { $rows } of { $total }
to-first = To the beginning
to-next = Next
all-as-table = All as a table
download = Download
column-cluster = Cluster
column-level = Level
column-specialisation = Specialisation
column-region = Region
column-participants = Participants
column-employees = Employees
column-projects = Joint projects
column-updated = Updated
former-name = Former name
register-feed = Follow changes (Atom)
feed-more = { $n ->
    [one] and { $shown } more change
   *[other] and { $shown } more changes
}
noun-clusters = { $n ->
    [one] cluster
   *[other] clusters
}
noun-participants = { $n ->
    [one] participant
   *[other] participants
}
noun-employees = { $n ->
    [one] employee
   *[other] employees
}
noun-projects = { $n ->
    [one] joint project
   *[other] joint projects
}
noun-projects-short = { $n ->
    [one] project
   *[other] projects
}
noun-memberships = { $n ->
    [one] membership in a cluster
   *[other] memberships in clusters
}
figure-memberships = memberships in clusters
figure-base = stated by { $stated } of { $of } clusters
figure-not-counted = to be renewed or disputed
