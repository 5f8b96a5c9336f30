# Regions, specialisations and where they meet.
regions-heading = Regions
regions-lead = Subjects of the Russian Federation by federal district. A cluster of several regions counts in each of them.
regions-centre = Cluster development centre
regions-has-centre = has a centre (CKR)
specialisations-heading = Specialisations
specialisations-lead = Key specialisations of clusters, in the order of their dictionary.
places-clusters = Clusters in the register
places-by-level = By level
places-invited = welcome to join
places-in-register = Open in the register
places-on-map = Show on the map
places-all-regions = All regions
clusters-in-register = { $n ->
    [one] { $shown } cluster in the register
   *[other] { $shown } clusters in the register
}

region-passport = Passport of the region’s cluster policy
region-hidden = Regions of clusters are not shown at present.
region-invitation = The register has no clusters of this region yet. Clusters of the region are welcome to tell about themselves.
region-map-words = Map. { $region }: { $clusters }. The same clusters stand in the table below.
region-expected = { $n ->
    [one] { $shown } more cluster of the region is expected on the Map
   *[other] { $shown } more clusters of the region are expected on the Map
}
region-figures = In figures
region-figures-note = Sums over the region’s clusters; the median is of the regions that have clusters. What isn’t provided doesn’t count as zero.
region-number = Region
region-stated = Stated by clusters
region-median = Median of the country
region-median-of = Regions in the median
region-centres = Cluster development centre (CKR)
region-no-centre = No centre is recorded in the register yet. The region is welcome to tell about its CKR.
region-specialisations = Specialisations of the region
region-invited = Welcome to join
region-invited-lead = There is room for clusters of the region in these specialisations too. They are welcome to tell about themselves:
centre-opened = Opened
centre-closed = closed
centre-document = document
centre-supports = Named by clusters as their centre

specialisation-hidden = Specialisations of clusters are not shown at present.
specialisation-invitation = The register has no clusters of this specialisation yet. They are welcome to tell about themselves.
specialisation-regions = Where these clusters are
specialisation-other-regions = Clusters of this specialisation from other regions are welcome too.

crossing-hidden = Regions and specialisations of clusters are not shown at present.
crossing-invitation = The register has no clusters of this specialisation from this region yet. They are welcome to tell about themselves.
crossing-elsewhere = { $n ->
    [one] All regions together have { $shown } cluster of this specialisation.
   *[other] All regions together have { $shown } clusters of this specialisation.
}
crossing-all = The whole specialisation
places-offers = Offers and requests of these clusters
