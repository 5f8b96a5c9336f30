# Publications.
section-publications = Publications
publications-lead = Reports, reviews, ratings and announcements about clusters. An officer of the registry keeps them; corrections and withdrawals stay in the log.
publications-filters = Filters
publications-kind = Kind
publications-year = Year
publications-region = About a region
publications-specialisation = About a specialisation
publications-nothing = There are no such publications yet
publications-count = { $n ->
    [one] { $shown } publication
   *[other] { $shown } publications
}
publications-shown = Showing { $entries } of { $total }
publications-file = { $kind }, { $size } KB
publications-corrected = Corrected { $day }: { $reason }
publications-ended = Withdrawn { $day }: { $reason }
publications-chip-withdrawn = withdrawn
publications-standing = Publications that stand
publications-withdrawn = { $n ->
    [one] { $shown } withdrawn publication
   *[other] { $shown } withdrawn publications
}
about-announcements = Latest announcements
about-announcements-all = All publications
