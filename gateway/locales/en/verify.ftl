# Checking proofs and checkpoints in the browser.
section-verify = Check a proof
verify-lead = An entry of the registry’s log can’t be changed or removed unnoticed. Give the file of a proof, and the page says whether the log has that entry.
verify-no-script = This page checks in the browser itself and needs scripts for it. They are off now; the programs named below check the same files.
verify-file = File
verify-file-hint = Choose a file or drop it here. It is sent nowhere: your browser reads and checks it.
verify-key = The log’s key
verify-key-hint = This is the key that this server names. It is safer to take the key from somewhere else and put it here.
verify-key-none = This server signs nothing and has no key. Put in the key of the log that the file is from.

verify-number = Number of an extract
verify-number-hint = It stands at the beginning of an extract and at the foot of each sheet, and is written CR-1234-0123456789ab-01234567.
verify-number-check = Check the number
verify-extract-holds = The file is the extract { $number }, and the log has at position { $position } just the entry whose proof is inside it; it was recorded on { $moment }. What the sheets say isn’t checked by this: open the extract by its number and compare.
verify-extract-open = Open the extract by its number
verify-refused-not-an-extract = This is a PDF, but no extract from the registry: it has no proof of an entry inside. If it was printed and scanned again, check the number of the extract in the field above.

verify-holds = Confirmed
verify-wrong = Not confirmed
verify-unchecked = Can’t be checked
verify-proof-holds = The log has exactly this entry at position { $position }; it was recorded on { $moment }.
verify-unread-holds = The log has exactly this entry at position { $position }; the page can’t read what it says.
verify-checkpoint-holds = The checkpoint is signed with this key: the log had { $size } entries. To learn that it has only grown since, give a consistency proof with it.
verify-continuation-holds = The log only grew, from { $old } entries to { $size }: nothing of before was changed, removed or moved.
verify-sealed = Sealed: who recorded what can’t be read from the entry, but that it stands and wasn’t changed is proved.
verify-role-unknown = a role that this page doesn’t know

verify-refused-not-a-proof = This is neither an extract nor a proof nor a checkpoint. What is needed is an extract as a PDF, a .tlog-proof file, a checkpoint, or a checkpoint together with a consistency proof.
verify-refused-broken = The file is damaged: a part of it is missing or isn’t written as it should be.
verify-refused-alone = This is a consistency proof. Give the older checkpoint that you kept with it: choose both files at once.
verify-refused-key = The key has a mistake: it is written NAME+ID+LETTERS.
verify-refused-no-ed25519 = Your browser can’t check such signatures (Ed25519), or doesn’t let pages that came unencrypted do it. Update the browser, or check the file with a program as told below.
verify-refused-unsigned = The checkpoint isn’t signed with this key: the file is of another log or forged.
verify-refused-signature = The signature doesn’t fit: the checkpoint was changed after it was signed.
verify-refused-origin = The checkpoint has the name of another log.
verify-refused-no-entry = The file has only the path to the entry, not the entry. What was recorded can’t be learned from it.
verify-refused-no-leaf = The log has no such position: its checkpoint is shorter.
verify-refused-length = The proof hasn’t as many hashes as its position needs: it was changed.
verify-refused-root = The log hasn’t this entry at this place: the entry, its place or the path to it was changed.
verify-refused-position = The entry itself names another position than the proof.
verify-refused-old-size = The consistency proof doesn’t begin with this checkpoint. Take the one that belongs to it.
verify-refused-shrunk = The new checkpoint is shorter than the old one: no log grows so.
verify-refused-rewritten = It isn’t shown that the log only grew: earlier entries were changed, removed or moved, or the proof itself was changed.

verify-of-position = Position
verify-of-recorded = Recorded
verify-of-stream = About (stream)
verify-of-version = Number in the stream
verify-of-type = Kind of entry
verify-of-role = Who recorded it
verify-of-sealed = Content
verify-of-origin = Log
verify-of-old = Entries before
verify-of-size = Entries in the checkpoint
verify-of-root = Root of the tree
verify-of-payload = What was recorded

verify-where = Where to get the file
verify-where-proof = The proof of an entry is downloaded from the history of a cluster: each line has a link beside its position. Whoever confirms something gets the proof’s address at once, as a receipt.
verify-where-checkpoint = The log’s last checkpoint, worth keeping to check later that the log wasn’t rewritten:
verify-shown = What this proves
verify-shown-entry = The entry stands in the log at its place with the content that is shown, and the log is signed with this key.
verify-shown-not-truth = Whether it is true isn’t proved: the proof says who recorded it, when and by what right.
verify-shown-key = Page and key come from the same server. Whoever doesn’t trust it needs the key from elsewhere and a program of their own.
verify-otherwise = How to check without this page
verify-otherwise-why = The files are of an open format, and nothing has to be sent to the server to check them.
verify-by-clustermap = With the registry’s program
verify-by-python = With an independent program in Python
