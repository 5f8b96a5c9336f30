enquiry-write = Write to the cluster
enquiry-join = Join the cluster
enquiry-answer = Reply
enquiry-from = From
enquiry-about = About the offer
answers-usually = { $n ->
    [one] Usually answers within { $shown } day
   *[other] Usually answers within { $shown } days
}
enquiry-heading-write = Write to the cluster
enquiry-heading-join = Join the cluster
enquiry-heading-offer = Reply to an offer
enquiry-lead = No account is needed. The cluster sees your name and your message, but not your address; its answer comes to you by mail.
enquiry-what-happens = First we send you a letter with a link: open it, and the message goes to the cluster. The open data keep only that there was an enquiry and that it was answered.
contact-name = Your name
contact-name-hint = Name and organisation, for example “Anna Pine, Example Works”.
contact-name-wrong = Tell the cluster your name
contact-email = Email
contact-email-hint = The link comes here, and then the answer. The cluster doesn’t see the address.
contact-text = Message
contact-text-hint = What you offer or want to know. Up to 4,000 characters.
contact-text-wrong = Write your message
contact-answer = Answer
contact-answer-hint = It goes by mail to who wrote, without your address. Up to 4,000 characters.
contact-answer-wrong = Write your answer
contact-mistake = What is wrong
contact-mistake-hint = Tell us what is right and where it is known from. Only officers read this. Up to 2,000 characters.
contact-mistake-wrong = Tell us what is wrong
contact-too-long = { $n ->
    [one] Shorten the text: there is room for { $shown } character
   *[other] Shorten the text: there is room for { $shown } characters
}
contact-wait = { $n ->
    [one] Many letters were just sent to this address or from your network. Try again in { $shown } minute
   *[other] Many letters were just sent to this address or from your network. Try again in { $shown } minutes
}
contact-too-many-open = Several links were sent to this address already. Open them, or wait for two days
contact-continue = Continue
contact-to-profile = To the cluster’s profile
contact-to-contacts = The cluster’s contacts
no-mailbox-heading = The cluster names no mailbox
no-mailbox = There is nowhere to pass a message on to yet. See the other contacts on its profile.
letter-sent-heading = Check your mail
letter-sent = We have sent you a letter with a link. Open it and press the button: nothing is sent before that. The link works for two days.
letter-sent-missing = If no letter comes, look into the folder for spam.

report-mistake = Report a mistake
report-heading = Report a mistake
report-field = Field
report-text = What is wrong
report-email-hint = A link comes here, so that a report is of a person. The address is shown to nobody.
report-what-happens = Open the link from the letter, and the report reaches the registry’s officers. Everybody sees what they decide and why.

link-used-up = This link was followed and used already. It works once.
link-confirmation-ran-out = The link has run out. Ask the cluster for a new one: its contacts are in the register.
link-enquiry-ran-out = The link has run out, and the message was sent to nobody. Write to the cluster again from its profile.
link-reply-ran-out = The link has run out, and we don’t have the letter any more. If it still matters, wait for another one.
link-report-ran-out = The link has run out, and the report was sent to nobody. Report the mistake again from the profile.

pass-on-link-heading = Send the message to the cluster?
pass-on-link-lead = Check it and send it. The cluster sees the name and the message, but not the address.
pass-on-link-send = Send
pass-on-link-not-you = If you didn’t write this, close the page: nothing is sent.
report-link-heading = Send the report of a mistake?
report-link-lead = Check it and send it to the registry’s officers.
report-link-send = Send
report-link-not-you = If you didn’t write this, close the page: nothing is sent.
reply-link-heading = A question to your cluster
reply-link-lead = Answer here: neither of you sees the other’s address, and everybody learns how soon the cluster answers.
reply-link-send = Answer
reply-link-not-you = The letter is shown by this link alone. Who got it answers for the cluster.
reply-join-link-heading = Somebody wants to join your cluster
reply-join-link-lead = Answer here: neither of you sees the other’s address, and everybody learns how soon the cluster answers.
reply-join-link-send = Answer
reply-join-link-not-you = The letter is shown by this link alone. Who got it answers for the cluster.

