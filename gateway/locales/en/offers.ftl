# Offers and requests.
section-offers = Offers and requests
offers-lead = What clusters offer and look for, where they have available sites, and who accepts participants. An entry leaves the list by itself when its time is over.
offers-filters = Filters
offers-what = What
offers-kind = Kind of offer or request
offers-language = Language of the description
offers-until-label = Still valid on
chip-until = still valid on { $day }
offers-nothing = There are no such offers and requests now
offers-shown = Shown: { $entries } of { $total }
offers-feed = Atom
offers-until = Valid until
offers-no-end = no end stated
offers-contact = Email for answers
offers-more = More
offers-recorded = recorded
