# What stands around every page.
site-name = Cluster Map of Russia
motto = Clusters speak for themselves; every statement shows who confirmed it
to-content = Skip to content
sections = Sections
all-sections = All sections
menu = Menu
other-language = Русский
weak-sight = Display settings
section-map = Map
section-register = Register
section-statistics = Statistics
section-open-data = Open data
section-about = About
section-accessibility = Accessibility
demonstration-band = Demonstration data: every cluster and organisation is invented. Demonstration date: { $day }
table-of = Table
demonstration-label = About the data
as-of-label-short = The date shown
as-of-band = As of { $moment }.
as-of-position = As of log position { $position }, { $moment }.
on-band = Showing what held on { $day }.
show-now = Show as it is now
as-of-choose = Show as of a date
as-of-other = Another date
as-of-label = Show what the register had recorded by
show = Show
source = Source: the registry’s log up to position { $position }, last entry { $day }.
source-empty = Nothing is recorded in the registry yet.
credits = Data are open under { $licence }. Shapes of regions: Natural Earth. Places: GeoNames, CC BY 4.0.
transliterated = transliterated

clusters-count = { $n ->
    [one] { $shown } cluster
   *[other] { $shown } clusters
}
participants-count = { $n ->
    [one] { $shown } participant
   *[other] { $shown } participants
}

# The page of a problem.
find-in-register = Find a cluster in the register
problem-code = Code
request-number = Request number

# Accessibility.
look-heading = How pages are shown
look-size = Size of text
look-size-100 = usual
look-size-125 = large, 125%
look-size-150 = very large, 150%
look-contrast = Colours
look-contrast-usual = usual
look-contrast-black-on-white = black on white
look-contrast-white-on-black = white on black
look-spacing = Spacing of letters and lines
look-spacing-usual = usual
look-spacing-wide = wide
look-apply = Apply
look-cookie = Your choice is kept in your browser for a year and nowhere else.
statement-heading = About the accessibility of this site
statement-aim = Pages follow WCAG 2.2, level AA, and GOST R 52872.
statement-keyboard = Everything can be reached by keyboard, and the focus is visible.
statement-script = Everything works without scripts: lists, tables, the map and charts come ready from the server.
statement-colour = Colour never carries a meaning alone: a sign and a word stand beside it.
statement-twin = Every map and every chart has the same data as a list or a table.
