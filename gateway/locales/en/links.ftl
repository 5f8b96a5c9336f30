# Links of clusters.
section-links = Cluster links
links-lead = Which clusters have participants and partners in common, in whose projects organisations of another one take part, and which links are confirmed.
links-base = Told by { $stated } of { $all } clusters.
links-filters = Filters
links-what = In common
links-clusters = Clusters
links-and = and
links-none = none found
links-show = Names
links-nothing = No such links were found
links-count = { $n ->
    [one] { $shown } pair of clusters
   *[other] { $shown } pairs of clusters
}
links-more = { $n ->
    [one] and { $shown } more
   *[other] and { $shown } more
}
links-mixed = a participant of one, a partner of the other
links-project-of = project of: { $cluster }
links-link = Link
links-since = since { $day }
links-stated-by = stated by: { $cluster }
links-left-out = Not counted are organisations that more than 60 clusters name:
linked-heading = Links
linked-shares = { $n ->
    [one] Participants in common with { $shown } cluster.
   *[other] Participants in common with { $shown } clusters.
}
linked-shares-none = No participants in common with other clusters were found.
linked-all = Participants, partners and projects in common with other clusters
links-outside = { $name }: { $status }. Links are looked for only among clusters that are on the register.
