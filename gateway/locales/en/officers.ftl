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
representatives-of-hint = The number of a cluster, the address of a cluster’s or an organisation’s page, or the code of a region such as RU-TOM.
representatives-none = There are no such representatives.
representatives-applicant = applies
representatives-account = Account
representatives-more = { $n ->
    [one] And { $shown } role more: say whom they represent.
   *[other] And { $shown } roles more: say whom they represent.
}
representatives-email = The person’s e-mail
representatives-email-hint = The mailbox with which the person is registered here, anna@works.example for example.
representatives-unknown = Nobody is registered with this mailbox. Ask the person to register at /register, then give the role again
grant-letter = Letter or power of attorney
grant-letter-hint = PDF, PNG or JPEG of up to 20 MB: a signed letter or power of attorney. Only officers, auditors and administrators see it.
grant-letter-needed = Attach the letter or power of attorney on which the right rests
grant-letter-basis = A document is attached: choose the basis “Letter or power of attorney”, or remove the document
grant-letter-open = open the letter
