# Registration of an applicant.
registration-heading = Registration
register-lead = You need an account to apply for a cluster to be listed. We’ll e-mail you a link, and you choose a password there.
register-email-hint = Your work address, for example name@cluster.example. It isn’t published in the register.
register-send = Send the link
register-known = Have an account already?
register-here = No account yet?
register-begin = Register
register-sent = A letter with a link is on its way. The link works for a day, and once.
register-sent-none = No letter? Look into your spam folder and check the address.
register-again = Type the address again
register-address = You will sign in with
register-name = What to call you
register-name-hint = For example: Anna Petrova. Only you and the administrator see your name; it doesn’t go into the register’s log.
register-enter = Create the account
security-registered = Registration
mail-registration-subject = Registration on the Cluster Map of Russia
mail-registration =
    Hello!

    Somebody typed your address to register on the Cluster Map of Russia. If it was you, open the link and choose a password:

    { $address }

    The link works for a day, and once.
    If it wasn’t you, there is nothing to do.

    { $site }
mail-known-subject = You have an account already
mail-known =
    Hello!

    Somebody typed your address to register on the Cluster Map of Russia, but you have an account already.
    If it was you and you forgot the password, set a new one:

    { $address }

    If it wasn’t you, there is nothing to do.

    { $site }
