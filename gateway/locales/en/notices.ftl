# Notices.
notices = Notifications
notices-lead = Here and by mail you are told what others did. Your own acts aren’t told.
notices-of-nothing = Nothing is told to your role: nothing waits for you by a date. The journals and the control samples are open whenever you come for them.
notices-of-clusters = Clusters that you speak for: what was done with them, what became of your application and what runs out soon.
notices-of-organisations = Organisations that you speak for: what was recorded of them and where they were named as taking part.
notices-of-regions = Clusters of your region: listed, moved to another level, suspended, merged into another or out of the register; an application that names your region first was submitted; an expected cluster applied.
notices-of-officers = What waits for an officer’s decision: an application, a report of a mistake, a dispute, a proposal.
notices-of-proposals = Your proposals on the questionnaire and the rules: published, answered, taken into a new edition.
notices-nothing = Nothing happened so far.
notices-unread = { $n ->
    [one] { $shown } new notification.
   *[other] { $shown } new notifications.
}
notices-new = new
notices-mark = Mark as read
notices-settings = Letters
notices-by-mail = How to send notifications by mail
notices-by-mail-hint = They always stand in this list. A letter has only what you haven’t read yet.
notices-by-mail-at-once = At once, each by itself
notices-by-mail-daily = Once a day, in one letter
notices-by-mail-never = Not at all
notices-by-mail-wrong = Choose how to send notifications
notices-not-mailed = Letters with notifications don’t leave now: the site’s settings don’t name its address, so links in them would lead nowhere. Your choice is kept.
notices-are-files = Letters aren’t sent by mail now: the site’s settings name no mail server, and letters are put into a folder on the site’s own machine. Your choice is kept.
notices-keep = Save
notices-done-read = The notifications are marked as read.
notices-done-kept = The setting is saved.
notices-application = Your application
notices-application-came = A new application
notices-applied-in-region = An application for a cluster of your region was submitted. Until it is decided an officer sees what it says
notices-proposal = Your proposal
notices-proposal-came = A proposal on the questionnaire and the rules
notices-proposal-made = A new proposal was made and waits for an answer
notices-proposal-published = An officer published it
notices-proposal-answered = An officer answered: { $outcome }
notices-proposal-taken = A new edition takes it
notices-soon = Some statements will be out of date soon: confirm them by { $day }
notices-mail-more = { $n ->
    [one] And { $shown } more notification.
   *[other] And { $shown } more notifications.
}
mail-notices-subject = { $n ->
    [one] Map of clusters: { $shown } new notification
   *[other] Map of clusters: { $shown } new notifications
}
mail-notices =
    Hello { $name },

    { $lines }

    All notifications, and how they are mailed: { $address }
