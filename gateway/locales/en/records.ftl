# The pages of records: history, organisation, statistics, about.
page-in-json = This page in JSON

history-of = History: { $cluster }
history-about = Kind of entry
history-nothing = There are no such entries. Lift some of the conditions.
history-newest-first = Newest entries first
history-zone = Times in the registry’s zone: { $zone }
history-what = What was recorded
history-position = Position
history-proof = proof
entries-count = { $n ->
    [one] { $shown } entry
   *[other] { $shown } entries
}
pages-newest = To the newest
pages-earlier = Earlier

organisation-participation = Clusters it takes part in
organisation-hidden = Participants of clusters are not shown at present.
organisation-nowhere = The organisation takes part in no cluster of the register at present.
organisation-before = Took part earlier
organisation-successors = Successor
organisation-predecessors = Predecessor
organisation-site = Site
organisation-okved = Main activity (OKVED2)
organisation-point = Map point
organisation-size = Size
organisation-sizes-before = Earlier size
organisation-numbers-before = Earlier numbers
organisation-names-before = Earlier names
organisation-branches = Branches
membership-cluster = Cluster
membership-type = Type of participant
membership-joined = Joined
membership-until = Until
membership-confirmed = Confirmation of membership
known-since = known since { $day }
conflicting-size = as the cluster states; by the organisation’s size it is “{ $size }”
through-branch = branch, KPP { $kpp }
number-inn = INN { $number }
number-ogrn = OGRN { $number }
number-ogrnip = OGRNIP { $number }
number-foreign = Register of { $country } { $number }
number-until = { $number } until { $day }
detail-on = { $detail }, as of { $day }
size-on = { $size }, as of { $day }
branch-open = { $name }, KPP { $kpp }, { $region }
branch-closed = { $name }, KPP { $kpp }, { $region }, until { $day }
succession = { $form }, { $day }

statistics-lead = Clusters that are listed are counted. Each chart says how many of them provide the data; what is not provided is not counted as zero.
same-data = The same data
statistics-label = Figure
statistics-nothing = Nothing to show yet.

about-lead = The Cluster Map of Russia is an open register: information about all clusters of the country on one platform.
about-purpose = What the register is for
about-purpose-gather = To gather what is known of clusters in one place and in one order.
about-purpose-find = To help find a cluster: by region, specialisation, level, participants.
about-purpose-compare = To make clusters comparable: all have the same figures, and what is not provided is not counted as zero.
about-audience = It serves public authorities, development institutions, cluster initiatives, state companies, private investors, universities and support infrastructure organisations.
about-rules = How it works
about-rules-who = Clusters speak for themselves. Participants, partners, other clusters, cluster development centres and the registry’s officer confirm what they state or dispute it. The level of organisational development — initial, medium or high — follows from open rules, and anybody can compute it again.
about-rules-history = Every change is recorded and stays in the history: it shows when a level became another one and who confirmed what it rests on.
about-rulebook = Rulebook
about-beginning = How it began
about-beginning-lead = In late 2015 the Russian Cluster Observatory of HSE University presented the Cluster Map of Russia. The figures below are from that presentation.
about-source = Source: presentation of the Russian Cluster Observatory, HSE University, late 2015
about-figure = Figure
about-number = Number
about-demonstration = The demonstration data were made so that on 1 December 2015 the register’s statistics agree with these figures; which cluster says what of itself is invented.
about-demonstration-link = Statistics as of 1 December 2015
about-stories = Stories of the demonstration
about-stories-lead = These invented clusters have permanent addresses. The page of each shows what it states, its level and its history.
