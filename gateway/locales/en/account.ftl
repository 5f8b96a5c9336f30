# Signing in, one's own account, and the parts of every form.
sign-in = Sign in
sign-in-heading = Sign in
sign-in-lead = For representatives of clusters and organisations, cluster development centres and officers. Reading the register needs no account.
sign-in-wrong = The e-mail address and the password don’t belong together. Check the keyboard layout and try again
sign-in-wait = { $n ->
    [one] There were too many tries. Try again in { $shown } minute
   *[other] There were too many tries. Try again in { $shown } minutes
}
sign-out = Sign out
field-email = E-mail address
field-password = Password
field-code = Code
field-code-hint = Six digits from the app on your phone. Without the phone, one of your recovery codes will do.
code-heading = Confirmation code
code-wrong = The code doesn’t fit: enter the one the app shows now. Each code works once
account = Account
account-acts-as = You act as
account-role = In which role to act
account-act = Act in this role
account-no-role = You have no role in the registry yet. An administrator gives one by a letter of an organisation or by an invitation.
account-role-waits = Once the second step of signing in is set up, you can use the role of
form-correct = Correct to continue
form-error = Error
form-continue = Continue
days = { $n ->
    [one] { $shown } day
   *[other] { $shown } days
}

# The password, and links in letters.
field-new-password = New password
field-new-password-hint = Ten characters or more. Several words that don’t belong together are easiest.
field-current-password = Current password
password-too-short = { $n ->
    [one] Make the password longer: it needs at least { $shown } character
   *[other] Make the password longer: it needs at least { $shown } characters
}
password-too-long = The password is too long: shorten it to two hundred characters
password-of-mailbox = The password holds the name of your mailbox, which is tried first. Choose another one
password-usual = This password is among the first that are tried. Choose another one
password-wrong = The current password doesn’t fit
email-wrong = Write the whole address, such as name@example.com
set-password = Save the password
set-password-heading = Choose a password
set-password-first = You were invited to the registry. You will sign in with the address
set-password-again = A new password for the address
link-gone-heading = The link works no more
link-used = Somebody followed this link and did all there was to do. If it wasn’t you, ask for a new password.
link-ran-out = The link’s time is over. Ask for a new one: the letter comes at once.
link-unknown = There is no such link. Perhaps the address wasn’t copied whole, or a newer link was sent to you.
reset-heading = A new password
reset-lead = Give the address you sign in with. We send a link by which you set a new password.
reset-send = Send the link
reset-sent-heading = Look into your mailbox
reset-sent = If we have an account for this address, a letter with a link is on its way. The link works for an hour.
forgot-password = I forgot my password
mail-invitation-subject = You are invited to the cluster registry
mail-invitation =
    Hello { $name },

    You are invited to the cluster registry of Russia. To set a password and sign in, open this link:

    { $address }

    The link works for seven days, and once.
    If you didn’t expect this letter, there is nothing to do.

    { $site }
mail-reset-subject = A new password
mail-reset =
    Hello { $name },

    Somebody asked for a new password to the cluster registry. If it was you, open this link:

    { $address }

    The link works for an hour, and once.
    If it wasn’t you, there is nothing to do: the password stays as it is.

    { $site }

