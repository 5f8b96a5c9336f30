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
compare-outdated = to be renewed, or disputed
compare-pick = Compare
compare-picked = Compare the ticked ones
compare-how-many = Tick 2 to 6 clusters
compare-similar = Compare with similar ones
