# Applications for their applicant, and receipts of whatever somebody did.
applications = Applications
application = Application
application-unnamed = Cluster without a name
application-draft = Draft
application-submitted = Under review
application-returned = Returned to be completed
application-listed = On the register
application-withdrawn = Withdrawn
application-start = New application
application-start-lead = Only you see what an application says, and officers of the registry once you submit it. It becomes public when the cluster is listed.
entering = Applying for a new cluster
entering-lead = One applies in the role of a cluster’s representative. You get the right to apply; you speak for the cluster once an officer lists it. The role you act in now stays yours: change it on the page “Account”.
entering-held = One applies in the role of a cluster’s representative. You hold it: act in it. You come back to the other role on the page “Account”.
entering-do = Go on and begin
application-right = Why you speak for the cluster
application-right-hint = For example: “I work in the cluster’s management company, power of attorney no. 12 of 3 February 2026”. An officer reads this.
application-right-anew = Add to it, or attach a power of attorney
application-letter = Letter or power of attorney
application-letter-hint = PDF, PNG or JPEG of up to 20 MB: a signed letter or power of attorney. Officers and auditors see it, and administrators once the cluster is listed. Where there is one, your right in the registry rests on it.
application-letter-brought = A letter or power of attorney is attached
application-letter-none = No letter or power of attorney is attached
application-begin = Start an application
application-form = What to fill in
application-form-lead = Only what a cluster can’t be listed without. The rest you add later, in the questionnaire. Answer in any order: each answer is kept at once, and you can come back on any day.
application-contact-hint = A shared mailbox that the cluster’s office answers. No names of people are needed.
application-members-hint = The first line may hold headings. Without them any order will do: name, INN or OGRN, type of participant, role, day of joining, with semicolons between or as columns of a spreadsheet. For example: White Pine LLC; 7707083893; small enterprises. Types: { $types }.
application-line = Line
application-step = Question { $number } of { $of }
application-to-list = Back to the list
application-matter-open = Not filled in yet
application-matter-partly = More is needed
application-matter-mend = Correct this
application-matter-optional = If you like
application-members-lines = Participants, each on a line
application-members-count = { $n ->
    [one] { $shown } participant
   *[other] { $shown } participants
}
application-status-lead = If the cluster has an official status, name it. With a status of this list a cluster is listed even if its participants and employees aren’t collected yet: there are { $days } for them. It is given for: { $statuses }. An officer compares the status with its document.
application-status-hint = Choose one; an officer enters further statuses later.
application-status-none = There is no official status
application-submit-waived = The cluster will be listed with a waiver for its official status. An officer decides within five working days.
open-requirements = What to meet so that the record stays active
open-requirements-lead = The cluster is listed, but these requirements are still open. While they are, its level stays initial; after the last day the record becomes inactive. It comes back to life as soon as they are met.
open-requirement-until = by { $day }
application-or = If the number isn’t disclosed
application-save = Save and continue
application-check = Check
application-submit = Submit for review
application-submit-lead = All requirements are met. An officer reviews the application within five working days.
application-submitted-lead = An officer of the registry is reviewing the application. This usually takes up to five working days. It can’t be changed meanwhile.
application-listed-lead = The cluster is on the register. You keep its profile now.
application-returned-heading = What is to be completed
application-withdraw = Withdraw the application
application-withdrawal-reason = Why you withdraw it
unmet-minimum-marker = Requirement { $marker } “{ $label }” isn’t met
unmet-not_borne_out = What is attached doesn’t bear the statement out
unmet-not_borne_out-marker = Requirement { $marker } “{ $label }”: what is attached doesn’t bear the statement out
unmet-right_to_speak = The right to speak for the cluster isn’t shown
unmet-already_listed = This cluster is in the registry already
requirements = Minimum requirements
requirements-met = { $met } of { $of } met
requirements-waived = The cluster has the official status “{ $status }”. The requirements marked “later” may be met after it is listed: there are { $days } for that. If it were listed today, the last day would be { $until }.
application-needs-met = Met
application-needs-open = Not met yet
application-needs-waived = later
alike = Clusters like this one are on the register
alike-lead = If it is the same cluster, no second application is needed: an officer, or who keeps its profile already, gives you the right to keep it.
alike-write = Write to the cluster
alike-tell = Tell the officer
alike-name = a similar name
alike-region = the same region
alike-common = { $n ->
    [one] { $shown } common participant
   *[other] { $shown } common participants
}

