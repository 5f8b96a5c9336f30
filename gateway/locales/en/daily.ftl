# Expected on the map.
expected = Expected on the Map
expected-lead = Clusters that are known and not in the registry yet. The list is open to everybody; that a cluster applied is seen by officers, by auditors and by the development centre of its region.
expected-public = As everybody sees it
expected-public-lead = Clusters that are known from public sources and have no entry in the registry yet: nobody confirmed what is said of them here, and they have no level. Officers of the registry and cluster development centres keep the list.
expected-own = Is this your cluster?
expected-apply = Apply to be entered in the registry
expected-open-account = Open an account and apply
expected-keep = Keep this list
expected-document = evidence
expected-nothing = There are no such clusters
expected-count = { $n ->
    [one] { $shown } cluster
   *[other] { $shown } clusters
}
expected-cluster = Cluster
expected-standing = Standing
expected-known = Known
expected-invited = Invited
expected-applied = Applied
expected-registered = In the registry
expected-removed = Not expected any more
expected-source-self = the cluster itself
expected-source-document = a document
expected-source-register = a register or a list
expected-source-press = a publication
expected-invited-on = Invitations
expected-not-invited = not invited yet
expected-application = Application
expected-add = Add a cluster
expected-add-lead = Note a cluster that isn’t in the registry yet. Its name, region, source and date will be seen by everybody.
expected-add-send = Add
expected-name = Name of the cluster
expected-name-hint = As the source calls it, for example “Machine tool cluster of the Tomsk region”. In Russian where there is a Russian name.
expected-name-wrong = Write the name of the cluster
expected-name-en = Name in English
expected-name-en-hint = Where the source has it.
expected-region = Region
expected-region-wrong = Choose a region
expected-source = Source
expected-source-hint = How it is known that there is such a cluster.
expected-source-wrong = Choose a source
expected-url = Address of the source
expected-url-hint = For example https://press.example/news/1. This or a link to a document below is needed.
expected-url-wrong = Write the whole address: it begins with https://
expected-evidence = Links to documents
expected-evidence-hint = Each on a line of its own.
expected-evidence-wrong = Write each link in full: it begins with https://
expected-known-since = Known since
expected-known-since-hint = The day on which the source told of it.
expected-known-since-wrong = Give the day on which the source told of the cluster
expected-done-noted = The cluster is on the list of expected ones.
expected-done-invitation = The invitation is sent: the letter leaves within a minute.
expected-done-unsent = The invitation is recorded, but the letter didn’t leave: the queue of letters is full. Send it again later.
expected-done-application = The application is linked with the cluster.
expected-done-registration = Recorded: the cluster is in the registry.
expected-done-unmarked = The cluster is on the register, but somebody else had marked this record before. See whether the cluster was entered twice.
expected-done-removal = Recorded: the cluster isn’t expected any more.
expected-letter = Text of the letter
expected-invite = Invite
expected-invite-lead = The cluster gets a letter with a link to register. The log gets only the day of the invitation, never the address.
expected-invite-field = Mailbox of the cluster
expected-invite-hint = A public address from the source, for example office@cluster.example.
expected-invite-wrong = Write the whole address, for example office@cluster.example
expected-invite-send = Send the invitation
expected-link = Link with an application
expected-link-lead = Say which application this cluster handed in. Until it is listed, officers and the centre of the region see the link.
expected-both = One is chosen and another one is typed: leave only one of them
expected-link-likely = An application of the queue
expected-link-likely-hint = Those of the same region and of a like name come first.
expected-link-field = The number of another application
expected-link-hint = If it isn’t in the list above: its number, or the address of its page.
expected-link-wrong = Choose an application, or paste its whole number
expected-link-send = Link
expected-register = Mark as in the registry
expected-register-lead = Say under which profile the cluster is in the registry.
expected-register-likely = A cluster of this region
expected-register-likely-hint = Those of a like name come first.
expected-register-field = Another cluster of the register
expected-register-hint = If it isn’t in the list above: its name, its number such as 3z5k0a7c41, or the address of its page. By the name you will be offered a choice.
expected-register-wrong = There is no such cluster in the register: choose from the list, check the name, or paste the number of ten signs
expected-register-send = Mark
expected-remove = Not expected any more
expected-remove-lead = The cluster leaves the list; the reason stays for everybody to see.
expected-remove-field = Reason
expected-remove-hint = In one phrase, for example “Noted twice”. Where the note was wrong, remove it and add the right one.
expected-remove-wrong = Write the reason
expected-remove-send = Remove from the list
mail-expected-subject = An invitation to the Map of Russian clusters
mail-expected =
    Hello,

    The cluster “{ $cluster }” is invited to the Map of Russian clusters, an open registry in which clusters speak for themselves and each statement shows who confirmed it.

    To apply, open an account:

    { $address }

    What the registry is and how it works: { $about }

    If this letter reached you by mistake, there is nothing to do.

# How profiles stand.
completeness = How profiles stand
completeness-lead = How questionnaires are filled by section, the emptiest first. What counts are the fields and lists that apply to a cluster.
completeness-nothing = There are no such clusters
completeness-state = The questionnaire has
completeness-without = Not provided
completeness-section = In the section
completeness-since = Changes since
completeness-changed = Since that day
completeness-changed-any = whatever
completeness-changed-true = something changed
completeness-changed-false = nothing changed
completeness-share = Completeness
completeness-changes = Changes since
completeness-updated = updated
completeness-last = reminded { $day }
completeness-pick = Choose:
completeness-sum = All that were found
completeness-filled = { $filled } of { $of }
completeness-stale = to update: { $count }
completeness-disputed = disputed: { $count }
completeness-not-provided = none: { $count }
completeness-not-applicable = not applicable
completeness-choose = Choose at least one cluster
completeness-remind-heading = Remind representatives
completeness-remind-lead = Whoever speaks for a cluster gets a letter: what to update, what is missing and where it is filled in. About the same cluster a person gets one letter in a week.
completeness-remind = Remind the chosen ones
completeness-remind-all = { $n ->
    [one] Remind the one found
   *[other] Remind all that were found: { $shown }
}
completeness-reminded = { $n ->
    [0] No new letters.
    [one] { $shown } letter sent.
   *[other] { $shown } letters sent.
}
completeness-before = { $n ->
    [one] { $shown } person was reminded this week already.
   *[other] { $shown } people were reminded this week already.
}
completeness-nobody = { $n ->
    [one] { $shown } cluster has no representative with a mailbox yet.
   *[other] { $shown } clusters have no representatives with a mailbox yet.
}
mail-reminder-subject = Questionnaire of the cluster “{ $cluster }”: what to add
mail-reminder =
    Hello { $name },

    In the questionnaire of the cluster “{ $cluster }” on the Map of Russian clusters:

    to be updated: { $stale };
    disputed: { $disputed };
    not provided: { $missing }.

    It can be filled in here:

    { $address }

    Where everything holds, say so with one button under “Yearly renewal” on the same page.
