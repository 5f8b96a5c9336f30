# The review log.
moderation = Review log
moderation-lead = Every application, error report and dispute: when it was received, what it is about, what was decided and why, and how many working days that took. Until a cluster is listed, its application appears here without a name.
moderation-folded = The log is still being prepared: it shows what was recorded up to { $day }. Reload the page in a minute.
moderation-folding = The log is still being prepared. Reload the page in a minute.
moderation-kind = Type of case
moderation-kind-application = Application for listing
moderation-kind-report = Error report
moderation-kind-dispute = Disputed statement
moderation-outcome = Decision
moderation-outcome-waiting = Awaiting a decision
moderation-outcome-listed = Listed
moderation-outcome-returned = Returned for changes
moderation-outcome-withdrawn = Withdrawn by the applicant
moderation-outcome-corrected = Error corrected
moderation-outcome-declined = Not an error
moderation-outcome-passed_to_cluster = Passed to the cluster
moderation-outcome-upheld = Objection upheld
moderation-outcome-rejected = Objection rejected
moderation-received = Received
moderation-about = About
moderation-decision = Decision and reason
moderation-days = Working days
moderation-lacks = To be changed:
moderation-chip-since = from { $value }
moderation-chip-until = until { $value }
moderation-chip-cluster = cluster { $value }
moderation-nothing = No cases match these filters
moderation-count = { $n ->
    [one] { $shown } case
   *[other] { $shown } cases
}
moderation-decided = { $n ->
    [one] { $shown } case has been decided.
   *[other] { $shown } cases have been decided.
}
moderation-median = { $days ->
    [0] Half of the decisions were made on the day of receipt.
    [one] Half of the decisions were made within { $days_text } working day.
   *[other] Half of the decisions were made within { $days_text } working days.
}

# Proposals on the questionnaire and the rules.
proposals = Proposals on the questionnaire and the rules
proposals-lead = What people propose to change in the questionnaire and the Rules of levels, what an officer answered and why, and which edition took it. Whoever has an account and a role can propose.
proposals-nothing = There are no such proposals yet
proposals-count = { $n ->
    [one] { $shown } proposal
   *[other] { $shown } proposals
}
proposals-about = About
proposals-about-questionnaire = On the questionnaire
proposals-about-rules = On the Rules of levels
proposals-answer = Answer
proposals-outcome-waiting = Awaits an answer
proposals-outcome-accepted = Accepted
proposals-outcome-partly-accepted = Accepted in part
proposals-outcome-declined = Declined
proposals-unpublished = The words will stand here once an officer publishes them.
proposals-published = Published
proposals-taken-catalogue = Taken into edition { $edition } of the questionnaire
proposals-taken-dictionaries = Taken into edition { $edition } of the dictionaries
proposals-taken-regions = Taken into edition { $edition } of the list of regions
proposals-taken-rulebook = Taken into edition { $edition } of the Rules
proposals-own-words = The author’s words
proposals-own-words-lead = The author and officers see them.
proposals-done-made = Thank you! The proposal is on record. An officer will publish and answer it.
proposals-done-publication = The proposal is published.
proposals-done-answer = The answer is on record.
proposals-make = Propose a change
proposals-make-lead = At first only officers see your words. They publish the proposal and answer it with a reason.
proposals-make-send = Send the proposal
proposals-about-what = What is the proposal about
proposals-about-wrong = Choose what the proposal is about
proposals-text = What do you propose
proposals-text-hint = What to change and why, for example “Add a field on internships: they show the ties with universities”.
proposals-outcome-wrong = Choose an answer
proposals-publish = Publish
proposals-publish-lead = From now on everybody sees the words. Take personal data out of them, if there are any.
proposals-publish-field = Words for everybody
proposals-publish-hint = They can be shorter; the meaning stays the author’s.
proposals-publish-send = Publish
proposals-reply = Answer
proposals-reply-lead = The answer and its reason are seen by everybody. An edition can name an accepted proposal that it takes.
proposals-reply-field = Reason
proposals-reply-hint = For example “The field comes with the next edition: six clusters ask for it”.
proposals-reply-send = Record the answer
