# A region as those see it who look after it.
region-public = The region’s public page
region-clusters = Clusters of the region
region-clusters-lead = The emptiest profiles stand first.
region-clusters-none = The register has no cluster of this region yet.
region-filled = filled
region-to-confirm = Waits for your confirmation
region-first = To the beginning of the list
region-next = Further
region-applied = Have applied
region-applied-lead = Applications of the region’s expected clusters. An officer of the registry reviews an application; what it says is closed until it is decided.
region-applied-none = No expected cluster has an open application now.
region-expected-none = No cluster is expected now. If you know of one, add it to invite it.
region-expected-all = The whole list of expected clusters
region-own-centres = Cluster development centres
region-own-centres-none = The registry knows of no cluster development centre in the region.
region-centre-since = opened on { $day }
region-centre-until = closed on { $day }
