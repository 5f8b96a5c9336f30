# Notices.
notices = Notifications
notices-lead = What others did with the clusters and organisations you speak for, what became of your application, and what will be out of date soon.
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
