//! What a press does on the page of a link: it passes an enquiry on, sends the cluster's answer, files a
//! report. What is recorded comes first; the letters go with using the link up.

use axum::response::Response;
use registry_core::access::Caller;
use registry_core::command::{AnswerEnquiry, FileReport, ReceiveEnquiry};
use registry_core::rejection::Rejection;
use registry_events::event::EnquiryKind;
use registry_events::ids::ClusterId;
use registry_events::value::Language;

use super::decided::waiting;
use super::letters::{content_of, letter};
use super::link::{Followed, shown};
use super::{TEXT_CHARACTERS_MAX, mailbox_of, name_of, text_of};
use crate::execute::{Done, ExecuteError};
use crate::http::{App, Problem};
use crate::pages::answer::to_correct;
use crate::pages::form::Form;
use crate::pages::frame::{Frame, localised};
use crate::people::Mailbox;
use crate::people::asked::{CameOf, EnquiryWritten, MistakeFound};
use crate::people::links::{Outcome, Purpose};
use crate::private::outbox::LetterName;

fn came(told: &str, cluster: ClusterId, done: Option<&Done>) -> CameOf {
    let position = done.map(|done| done.receipt.first.0);
    CameOf { told: told.into(), cluster, position }
}

/// Names the letter that passes an enquiry on, which leaves once.
const PASSED_ON: &str = "enquiry-passed-on";

/// The language in which the cluster is written to.
const OF_CLUSTERS: Language = Language::Ru;

/// Notes an enquiry and passes it on to the cluster's mailbox, with a link to answer by. The letter goes
/// with using the link up, and once for an enquiry: where the server stops between the log and that, or
/// the same form was sent twice, whichever of its links is pressed next sends what is still missing.
pub(super) async fn pass_on(
    app: &App,
    followed: &Followed,
    frame: &Frame,
) -> Result<Response, Problem> {
    let written: EnquiryWritten = followed.payload()?;
    let origin = followed.origin()?;
    let EnquiryWritten { enquiry, cluster, kind, item, .. } = written.clone();
    let to = mailbox_of(&app.views(), cluster);
    let to = to.ok_or_else(|| Problem::new("enquiry.no-mailbox"))?;
    let command = ReceiveEnquiry { cluster, enquiry, kind, item }.into();
    let recorded =
        followed.record(app, Caller::PROGRAM, ("enquiry", &content_of(&written)), command).await;
    let done = match recorded {
        Ok(done) => Some(done),
        // It was noted by another link of the same form.
        Err(ExecuteError::Rejected(Rejection::Conflict { code: "enquiry.already-received" })) => {
            None
        }
        Err(refused) => return Err(refused.into()),
    };
    let links = app.registry.accounts().links();
    let reply = links.drawn(Purpose::Reply, &cluster.to_string(), &written);
    let address = format!("{origin}{}", localised(OF_CLUSTERS, &reply.path));
    let key = if kind == EnquiryKind::Join { "passed-on-join" } else { "passed-on" };
    let name = name_of(&app.views(), cluster);
    let parts = [
        ("cluster", name.in_language_or_other(OF_CLUSTERS)),
        ("name", &written.name),
        ("text", &written.text),
        ("address", &address),
    ];
    let mail = letter(to, key, OF_CLUSTERS, &parts);
    let came_of = came("enquiry", cluster, done.as_ref());
    let outcome = Outcome {
        said: &came_of,
        link: Some(reply),
        letters: vec![mail],
        once: Some(LetterName {
            kind: PASSED_ON,
            about: enquiry.to_string(),
            reader: String::new(),
        }),
    };
    followed.use_up(app, frame, outcome).await
}

/// Notes that the cluster answered, and sends the answer to who wrote.
pub(super) async fn answer(
    app: &App,
    followed: &Followed,
    mut form: Form,
    frame: Frame,
) -> Result<Response, Problem> {
    let written: EnquiryWritten = followed.payload()?;
    let text = text_of(&mut form, "answer", TEXT_CHARACTERS_MAX, &frame);
    let to = Mailbox::parse(&written.mailbox).filter(|_| !form.is_wrong());
    let Some(to) = to else {
        return to_correct(&shown(app, followed, form, frame)?);
    };
    let EnquiryWritten { cluster, enquiry, .. } = written;
    let command = AnswerEnquiry { cluster, enquiry }.into();
    let recorded = followed.record(app, Caller::PROGRAM, ("answer", ""), command).await;
    let done = match recorded {
        Ok(done) => Some(done),
        // A representative noted it before; the words go on all the same.
        Err(ExecuteError::Rejected(Rejection::Conflict { code: "enquiry.answered" })) => None,
        Err(refused) => return Err(refused.into()),
    };
    let name = name_of(&app.views(), cluster);
    let language = written.language;
    let parts = [
        ("cluster", name.in_language_or_other(language)),
        ("answer", text.as_str()),
        ("text", &written.text),
    ];
    let mail = letter(to, "answered", language, &parts);
    let came_of = came("answer", cluster, done.as_ref());
    let outcome = Outcome { said: &came_of, link: None, letters: vec![mail], once: None };
    followed.use_up(app, &frame, outcome).await
}

/// Files a report of a mistake.
pub(super) async fn report(
    app: &App,
    followed: &Followed,
    frame: &Frame,
) -> Result<Response, Problem> {
    let found: MistakeFound = followed.payload()?;
    let MistakeFound { cluster, path, text, .. } = found.clone();
    let command = FileReport { cluster, path, text }.into();
    let done =
        followed.record(app, Caller::PROGRAM, ("report", &content_of(&found)), command).await?;
    let came_of = came("report", cluster, Some(&done));
    let decision = waiting(app, &done, &found);
    let outcome = Outcome { said: &came_of, link: decision, letters: Vec::new(), once: None };
    followed.use_up(app, frame, outcome).await
}