# One’s own account.
account-password = Password
account-password-lead = A change of the password ends your other sessions.
account-factor = Second step of signing in
account-sessions = Sessions
account-sessions-lead = These are all browsers in which you are signed in. End one that you don’t know, and change your password.
account-tokens = Access tokens
account-tokens-lead = A token is for programs that work with the registry in your name. It acts in one role, and for a time.
session-this = this browser
session-began = signed in
session-seen = last seen
session-network = network
session-unknown-browser = Unknown browser
session-end = End
session-end-all = Sign out everywhere
factor-lead = You sign in with the password, and then with a code from an app on your phone. Who learns the password can’t come in without the phone.
factor-whom = Officers, auditors and administrators need it: without it the role can’t be used. For others it is a good idea.
factor-password-hint = This changes how you sign in, so we make sure once more that it is you.
factor-begin = Set up
factor-step-app = Put an app for codes on your phone: any with TOTP will do.
factor-step-scan = Point it at the picture.
factor-picture = QR code for the app
factor-letters = Or type into the app:
factor-step-code = Enter the code that it shows.
field-first-code-hint = Six digits; a new code comes every thirty seconds.
factor-confirm = Turn on
factor-in-use = The second step is on.
factor-codes-left = { $n ->
    [one] { $shown } recovery code is left.
   *[other] { $shown } recovery codes are left.
}
factor-new-codes = New recovery codes
factor-remove = Change the phone
factor-remove-note = “Change the phone” turns the second step off, and you set it up anew at once. Your other sessions end.
recovery-heading = Recovery codes
recovery-lead = Keep them where you won’t lose them together with the phone: we don’t show them again. Each stands for one code, once.
recovery-kept = I have kept the codes
token-role = In which role it acts
token-role-wrong = Choose a role
token-label = What the token is for
token-label-hint = For instance: “Export to our system”. Only you see this.
token-label-wrong = Write what the token is for, in up to eighty characters
token-access = What it may do
token-access-hint = Choose the least: whoever finds a lost token can do only what it may.
token-reads = read only
token-writes = read and write
token-subject = For whom it speaks
token-subject-hint = The token works for what you choose only, and stops when that right ends.
token-subject-all = for everything that the role speaks for
token-subject-wrong = Choose for whom the token speaks in this role
token-held-to-none = the right that it was made for has ended
token-days = How long it works
token-access-wrong = Choose whether it only reads or writes too
token-days-wrong = Choose a time
token-too-many = { $n ->
    [one] You have { $shown } token already, and no more are allowed. Remove one
   *[other] You have { $shown } tokens already, and no more are allowed. Remove some
}
token-new = A new token
token-issue = Make a token
token-made = The token is made. Copy it now: we don’t show it again.
token-until = works until
token-remove = Remove

# Accounts, for the administrator.
admin-accounts = Accounts
admin-accounts-lead = People with access to the registry. Names and addresses are seen here alone and never get into the registry’s log.
admin-acts = What this account did
admin-people = People
nav-desk = Auditor’s desk
admin-roles = Roles
admin-no-roles = no roles
admin-waiting = the invitation waits for an answer
admin-by-link = answers by a link from a letter, without a password
admin-not-in = no password, and no invitation that holds
admin-factor = on
admin-no-factor = not set up
admin-remove-factor = Reset the second step of signing in
admin-remove-factor-lead = The person begins anew, and their sessions end. Prove that it is you: your own password and a code of your own second step are needed.
admin-own-password = Your password
admin-own-code = Your code
invite-heading = Invite
invite-lead = They get a letter with a link by which they set a password.
invite-email-hint = A work address.
invite-name = Name
invite-name-hint = How to address them.
invite-name-wrong = Write a name, in up to a hundred and twenty characters
invite-send = Invite
invite-again = Send the invitation again
grant-heading = Give a role
grant-give = Give the role
grant-role = Role
grant-role-wrong = Choose a role
grant-cluster = Cluster
grant-cluster-hint = For a cluster representative: the cluster’s name, its number or the address of its page; by the name you will be offered a choice. Leave it empty for who only applies.
grant-cluster-wrong = There is no such cluster in the register: check the name or the number
grant-organisation = Organisation
grant-organisation-hint = For a representative of an organisation, a development centre or an authority: its name, its INN or OGRN, or the address of its page; by name or number you will be offered a choice.
grant-organisation-wrong = The registry knows no such organisation: check the name or the number, or paste the address of its page
grant-region = Region
grant-region-hint = For a development centre or an authority.
grant-region-wrong = Choose the region
picker-found = Found by “{ $words }”
picker-choose = Choose one of those that were found, or make the name more exact
grant-basis = What the right rests on
grant-basis-wrong = Choose what the right rests on
grant-revoke = Take the role back
grant-reason = Why
grant-reason-wrong = Write why the role is taken back: the reason stays in the log

# The security journal.
security = Security journal
security-lead = Sign-ins and refusals, passwords, second steps, access tokens, looks at sealed statements. Kept for a year.
security-when = When
security-what = What
security-account = Account
security-network = Network
security-nobody = unknown
security-all = All events
security-kind = Event
security-nothing = There are no such events.
security-earlier = Earlier
security-signed_in = Signed in
security-password_given = The password was right, a code is awaited
security-sign_in_failed = Signing in failed
security-sign_in_held_back = A try was held back: there were too many
security-code_refused = A code was refused
security-signed_out = Signed out
security-sessions_ended = Sessions ended
security-password_set = A password was set
security-reset_asked = A new password was asked for
security-invited = An invitation was sent
security-factor_set = The second step was turned on
security-factor_removed = The second step was turned off
security-recovery_codes_made = Recovery codes were made
security-role_taken = A role was chosen
security-token_issued = An access token was made
security-token_removed = An access token was removed
security-sealed_seen = Sealed statements were looked at
