# The daily work of officers: reports of mistakes, mail domains of organisations, grants.
queue-reports = Reports of mistakes
queue-reports-passed = Reports of mistakes that were passed to you
report-of-mistake = Report of a mistake
report-about = About
report-came = Came
report-said = What is wrong
report-said-erased = The reporter’s words were erased
report-stands = What stands now
report-stated = Stated on { $day }, { $ago }
report-days-ago = { $n ->
    [0] today
    [one] { $shown } day ago
   *[other] { $shown } days ago
}
report-changed = This statement was changed after the report.
report-history = History of this statement
report-decide = Decision
report-mend-lead = If the report is right and you have something to go by, correct the statement first, then record the decision.
report-mend = Correct the statement
report-holds = If it is right as it stands, say so on the page of the renewal:
report-holds-renewal = “The rest holds today”
report-outcome = What is decided
report-outcome-wrong = Choose a decision
report-outcome-corrected = Corrected: it was a mistake, and the statement is right now
report-outcome-corrected-hint = You or the cluster corrected it.
report-outcome-declined = Declined: it is no mistake
report-outcome-declined-hint = The statement stays as it is.
report-outcome-passed_to_cluster = Passed to the cluster
report-outcome-passed_to_cluster-hint = The cluster’s representatives see the report in their queue, without the reporter’s words.
report-reason = Why
report-decide-send = Record the decision

# Mail domains of an organisation.
domains = Mail domains
domains-lead = Whoever answers from a mailbox of a tied domain speaks for the organisation: it confirms a membership without an account. An officer ties a domain by a public source or a document. The word of the cluster itself isn’t enough for that.
domains-none = No domain is tied yet.
domains-since = Tied on { $day }: { $role }, account { $account }
domains-until = Released on { $day }: { $role }, account { $account }
domains-release = Release the domain
domains-release-lead = Roles that were given to mailboxes of this domain end. What was said from them stays.
domains-reason = Why { $domain } is the organisation’s no more
domains-tie = Tie a domain
domains-former = Released domains
domains-domain = Domain
domains-domain-hint = What stands after the @ in work addresses, works.example for example. Free mail services won’t do.
domains-domain-wrong = Give the domain without the name of a mailbox, works.example for example
domains-shared = A shared domain
domains-shared-yes = Yes, these organisations share their mail
domains-shared-hint = This domain is tied already: { $names }. Organisations of one holding may share a domain: then any mailbox of it can speak for each of them.
domains-shared-wrong = Say that these organisations share the domain, or give another one
domains-source = Where this is known from
domains-source-wrong = Choose where this is known from
domains-source-register = A state register
domains-source-document = A document
domains-source-press = A publication
domains-url = Address of the source
domains-url-hint = The page that names the domain, https://register.example/1 for example. It or the evidence below is needed.
domains-url-wrong = Give the whole address of the page, https://register.example/1 for example
domains-files = Attach a document
domains-files-hint = PDF, PNG or JPEG of up to 20 MB, a letter of the organisation for example. Only officers and auditors see it.
letters-kept = Attached
letters-one = One document is asked for. Choose a single file, or put the pages together into one PDF
letters-enough-today = Up to { $documents } documents of { $size } MB in all can be attached within a day. “{ $name }” isn’t kept: attach it tomorrow. You can send the rest now
letters-too-many = Up to { $documents } documents of { $size } MB in all can be attached. “{ $name }” isn’t kept. Describe it in your explanation: an officer will tell you how to hand it over

# Who represents whom.
representatives = Representatives
representatives-lead = Who speaks for clusters, organisations and regions, and by what right. There are no names here: only an administrator has those.
representatives-of = Whom they represent
representatives-of-hint = The name or the number of a cluster, the name of an organisation, the address of a page, or the code of a region such as RU-TOM.
representatives-none = There are no such representatives.
representatives-applicant = applies
representatives-account = Account
representatives-more = { $n ->
    [one] And { $shown } role more: say whom they represent.
   *[other] And { $shown } roles more: say whom they represent.
}
representatives-email = The person’s e-mail
representatives-email-hint = The mailbox with which the person is registered here, anna@works.example for example.
representatives-unknown = Nobody is registered with this mailbox. Send the person the link below this field, and give the role again once they are registered
representatives-register = The page where people register themselves
grant-letter = Letter or power of attorney
grant-letter-hint = PDF, PNG or JPEG of up to 20 MB: a signed letter or power of attorney. Only officers, auditors and administrators see it.
grant-letter-needed = Attach the letter or power of attorney on which the right rests
grant-letter-basis = A document is attached: choose the basis “Letter or power of attorney”, or remove the document
grant-letter-open = open the letter

