# Lists of the questionnaire: the table, the form of an item, its end.
items-open = Open the list
items-add = Add
items-new = New item
items-added = The item was added
items-changed = The item was changed
items-closed = The item was closed; its history is kept
items-nothing = There is nothing here yet. Add the first item: the list begins with it.
items-none-heading = Is there nothing to list?
items-none-zero = There are none: that is said of the cluster, not left out
items-none-not-applicable = It doesn’t apply
items-none-withheld = We don’t disclose it
items-none-not-provided = We don’t know yet: take this answer back
items-none-choose = Choose why the list has no items
items-none-do = Record the answer
items-type-known = The type is filled in as the registry has it for this organisation. Check it and send the form again
items-none-meanwhile = The list changed while you were answering
items-none-filled = There is something in it already: { $count }. Your answer that there is nothing isn’t recorded. If an entry shouldn’t be there, end it.
items-none-answered = The answer in it is now “{ $said }”. Your choice is kept below: if it is the right one, send it again.
items-none-taken-back = The answer that stood there was taken back. Your choice is kept below: if it is right, send it again.
items-none-done = The answer is recorded
items-none-undo = Everybody sees this. Add the first item, and the answer is taken back by itself.
items-elsewhere = This list isn’t filled in here: a registry officer keeps it, or its items need a file.
items-search = Find in the list
items-find = Find
items-state = State
items-ways = Actions
items-close = Close
items-close-long = Close the item
items-close-lead = A closed item counts no more, and stays in the history of the cluster.
items-close-on = Since which day
items-close-on-hint = The last day, such as the day of leaving the cluster. Leave it empty if it isn’t known.
items-close-reason = Why
items-close-reason-hint = In a few words, such as “Left the cluster” or “The project is complete”. Everybody will see it.
items-close-do = Close the item
items-before = Back
items-after = Next
items-ended = Closed items
items-ended-on = until
items-optional = can be left out
items-none = If there is no answer, why
items-source = Where it is known from and what shows it
items-save = Record
items-same = You haven’t changed anything: correct an answer or go back to the list
items-needed = Fill this in: the item can’t be recorded without it
items-emptied = Fill this in, or choose why there is no answer
items-both = Keep one of the two: the answer, or why there is none
items-inn-hint = 10 digits. An organisation that the registry knows is found by its INN; to name another organisation type the INN of that one.
items-ogrn-hint = 13 digits; of a sole trader the OGRNIP of 15 digits instead of the INN.
items-name-hint = Only for an organisation that isn’t in the registry yet, such as LLC White Pine.
items-organisation-new = This organisation isn’t in the registry yet: type its name
items-unknown = This organisation isn’t in the registry yet. Type its name: it will appear together with the item.
items-in-clusters = Participant of
items-regions = Region by INN and branches
items-foreign = An organisation of another country
items-country = Country
items-number = Number in that country’s register
items-meanwhile = While you answered, the item changed
items-meanwhile-do = Your answers are kept below. Compare them with what the registry says now: if yours are right, send them once more.

# Participants as lines or a table.
import-open = Paste lines or bring a table
import-title = Participants as lines or a table
import-lead = Take the table of participants, correct it and bring it back, or paste lines copied from a table of yours. We show first what will change; all of it is recorded at once, or nothing.
import-table = Download the cluster’s participants (XLSX)
import-table-hint = Rows that you leave as they are change nothing. A participant that isn’t in the table stays in the cluster; to close a membership give the day of leaving.
import-rows = Lines of a table
import-rows-hint = The first line may hold headings. Without them any order will do: INN or OGRN, name, type of participant, role, day of joining, with semicolons between or as columns of a spreadsheet. For example: White Pine LLC; 7707083893; small enterprises.
import-file = Or a file with a table
import-file-hint = XLSX or CSV, at most 5 MB.
import-check = Check
import-check-again = Check once more
import-record = Record
import-nothing = Paste lines or choose a file
import-too-large = The table is too large: split it into parts of at most 5 MB and 5,000 rows
import-of-another = That is the table of another list: “{ $list }”. Bring it on the page of that list, or take the table of this one
import-control-character = Line { $line } holds an invisible control character, so the table can’t be read. Clear that line and type it again
import-unreadable-lines = The lines can’t be read as a table. Check that no quotation mark in them stands alone, and paste them again
import-both = You have both pasted lines and brought a file. Say which to import: both are kept
import-both-large = You have both pasted lines and brought a file. Leave one: clear the lines to import the file, or check them without the file
import-both-which = Which is to be imported?
import-both-rows = The pasted lines
import-both-file = The table of the file
import-unreadable = The table can’t be read. Save it as XLSX or CSV and try again
import-report = What will come of it
import-other = While you looked, the list changed
import-other-do = Nothing is recorded. Below stands what would come of it now: please look once more.
import-same = The table says what the registry says: there is nothing to record.
import-mend = Correct the marked rows right here or in your table. While one of them isn’t accepted nothing is recorded.
import-done = The table is recorded
import-row = Row
import-name = Name
import-outcome = What happens
import-heading = Headings
import-added = Added
import-changed = Changed
import-closed = Closed
import-wrong = Not accepted
import-count-wrong = { $n ->
    [one] { $shown } row not accepted
   *[other] { $shown } rows not accepted
}
import-count-added = { $n ->
    [one] { $shown } participant added
   *[other] { $shown } participants added
}
import-count-changed = { $n ->
    [one] { $shown } participant changed
   *[other] { $shown } participants changed
}
import-count-closed = { $n ->
    [one] { $shown } membership closed
   *[other] { $shown } memberships closed
}
import-count-same = { $n ->
    [one] { $shown } row as it was
   *[other] { $shown } rows as they were
}
import-more = { $n ->
    [one] And { $shown } more row
   *[other] And { $shown } more rows
}
import-title-of-list = { $list }: as lines or a table
import-lead-of-list = Take the table of the list, correct it and bring it back, or paste lines copied from a table of your own. First you see what would change; then all of it is recorded at once, or nothing.
import-table-of-list = Download the cluster’s list (XLSX)
import-table-hint-of-list = Rows that you don’t correct change nothing. Leave the number of an item as it is: it says which one is meant; a new item has none. An item that isn’t in the table stays; to close one, give the day in the column «Запись закрыта».
import-rows-hint-of-list = The first line may be headings, as in the table to download. Without them the columns are: { $order }. Between columns stands a tab or a semicolon; several values in one column are parted by |. Name participants of a project by name, INN or number of the item.
import-count-added-of-list = { $n ->
    [one] { $shown } item is added
   *[other] { $shown } items are added
}
import-count-changed-of-list = { $n ->
    [one] { $shown } item changes
   *[other] { $shown } items change
}
import-count-closed-of-list = { $n ->
    [one] { $shown } item is closed
   *[other] { $shown } items are closed
}