# A cluster that an officer enters from a source.
entry = Enter a cluster from a source
entry-lead = The cluster is on the register at once, without an application; each of its statements names this source. Nobody keeps its profile yet: you give that right to who speaks for the cluster once they are found.
entry-source-hint = Where all this is taken from.
entry-url-hint = Such as https://press.example/news/1. Whoever wants to check opens the source by it.
entry-retrieved-on = When you looked at the source
entry-retrieved-on-wrong = That day is still to come: say when you looked at the source
entry-expected = From the list of expected clusters; the record there will be marked by itself
entry-expected-over = That record waits no longer: there is an application for it, the cluster is on the register, or it was removed. Open the record and see how it stands
entry-alike-lead = Check whether it is the same cluster. If it is, add to its profile: a second record isn’t needed.
entry-alike-answer = Have you checked?
entry-other = Yes, this is another cluster
entry-other-wrong = Look at the clusters like it and mark that this is another one
entry-send = Enter on the register

# Receipts.
receipt = Receipt with its proof
acted-done = Recorded
acted-ApplicationListed = The cluster is listed
acted-ApplicationReturned = The application is returned
acted-ApplicationStarted = The application is started
acted-ApplicationSubmitted = The application is submitted
acted-ApplicationWithdrawn = The application is withdrawn
acted-ClaimConfirmed = The statements are confirmed
acted-ClusterAbsorbed = The clusters are merged
acted-ClusterListed = The cluster is on the register
acted-ClusterMerged = The clusters are merged
acted-ClusterResumed = The cluster’s record is resumed
acted-ClusterSuspended = The cluster’s record is suspended
acted-ClusterWithdrawn = The cluster is off the register
acted-EnquiryAnswered = It is noted that the enquiry was answered
acted-ConfirmationWithdrawn = The confirmation is taken back
acted-DisputeAdmitted = The dispute is admitted
acted-DisputeAnswered = The answer to the dispute is recorded
acted-DisputeFiled = The dispute is filed
acted-DisputeRefused = The dispute isn’t admitted
acted-DisputeResolved = The dispute is decided
acted-MembershipDenied = It is recorded that the organisation takes no part in the cluster
acted-MembershipDenialWithdrawn = It is taken back that the organisation takes no part
acted-ReportFiled = Sent to the officers
acted-ReportDecided = The report of a mistake is decided
acted-RightToSpeakStated = The right to speak for the cluster is recorded
acted-RoleGranted = The role is given
acted-RoleRevoked = The role is taken back
acted-MailboxDomainTied = The mail domain is tied
acted-MailboxDomainReleased = The mail domain is released
acted-OrganisationRenamed = The name of the organisation is recorded
acted-IdentifierRecorded = The number of the organisation is recorded
acted-IdentifierRetired = The end of the number is recorded
acted-OrganisationSucceeded = Who followed is recorded
acted-CkrOpened = The opening of the centre is recorded
acted-CkrClosed = The closing of the centre is recorded
acted-PublicationRecorded = The publication is recorded
acted-PublicationCorrected = The correction is recorded
acted-PublicationWithdrawn = The publication is withdrawn
acted-EstimateStated = The estimate is recorded
acted-ValueMasked = The value is hidden by law
acted-MaskLifted = The value is shown again
acted-lead = This is your receipt: the record stands in the registry’s log, and nobody can remove it unnoticed.
acted-position = Number of the record
acted-at = Recorded at
acted-proof = Proof
acted-others = { $n ->
    [one] { $shown } more event was recorded with it
   *[other] { $shown } more events were recorded with it
}
acted-check = The proof is ready within a second and is checked without our server.
acted-verify = How to check it
acted-next = Continue

# Parts of forms.
acts-evidence = Links to what shows it
acts-evidence-hint = Each on a line, for example https://cluster.example/report
acts-files = Attach a document
acts-files-hint = PDF, PNG or JPEG of up to 20 MB. Officers, auditors and the cluster’s representatives open it; everybody else sees only that there is a document.
confirm-show = Attach a link or a document
dispute-files = Attach a document
dispute-files-hint = PDF, PNG or JPEG of up to 20 MB. Officers and auditors open it. The cluster does only if the officer who admits the dispute attaches it.
dispute-admit-files = Attach a document
dispute-admit-files-hint = PDF, PNG or JPEG of up to 20 MB. What is attached opens to the cluster’s representatives and to who filed the dispute; a document it was filed with, only if you tick it here.
dispute-answer-files = Attach a document
dispute-answer-files-hint = PDF, PNG or JPEG of up to 20 MB. Officers, auditors, the cluster’s representatives and who filed the dispute open it; everybody else sees only that there is a document.
acts-link-wrong = This isn’t the address of a page: { $link }
acts-reason-hint = Everybody sees these words: keep to the matter, and name no people.
