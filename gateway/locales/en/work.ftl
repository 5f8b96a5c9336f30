# The questionnaire: whom somebody speaks for, the list of tasks, questions, the check, the renewal.
work = My clusters
work-organisations = My organisations
work-regions = My regions
work-daily = My work
work-nothing = In this role you don’t speak for anybody yet.
work-other-role = Choose another role
work-by-right = By right of
work-tasks = Questionnaire
work-level = Level
work-profile = As everybody sees it
work-history = History
work-soon = What will be out of date soon
work-filled = { $filled } of { $of } filled
work-done = Recorded
work-change = Change
work-fill = Fill in
work-by-officer = Stated by an officer of the registry
request = Ask for a change
request-ask = Ask for a change
request-lead = This is changed by an officer of the registry. Say what it should be and why: the request joins the officers’ queue, the answer with its reason appears here and in the review log.
request-waits = You asked for a change, and no officer has answered yet:
request-answered = The last answer of an officer:
request-wanted = What it should be
request-same = Say what it should be: this is what the registry has already
request-reason = Why
request-reason-hint = For example: “Decision of the general meeting of 12 March 2026, minutes No. 4”. Only officers read this; add a link to the document where there is one.
request-reason-needed = Say why it is to be changed
request-send = Send to an officer
request-text = Request of the cluster’s representative. Now: { $stands }. It should be: { $wanted }.
work-until = Holds until { $day }
work-items = { $n ->
    [one] { $shown } entry
   *[other] { $shown } entries
}
work-renewed = { $n ->
    [one] Thank you! { $shown } statement holds as of today.
   *[other] Thank you! { $shown } statements hold as of today.
}
work-still-to-change = Left to correct is what you unticked:
stand-filled = Filled
stand-stale = Needs an update
stand-disputed = Disputed
stand-awaiting = Awaits confirmation
stand-not-provided = Not provided
stand-not-applicable = Not applicable
coach-needed = For that you need:
coach-one-of = And one of these:
coach-choices = Any of these markers count:
coach-more = More about the level and its markers

# A question.
work-example = Example
work-why = Why we ask
work-mark-required = A cluster can’t enter the registry without it: the initial level already asks for it.
work-mark-medium = Counts on the way to the medium level.
work-mark-high = Counts on the way to the high level.
work-mark-optional = Doesn’t count for the level, but makes the profile clearer.
work-seen-registered = Only those who are signed in see the answer.
work-seen-officer = Only officers of the registry see the answer.
work-stands = In the registry now
work-answer = Answer
work-picture = Picture
work-picture-hint = PNG or JPEG of up to 1 MB. Everybody will see it. A new picture replaces the one before; to take it away, choose below why there is none.
work-picture-kept = Goes with the answer
picture-type = “{ $name }” is neither PNG nor JPEG. Save the picture in one of these formats and choose it again
picture-too-large = “{ $name }” is larger than 1 MB. Make the picture smaller and choose it again
picture-broken = “{ $name }” doesn’t open as a picture: the file is damaged. Save it anew and choose it again
picture-too-many-pixels = “{ $name }” has more than 4,096 pixels in width or height. Make the picture smaller and choose it again
work-in-russian = In Russian
work-in-english = In English
work-yes = Yes
work-no = No
work-codes = Codes with a space between, or each on a line
work-texts = Each on a line. The English goes after a bar: “Сушка | Drying”
work-urls = Each address on a line
work-amount = Amount
work-currency = Currency
work-lat = Latitude
work-lng = Longitude
work-precision = Precision of the point
work-postal-code = Postal code
work-locality = Locality
work-street = Street and house
work-inn = INN
work-ogrn = OGRN
work-name = Name
work-said = What to tell
work-said-value = The answer stands above
work-said-not-provided = No data
work-said-not-applicable = Not applicable
work-said-withheld = Not disclosed
work-said-zero = None: the cluster doesn’t have it
work-said-wrong = Choose what to tell: an answer, or why there is none
work-value-wrong = Give the answer, or choose below why there is none
work-region-main = Main region
work-region-main-hint = The cluster stands under it on the map and in the list of its region. Where there is one region, choosing it here is enough.
work-regions-all = All regions of the cluster
work-regions-all-hint = Tick the other regions in which participants work.
work-region-main-wrong = There are several regions: choose which of them is the main one
work-kind = What happened
work-kind-hint = A change: it was so, now it is otherwise. A correction: the record was wrong.
work-described-on = On which day it is true
work-described-on-hint = The day that the answer describes, such as the end of the reported year.
work-source = Where it is known from
work-source-url = Address of the source
work-evidence = Links that show it
work-evidence-hint = Each on a line. With a link the statement counts for more: it is “documented”.
work-leave = Leave as it is
work-meanwhile = This field changed while you were answering
work-meanwhile-do = Your answer is kept below. Compare: if it is the better one, go on, and it replaces what stands now.

# The check.
work-check = Check your answer
work-check-lead = Once sent, the answer becomes part of the cluster’s open history.
work-field = Field
work-before = Before
work-after = After
work-kind-short = What happened
work-described-on-short = As of
work-evidence-short = Pieces of evidence
work-send = Send
work-edit = Correct

# The yearly renewal.
renewal = Yearly renewal
renewal-lead = All that is known of the cluster on one page. Untick what changed, and confirm the rest at once.
renewal-begin = Look through and confirm
renewal-how = Ticked is what grows old with time. Untick what changed: you will correct it next. Confirm the rest with one button below.
renewal-none = Nothing that stands grows old now: there is nothing to confirm.
renewal-nothing = Leave at least one statement ticked that holds
renewal-send = The rest holds as of today,
renewal-meanwhile = Something changed while you were reading
renewal-meanwhile-do = Nothing was recorded. Below is what stands now: look at what is left unticked, and send again.
meanwhile = While the form was open, { $at }: { $what }
meanwhile-by = While the form was open, { $at }: { $what } — { $who }
meanwhile-more = { $n ->
    [one] And { $shown } more change: it stands in the cluster’s history
   *[other] And { $shown } more changes: they stand in the cluster’s history
}