# The record of an organisation.
officers-day-wrong = Give the day
record = The record of the organisation
record-lead = Its name, its numbers and who followed it. Whatever you record stays in the log; what stood before stays on the page of the organisation.
record-rename = Name
record-rename-send = Record the name
record-name = Full name in Russian
record-name-en = Name in English
record-kind = What happened
record-kind-change = The organisation was renamed
record-kind-correction = The name was recorded wrongly
record-kind-wrong = Choose whether it was renamed or a mistake is corrected
record-identify = A further number
record-identify-send = Record the number
record-number = Number
record-number-hint = INN, OGRN or OGRNIP in digits; of a foreign organisation its number in the register of that country.
record-country-hint = Only for a foreign number.
record-since = Since when
record-retire = The number is its own no more
record-retire-send = Record the end of the number
record-until = The last day
record-sealed = INN of a sole trader (sealed)
record-succeed = Who followed it
record-succeed-send = Record who followed
record-succeed-lead = With a merger, an accession or a transformation the organisation ends: its numbers are closed, and that can’t be undone. Its memberships stay as they are until the clusters state them anew.
record-successor = An organisation of the registry
record-successor-hint = Its name, INN, OGRN or the address of its page. By name or number you will be offered a choice.
record-successor-wrong = The registry knows no such organisation: check the name or the number, or name a new one below
record-successor-name = Or a new organisation: its full name in Russian
record-successor-name-hint = If the registry doesn’t know it yet.
record-successor-number = INN or OGRN of the new organisation
record-successor-number-hint = Not needed if a number passes over to it.
record-form = Form of the reorganisation
record-form-wrong = Choose the form of the reorganisation
record-on = Day of the reorganisation
record-passing = Which numbers pass over
record-passing-hint = The others end with that day.

# Cluster development centre of a region.
ckr-keep = Cluster development centres
ckr-keep-lead = Record that the region opened or closed a cluster development centre. The document and the reason are seen by everybody.
ckr-open = A centre was opened
ckr-open-send = Record the opening
ckr-organisation = An organisation of the registry
ckr-name = Or a new organisation: its full name in Russian
ckr-number = INN or OGRN of the new organisation
ckr-number-wrong = Name the organisation: choose one of the registry, or write its name and number
ckr-opened-on = Since when
ckr-close = The centre was closed
ckr-close-send = Record the closing
ckr-closed-on = Since when it is no more
ckr-stands = { $name }, opened { $day }
ckr-regions = Development centres of regions
ckr-regions-lead = Choose a region: on its page you record that a centre was opened or closed.

# Estimate of the number of clusters.
estimate = Estimate of the number of clusters
estimate-lead = How many clusters somebody thinks there are in the country. The last one recorded stands in the statistics beside the clusters of the register, with its source.
estimate-state = A new estimate
estimate-state-send = Record the estimate
estimate-clusters = How many clusters
estimate-clusters-wrong = Write a number
estimate-source = Whose estimate it is
estimate-source-hint = In words for everybody, “Ministry of Industry” for example.
estimate-stated-for = Of which day

# Publications, as an officer keeps them.
publication-new = Record a publication
publication-new-lead = A report, a review, a rating or an announcement. Everybody sees it; a correction and a withdrawal stay visible too.
publication-keep = Correct or withdraw
publication-keep-lead = A correction says everything anew; what was said before stays in the log.
publication-record = What is said of the publication
publication-record-send = Record
publication-correct = Correct it
publication-correct-send = Record the correction
publication-withdraw = Withdraw it
publication-withdraw-send = Withdraw
publication-withdraw-lead = It leaves the list and the feed; that it was there, and why it was withdrawn, stays to be read.
publication-kind-wrong = Choose the kind
publication-title = Title in Russian
publication-title-en = Title in English
publication-title-wrong = Write the title
publication-summary = What it is about, in a few sentences
publication-summary-en = The same in English
publication-published-on = Came out on
publication-now = The registry says now: { $field } — { $value }
publication-now-nothing = not given
publication-url = Where it can be read
publication-url-hint = The address of a page or a file; or attach a document below. An announcement can do without.
publication-url-wrong = Write the whole address: it begins with https://
publication-url-both = There are an address and a document: leave only one of them
publication-files = Document
publication-files-hint = PDF, PNG or JPEG of up to 20 MB; everybody can download it.
publication-regions-hint = None marked: about all regions.
publication-specialisations-hint = None marked: about all specialisations.
publication-reason = Why it is corrected
publication-withdrawal-reason = Why it is withdrawn

# What is hidden by law.
masks = Hidden by law
masks-lead = What is hidden is gone from every page and every answer, those about the past too; level and log stay as they are, and it is shown since when and by which law it is hidden.
masks-from-history = Choose what to hide in the history of the cluster
masks-hide = Hide by law
masks-hide-send = Hide
masks-which = What to hide
masks-which-wrong = Choose what to hide
masks-one = This stated value only
masks-always = Everything that is stated of it, later values too
masks-law = Law
masks-law-hint = In words for everybody, “149-FZ, article 10” for example.
masks-show = Show again
masks-lifted = Somebody else has shown this again already.
masks-show-send = Show

# Editions, as an administrator sees them.
editions = Editions of rules and questionnaire
editions-lead = Which editions are in force, since when, and which proposals each took.
editions-how = A new edition is adopted at the server: every cluster is assessed anew by it, so its text is first checked against the whole register. The check says what would change for whom, and records nothing. The ids of the proposals that an edition takes stand on their pages:
editions-none = There are no editions yet
editions-unreadable = The text of this edition can’t be read: the one before is in force.
editions-proposals = It took the proposals
editions-check = Check:
editions-adopt = Adopt:
editions-rulebook = Rules of levels
editions-catalogue = Questionnaire
editions-dictionaries = Dictionaries
editions-regions = Regions
