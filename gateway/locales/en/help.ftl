# Help with the questionnaire: drafts, evidence, preview, hints on the way to a level.
drafts = Drafts
drafts-lead = Only you see your drafts, and they are kept for 90 days. Nothing changes in the registry until you send them.
draft-of = Draft of
draft-of-form = An unfinished form
draft-discard = Delete the draft
draft-save = Save a draft
draft-saved = Draft saved
draft-nothing-sent = Nothing has been sent to the registry yet.
draft-shown = This is your draft of
draft-kept = What you typed is kept as a draft: correct it now or come back later.
draft-files-lost = Please choose the files that you attached once more.
draft-too-many = You have 50 drafts already. Send or delete one of them to save this one
draft-too-large = The answer is too large for a draft: shorten it to 1 MB

# Evidence.
evidence-page = Evidence
evidence-show = Show the evidence
evidence-lead = What shows that the cluster’s statements are true. Everybody sees links. Documents are opened by the cluster’s representatives, officers and auditors, and a document of a statement also by those who are asked to confirm that statement.
evidence-none = No statement has a link or a document yet. Begin with what the next level needs.
evidence-unused = Uploaded and not attached
evidence-unused-lead = These documents are kept, but no statement names them: perhaps the form wasn’t sent.
evidence-brought = { $name }, uploaded { $day }
evidence-documents = Attached documents
evidence-documents-hint = Untick a document that no longer belongs to this answer.
evidence-open = Open
evidence-files = Attach a document
evidence-files-hint = PDF, PNG or JPEG, up to 20 MB each, such as a charter or an order. Only the cluster’s representatives, officers, auditors and those who are asked to confirm this statement will see the document itself.
evidence-too-large = “{ $name }” is larger than 20 MB. Compress the file or give a link to it
evidence-empty = The file “{ $name }” is empty. Choose another one
evidence-type = “{ $name }” is no PDF, PNG or JPEG. Save the document in one of these formats and choose it again
evidence-too-many = Very many documents have been uploaded for the cluster, and “{ $name }” wasn’t kept. Give a link

# Preview.
preview = Preview
preview-see = See how the profile will look
preview-band = Preview.
preview-shown = The profile is shown as if your drafts had been sent. Changed
preview-nothing = There are no drafts that can be shown: this is the profile as everybody sees it.
preview-left-out = These drafts can’t be sent yet and aren’t shown here
preview-back = Back to the questionnaire

# On the way to a level.
coach-near-medium = You are close: add this, and the level becomes medium.
coach-way-medium = Most of the way is what the cluster does anyway: it only has to be told. Begin with what is at hand.
coach-near-high = You are close: add this, and the level becomes high.
coach-way-high = The high level can be reached step by step, and each step shows in the profile at once. Begin with what is at hand.
coach-serves = The answer counts for
