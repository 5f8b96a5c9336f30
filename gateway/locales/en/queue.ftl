# What waits for somebody: the queue, the review of an application, confirmations, disputes, standing.
queue = Queue
queue-empty = Nothing waits for you now.
queue-since = since
queue-until = until { $day }
queue-target = Target: decided within { $days } working days
queue-waived = waiver for an official status
queue-waited = { $n ->
    [0] Came today
    [one] Has waited { $shown } working day
   *[other] Has waited { $shown } working days
}
queue-statements = { $n ->
    [one] { $shown } statement
   *[other] { $shown } statements
}
queue-applications = Applications
queue-returned = Applications returned to be completed
queue-disputes-to-admit = Disputes to admit or decline
queue-disputes-to-resolve = Disputes to decide
queue-disputes-to-answer = Disputes to answer
queue-confirmations = Statements that wait for confirmation
queue-proposals = Proposals on the questionnaire and the rules
queue-unpublished = not published yet

# The review of an application.
review-submitted = Submitted
review-target = Decide by
review-right = Why the applicant speaks for the cluster
review-cluster = About the cluster
review-note = Remark
review-reason = What to correct: { $field }
review-unmet = What isn’t met: { $field }
review-remark = Right to speak for the cluster
review-remark-hint = For example: “Attach a power of attorney”. Fill it in if that right isn’t shown.
review-requirements = Requirements that aren’t met
review-already = This cluster is in the registry already
review-already-reason = What the applicant is to do
review-already-hint = For example: “Ask for the right to keep this cluster’s profile”.
review-already-wrong = Name the cluster that is in the registry already
review-already-other = Another cluster that is in the registry already
review-already-other-hint = The name, number or page address of the cluster. It must have something in common with the application: a similar name, or the same region and a participant or managing organisation that both have.
review-already-unknown = No cluster in the registry has this name. Enter its number or the address of its page.
review-already-several = Several clusters have this name. Enter the number or the page address of the one you mean.
review-right-shown = This right is shown by a role for “{ $organisation }”, the organisation that manages the cluster (basis: { $basis }). The application can’t be returned for it.
review-list = List the cluster
review-list-lead = What the application says becomes public, and the applicant becomes the cluster’s representative.
review-return = Return to be completed
review-return-lead = An application is returned only for a requirement that isn’t met. Write your remarks beside the statements above or here: a requirement is chosen for each, and you can choose another. The applicant sees the requirement and your words.

# Confirmations.
confirmations = Confirmations
confirmations-lead = Clusters tell about themselves, and you confirm what you know. Your word makes statements better corroborated.
confirmations-lead-officer = Statements with documents that no officer has checked yet.
confirmations-none = There is nothing to confirm now.
confirmations-none-here = All that you could confirm of this cluster is confirmed.
confirm = I confirm
confirm-membership = We take part
confirm-deny = We take no part
confirm-inexact = Something is inexact
confirm-on = on
confirm-shown-by = Document attached:
confirm-by-document = { $n ->
    [one] { $shown } statement by one document
   *[other] { $shown } statements by one document
}
confirm-more = What it was checked against
confirm-against = Checked against
confirm-original = the original of a document
confirm-register = a public register
confirm-seen-on = When you saw it
confirm-seen-on-hint = If not today.
confirm-note = Note
confirm-note-hint = Everybody sees it.
confirm-none = Tick at least one statement that you confirm
confirm-day-wrong = State the whole day, for example 30.06.2026
denial-lead = You speak for your organisation: its membership ends, and the cluster’s level is assessed anew. The cluster can name you again only once you take these words back.
denial-since = Since which day you take no part
denial-since-hint = If it is known.
denial-reason = Why
given = What you confirmed
given-lead = These confirmations stand. If you were mistaken or things have changed, withdraw the confirmation: that there was one stays in the history.
given-last = the last one
given-older = Earlier confirmations
given-withdraw = Withdraw the confirmation
given-withdraw-lead = The confirmation will no longer count, and the cluster’s level will be computed anew. Everybody sees the reason beside the entry in the history.
given-withdrawal-reason = Why you withdraw the confirmation
given-cluster = Cluster
given-said = Confirmed
given-by-colleague = { $day }, by another representative of the same party
given-changed = The cluster has said something else since: { $now }. Your confirmation of what it said before counts until { $until }.
given-gone = This confirmation was withdrawn already, on { $day }. There is nothing left to withdraw.
given-past = This confirmation no longer counts: what it was about has changed or was confirmed anew. There is nothing to withdraw.
given-back = Back to confirmations
denials = You said that you take no part
denials-lead = While these words stand, the cluster can’t name you as its participant. If you take part again, take them back.
denial-withdraw = Take the words back
denial-gone = Your organisation has taken these words back already, on { $day }. There is nothing left to take back.
denial-withdraw-lead = After that the cluster can name your organisation as its participant again; the membership doesn’t begin by this.
denial-withdrawal-reason = Why you take the words back
denial-cluster = Cluster
denial-organisation = Your organisation
denial-said = Said on

# Disputes.
dispute = Dispute
dispute-file = Contest a statement
dispute-file-lead = An officer decides within five working days whether to admit the dispute. Until then only you and officers know of it.
dispute-grounds = What is wrong
dispute-grounds-hint = Briefly and to the point. For example: “The report for the same year says half as many employees”.
dispute-send = File
dispute-due = The next step is due by
dispute-admit = Admit the dispute
dispute-admit-lead = From this day on the dispute is public. Name the source it rests on.
dispute-admit-text = What is contested and why
dispute-refuse = Decline
dispute-answer-act = Answer
dispute-answer-text = The cluster’s answer
dispute-resolve = Decide the dispute
dispute-reason = Reason
dispute-outcome = Decision
dispute-meanwhile = What you sent wasn’t recorded: “{ $step }” had been recorded of this dispute before it, on { $day } by the { $who }.
dispute-outcome-wrong = Choose a decision
dispute-upheld = Upheld: the statement doesn’t count
dispute-rejected = Rejected: the statement stands
dispute-step-filed = Filed
dispute-step-refused = Declined
dispute-step-admitted = Admitted
dispute-step-answered = The cluster’s answer
dispute-step-missed = The time passed without an answer
dispute-step-upheld = Upheld
dispute-step-rejected = Rejected
dispute-step-lifted = The statement counts again

# How a cluster stands on the register.
standing-heading = Standing on the register
standing-now = Now:
standing-act = What to do
standing-act-wrong = Choose what to do
standing-nothing = Nothing can be changed in this standing.
standing-suspend = Suspend
standing-resume = Resume
standing-withdraw = Take off the register
standing-merge = Merge into another cluster
standing-suspend-follows = The profile stays public, marked as suspended, and can’t be changed.
standing-resume-follows = The cluster can keep its profile again.
standing-withdraw-follows = The cluster leaves the register for good. Its history stays public.
standing-merge-follows = From now on another cluster speaks for it. The histories of both stay public.
standing-reason = Why
standing-merger = For a merger
standing-into = Into which cluster
standing-into-hint = The number of the cluster or the address of its page.
standing-merged-on = Since which day
standing-check = Check before it is recorded

# On a cluster’s profile.
contest = Contest

# What the day of an officer and of an auditor begins with.
today-waits = Waiting for you
today-late = Past the target: { $count }
today-oldest = the oldest since { $day }
today-since = Since yesterday, { $day }
today-received = Applications, reports and disputes received
today-decided = Decided
today-listed = Clusters listed
today-updated = Profiles changed
