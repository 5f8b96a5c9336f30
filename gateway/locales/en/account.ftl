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
