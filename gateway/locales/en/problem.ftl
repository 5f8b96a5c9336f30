# The page of a problem: ways on.
near-heading = Perhaps you mean
not-yet-then = It was not in the register yet on that date. See it as it is now:
look-for-words = Look in the register for “{ $words }”
all-specialisations = All specialisations