done-enquiry-heading = The message is sent
done-enquiry = The message went to the cluster. Its answer comes to you by mail.
done-answer-heading = The answer is sent
done-answer = The answer went by mail. The register notes only that the cluster answered.
done-report-heading = The report is sent
done-report = The report is with the registry’s officers. Their decision and its reason will stand in the review log.
done-confirmed-heading = The membership is confirmed
done-confirmed = You confirmed the membership for your organisation. The cluster’s profile shows it with its basis: a work mailbox.
done-confirmed-before-heading = The membership was confirmed before
done-confirmed-before = Your organisation confirmed all of this before, by another link or on the page “Confirmations”. That confirmation stands; your answer added nothing to it.
done-denied-heading = Recorded: you take no part
done-denied = The membership is closed. The cluster can’t name your organisation again until you take this back yourselves. To do so, register, ask an officer for the role of your organisation’s representative, and take your words back on the page “Confirmations”.
done-inaccurate-heading = An officer will look into it
done-inaccurate = The registry’s officer has your report. The membership isn’t confirmed yet: once it is corrected, the cluster will ask you again.
receipt-position = Entry of the register
receipt-proof = Receipt
receipt-how = Keep the receipt: it shows that the entry wasn’t changed. How to check it:

confirmation-heading = Does your organisation take part in the cluster?
confirmation-lead = The cluster said so in the register. Read it and answer: no account is needed.
confirmation-takes-part = is a participant of the cluster:
confirmation-question = Your answer
confirmation-confirm = We confirm that we take part
confirmation-confirm-hint = Everything listed above is right.
confirmation-deny = We take no part
confirmation-deny-hint = The membership ends at once, and the cluster can’t name you again.
confirmation-inaccurate = Something is inaccurate
confirmation-inaccurate-hint = We take part, but something is stated wrongly. The registry’s officer looks into it.
confirmation-remark = Remark
confirmation-remark-hint = Needed if something is inaccurate: tell us what is right; only an officer reads it. With the other answers it may be left empty: everybody sees it.
confirmation-remark-wrong = Tell us what is inaccurate
confirmation-answer-wrong = Choose one of the three answers
confirmation-send = Send the answer
confirmation-not-you = You answer in the name of your organisation: the mail domain to which the link came shows it. Your address and name don’t go into the register. If the letter isn’t for you, close the page.
confirmation-changed = The cluster changed what it states while this page was open. Read it again and answer.
confirmation-domain-released = The domain of this mailbox isn’t tied to the organisation any more, so nothing can be answered by the link. If that is a mistake, tell the officer: “Report a mistake” at your organisation on the cluster’s profile.
confirmation-answered = Your organisation was heard already on { $day }: its membership is confirmed, and that confirmation stands. If all is right, there is nothing to do. If not, say below what is wrong.
confirmation-denied-before = Your organisation was heard already on { $day }: it takes no part in the cluster. That answer stands, and there is nothing left to answer by this link. If it is mistaken, it can be taken back on the page “Confirmations”.
confirmation-membership-ended = The cluster doesn’t name your organisation as a participant any more: there is nothing to confirm.

ask-members-heading = Ask participants to confirm
ask-members-lead = A participant answers by a link from a letter, without an account. A confirmed membership raises the profile’s confidence and counts for the level.
ask-confirmed = { $n ->
    [0] No participant has confirmed yet.
    [one] { $shown } participant has confirmed.
   *[other] { $shown } participants have confirmed.
}
ask-nobody-waits = Every participant has confirmed.
ask-one = Ask to confirm
ask-sent = A letter was sent:
ask-what = The participant sees exactly this:
ask-domains = Mail domains of the organisation
ask-no-domain = No mail domain is tied to this organisation yet. An officer ties it by a public source or a document, never the cluster that asks to be confirmed.
ask-write-officer = Tell the officer the domain and its source
ask-email = The participant’s mailbox
ask-email-hint = An address in one of these domains, such as that of the office. The link works for 30 days, and once.
ask-domain-wrong = Name an address in a mail domain of this organisation
ask-too-many = Several links were sent to this participant and still work. Wait for an answer
ask-send = Send the letter

