# The page of a problem: ways on.
near-heading = Perhaps you mean
not-yet-then = There was no such record in the register on that date. See it as it is now:
look-for-words = Look in the register for “{ $words }”
all-specialisations = All specialisations
problem-no-page = There is no page at this address. Check it for a slip, or look for what you need in the register.
problem-not-found = There is nothing in the register at this address. Check that it is typed right.
problem-no-value = There is no such condition as one in this address. Choose conditions from the lists beside the register.
problem-no-id = This is no number of a record. Check that the address is typed right, or look in the register.
problem-compare = 2 to 6 different clusters are compared. Tick them in the register or on the map.
problem-in-future = The register remembers the past and doesn’t know the future. Choose a day up to { $today }.
problem-no-day = There is no such day. Choose a day up to { $today }.
problem-past-head = The register’s log has not come so far. Choose a day up to { $today }.
problem-cursor = This page of the list can’t be opened any more. Begin the list anew.
problem-role = This isn’t open to the role in which you act now. Choose another role of yours, or ask somebody who may.
problem-choose-role = Choose a role in the account
problem-back-to-form = Back to the form
