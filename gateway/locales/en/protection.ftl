# What protects an account: proving who one is, letters about changes, bounds.
token-password = Your password
token-password-hint = A token works after you have signed out too, so we make sure once more that it is you.
token-code-hint = Six digits from the app on your phone. The code you signed in with doesn’t work a second time: wait for the next one.
token-days-hint = A token of an officer, an auditor or an administrator works for 90 days at most.
token-days-too-long = In this role a token works for 90 days at most. Choose a shorter time
session-end-with = What ends with the sessions
session-end-tokens = { $n ->
    [one] Remove the access token too: { $shown } works now
   *[other] Remove the access tokens too: { $shown } work now
}
session-end-tokens-hint = Who took over a session of yours may have made a token to stay in by. Programs that work with tokens will need new ones.
mail-told-nowhere = unknown
mail-told =
    Hello { $name },

    Something was changed in your account at the Cluster Map of Russia.

    What was done: { $what }
    From where: { $place }

    If it was you, there is nothing to do.
    If it wasn’t, open the site, choose “Sign in” and then “I forgot my password”, and set a new one. All sessions end then, and access tokens stop working.

    This letter has no links: so it is harder to forge.
evidence-enough-today = Enough documents have been uploaded for today, and “{ $name }” wasn’t kept. Upload it tomorrow or give a link