mail-confirmation-subject = Confirm that you take part in the cluster “{ $cluster }”
mail-confirmation =
    Hello!

    The cluster “{ $cluster }” said in the register of Russia’s clusters that your organisation ({ $organisation }) is its participant.
    Confirm it, report an inaccuracy, or say that you take no part:

    { $address }

    The link works for 30 days, and once. Nothing is recorded until you answer.
mail-receipt-subject = Your answer about the cluster “{ $cluster }” is recorded
mail-receipt =
    Hello!

    The cluster “{ $cluster }”: { $said }

    The entry of the register and its receipt:
    { $receipt }
mail-enquiry-subject = Send your message to the cluster “{ $cluster }”
mail-enquiry =
    Hello!

    Somebody wrote with this address to the cluster “{ $cluster }” on the Map of Russia’s clusters. If it was you, open the link and send the message:

    { $address }

    The link works for two days. If it wasn’t you, nothing needs to be done: the message isn’t sent.
mail-passed-on-subject = Map of clusters: a question to the cluster “{ $cluster }”
mail-passed-on =
    Hello!

    Somebody wrote to the cluster “{ $cluster }” through the Map of Russia’s clusters.
    Who: { $name }

    { $text }

    Answer by the link, and the answer goes to who wrote. There is no need to reply to this letter:

    { $address }

    The link works for 30 days, and once.
mail-passed-on-join-subject = Map of clusters: somebody wants to join the cluster “{ $cluster }”
mail-passed-on-join =
    Hello!

    Somebody wants to join the cluster “{ $cluster }” and wrote through the Map of Russia’s clusters.
    Who: { $name }

    { $text }

    Answer by the link, and the answer goes to who wrote. There is no need to reply to this letter:

    { $address }

    The link works for 30 days, and once.
mail-answered-subject = The cluster “{ $cluster }” has answered you
mail-answered =
    Hello!

    The cluster “{ $cluster }” has answered your message:

    { $answer }

    You wrote:

    { $text }

    There is no need to reply to this letter: to write again, open the cluster’s profile.
mail-report-subject = Send your report of a mistake
mail-report =
    Hello!

    Somebody with this address found a mistake in the profile of the cluster “{ $cluster }”: { $field }. If it was you, open the link and send the report to the officers:

    { $address }

    The link works for two days. If it wasn’t you, nothing needs to be done: the report isn’t sent.
mail-decided-subject = What was decided of your report
mail-decided =
    Hello!

    You reported a mistake in the profile of the cluster “{ $cluster }”: { $field }.
    The officer’s decision: { $outcome }.

    { $reason }

    Thank you for your help.

# Enquiries to a cluster as its representative sees them.
enquiries = Enquiries to the cluster
enquiries-lead = The letters themselves come to the cluster’s mailbox; here is only what is in the log: when one came, of which kind, and whether it was answered. Who wrote and what isn’t kept here.
enquiries-usually = { $n ->
    [one] By the enquiries of a year the profile says: usually answers within { $shown } day.
   *[other] By the enquiries of a year the profile says: usually answers within { $shown } days.
}
enquiries-none = There were no enquiries yet.
enquiries-waiting = Awaiting an answer
enquiries-waiting-lead = Answer by the link in the letter: then the answer notes itself. If you answered by telephone or from a mailbox of your own, note it here.
enquiries-otherwise = Answered in another way
enquiries-done = Answered
enquiries-write = A letter to the cluster
enquiries-join = Somebody wants to join the cluster
enquiries-offer = About an offer: { $offer }
enquiries-answered = answered on { $day } through the site
enquiries-answered-otherwise = answered on { $day } in another way

# A question to the cluster about what one is asked to confirm.
question = Ask the cluster
question-lead = Your question goes to the cluster’s mailbox in your name. The cluster doesn’t see your address: the answer comes to your mailbox { $email }.
question-about = A question about the statement
question-text = Your question
question-text-hint = Up to 4,000 characters. The letter names the statement that you ask about by itself.
question-send = Send the question
question-no-mailbox = The cluster names no mailbox for everybody, so there is nowhere to pass a question to. If a statement is wrong, contest it: “Something is inaccurate”.
question-message = A question about the statement “{ $label }: { $words }” that the cluster asks to confirm.
