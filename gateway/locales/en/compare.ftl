# Clusters side by side.
compare-title = Comparison
compare-heading = Clusters side by side
compare-lead = Every indicator beside the median of the register, which is the tick on a bar. What isn’t provided doesn’t count as zero.
compare-indicator = Indicator
compare-median = Median of the register
compare-base = { $n ->
    [one] from { $shown } cluster
   *[other] from { $shown } clusters
}
compare-level-section = Level and markers
compare-differences = Differences only
compare-all-rows = Show all rows
compare-no-differences = No differences: all that is compared is the same for these clusters.
compare-missing = Provided by none of them
compare-permanent = Permanent link
compare-clusters = What is compared
compare-without = leave out
compare-disputed = disputed
compare-lapsed = to be renewed
compare-name-in-other = { $label }, in Russian
compare-pick = Compare
compare-picked = Compare the ticked ones
compare-how-many = Tick 2 to 6 clusters
compare-chosen = Chosen:
compare-unpick = Clear ticks
compare-begun = Tick what to compare it with: among the similar ones below, or in the register, where this cluster stays ticked. 2 to 6 clusters are compared.
compare-too-few = { $n ->
    [one] One cluster is ticked, and 2 to 6 are compared. Add at least one more in the register: this one stays ticked.
   *[other] 2 to 6 clusters are compared. Tick them in the register.
}
compare-too-many = { $n ->
    [one] { $shown } cluster is ticked, and 2 to 6 are compared. Untick some.
   *[other] { $shown } clusters are ticked, and 2 to 6 are compared. Untick some.
}
compare-later = { $n ->
    [one] One of the chosen clusters was not in the register yet on that date:
   *[other] Some of the chosen clusters were not in the register yet on that date:
}
compare-the-others = Compare the others
compare-now = Compare all as they are now
compare-add = Add in the register
compare-similar = Compare with similar ones
