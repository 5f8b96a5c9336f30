# Terms of use of data, and personal data.
section-terms = Terms of use
terms-lead = The registry’s data are open: read, download and use them without registration.
terms-licence = Licence
terms-attribution = The data may be copied, passed on, changed and joined with others, commercially too. Name the source, link to the licence, and say what you changed.
terms-other-licence = What is allowed, and on which terms, is said in the text of the licence.
terms-not-ours = Shapes of regions on the map are from Natural Earth, places from GeoNames, under licences of their own. Documents that profiles link to are not covered.
terms-cite = How to name the source
terms-cite-how = Name the registry, the day and the position of the log: with these anybody finds the same state of the data. Add the address of the page.
terms-what = What these data are
terms-demonstration = The data are a demonstration now: all clusters and organisations are invented. They must not be cited as real.
terms-stated = Clusters tell about themselves. Each statement shows who confirmed it and when; without that mark it means only that the cluster said so. Neither an entry in the register nor a level gives rights or benefits by itself.
terms-as-is = The data are given as they are. A mistake can be disputed; the methodology tells how.
terms-visibility = Past states are open too. What is no longer shown is left out of answers about the past as well; please respect that in your copies.
terms-how = How to get the data
terms-export = Lists can be downloaded as files and through the open data.
terms-reads = { $n ->
    [one] One address may make { $shown } request to the open data in a minute.
   *[other] One address may make { $shown } requests to the open data in a minute.
}

section-privacy = Personal data
privacy-lead = The registry tells of organisations, not of people. It keeps as little as it can of people, and that little is sealed.
privacy-readers = Of those who read the site
privacy-no-third-party = Reading needs no registration. Pages have no counters, no advertising and no scripts of others: the browser speaks to this site alone.
privacy-cookie = The cookie “{ $name }” keeps how pages look, as chosen in the settings for weak sight. It is set only when you choose something, and is kept for a year. For signing in and forms there are three more: “visit” (a form is open in your browser, two days), “session” (you are signed in, up to two weeks) and “device” (somebody signed in here before, half a year: others who guess your password can’t keep you out).
privacy-log-lines = Of a request the server’s working log keeps the method, the pattern of the address, the code of the answer and the time. Network addresses are not in it: they only serve to count requests, so that nobody takes the whole server.
privacy-profiles = Of those who are named in profiles
privacy-no-names = A cluster’s profile gets by without names: a shared mailbox and a duty are enough to get in touch. A name may be stated only with the person’s consent and never goes into the open data.
privacy-fields = These fields are personal data:
privacy-sole-traders = The tax number (INN) of a sole trader is personal data too, so it is not in the open data. Such a participant is found by its OGRNIP.
privacy-applications = A cluster’s application is sealed as a whole until it is entered in the register.
privacy-accounts = In the registry’s log an actor is the number of an account, a role, an organisation and the basis of authority. Who is behind that number is not in the log. Access tokens are not kept, only a digest of each.
privacy-kept = How it is kept
privacy-sealed = Whatever is not for everybody is encrypted before it is written; each field of each record has a key of its own. The log and its copies hold encrypted bytes only, and open pages and exports are made by a part of the program that has none of these keys.
privacy-keys = Keys are kept apart from the log, in a private store, and are themselves encrypted under a master key from a separate file.
privacy-absence = Of a sealed statement one sees only that it is there and how well it is corroborated.
privacy-destroyed = A key is kept, and can be destroyed
privacy-key-gone = The log is not rewritten, or it could not be trusted. Keys of personal data are kept apart from it: without its key no value of a field can be read, neither in the log nor in the copies that others hold, and the log’s integrity is checked without keys. The operator can destroy a key: then the value is gone everywhere and for good, card and history say “erased” and the day, and proofs of the entries still hold.
privacy-open-stays = What was published in the open stays in the log for good. So nothing personal may be written into open fields: names of clusters, descriptions, shared contacts.

# Who answers for the registry, and what it is written about.
operator = Operator of the registry
operator-unknown = The operator of the registry isn’t named.
privacy-asked = How to ask for correction or deletion
privacy-how-to-ask = Write to the operator of the registry: name the cluster or organisation and the statement that is about you, and say whether you want to know, correct or delete it. What a cluster stated, its representative can correct or close itself.
privacy-what-follows = A sealed statement can only be read with a key that the operator keeps, and is deleted by destroying that key. An open one is replaced or taken back by the cluster: it is gone from the profile and from new exports, while the history keeps what it was. Where a law forbids to show it, the operator hides it in every answer, and in its place stands since when and by which law; the entries of the log keep it.
statement-limits = What isn’t convenient yet
statement-limit-map = Circles on the map can’t be reached by keyboard and aren’t read one by one: the list beside has the same clusters, and the register’s table has all of them.
statement-limit-outside = Sites of clusters, documents and other pages that links lead to aren’t checked by us.
statement-limit-language = What a cluster didn’t translate stands in Russian on English pages, marked as such.
statement-checked = How it is checked
statement-axe = Every kind of page is checked automatically with axe by the rules of WCAG 2.2, level AA: in both languages, on a wide screen and on a phone, as usual and in the version for weak sight. A page that fails isn’t published.
statement-people = An automatic check doesn’t find everything. The site hasn’t been tried yet with people who use screen readers.
statement-made = This statement was made on { $day }.
statement-contact = If something can’t be used, write to the operator of the registry which page it is and what is in the way.
