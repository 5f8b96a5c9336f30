//! «Предпросмотр»: the public profile as it will be once the drafts are sent.
//!
//! Nothing is folded anew: the rules decide what would follow from the drafts, and a copy of the views
//! takes it as it takes everything. The copy is gone with the answer.

use std::sync::Arc;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::Decision;
use registry_core::profile::changes::Changes;
use registry_events::catalogue::Field as Asked;
use registry_events::entry::{Clear, Content, Recorded};
use registry_events::ids::{ClusterId, Digest, Position, RequestId};
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::Code;
use registry_projections::views::Views;

use super::asked::statement;
use super::drafts::{start, take_waiting};
use super::evidence::Brought;
use super::field::is_asked;
use super::opened::Opened;
use crate::api::read::level::explained_after;
use crate::api::read::streams::card_at;
use crate::api::write::changes::OfForm;
use crate::http::form::{Fields, Visit};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::answer::keep;
use crate::pages::cluster::{Ahead, made};
use crate::pages::frame::Frame;
use crate::people::drafts::Draft;
use crate::words::typography::set;
use crate::words::value::Speaker;

/// `/work/clusters/{id}/preview`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    visit: Visit,
    uri: Uri,
) -> Result<Response, Problem> {
    let opened = Opened::of(&app, &who, named?.0).await?;
    take_waiting(&app, &visit, &opened, &who).await?;
    let drafted = Drafted::of(&app, &who, &opened).await?;
    let (reading, after) = drafted.ahead(&app, &who, &opened, reading).await?;
    let id = opened.cluster;
    let card = card_at(&app, &reading, id, reading.at.unwrap_or_default()).await?;
    let (reading, level) = explained_after(&app, reading, id, after).await?;
    let mut frame = Frame::new(&app, &reading, &uri, "/clusters");
    frame.as_of_form = None;
    let speaker = Speaker { lens: reading.lens(), card: Some(&card), language: reading.language };
    let labels = |paths: &[FieldPath]| -> Vec<String> {
        paths.iter().map(|path| set(&speaker.label(path))).collect()
    };
    let ahead = Ahead {
        shown: labels(&drafted.shown),
        left_out: labels(&drafted.left_out),
        tasks: frame.plain_link(&opened.path()),
    };
    let page = made(&app, &reading, &card, &level, frame, Some(ahead)).await?;
    keep(&app, &reading, reading.at, &uri, &page)
}

/// What the drafts of a profile say.
#[derive(Default)]
struct Drafted {
    changes: Changes,
    /// The fields that are shown as they will be.
    shown: Vec<FieldPath>,
    /// The fields whose drafts couldn't be sent as they are.
    left_out: Vec<FieldPath>,
}

impl Drafted {
    async fn of(app: &App, who: &SignedIn, opened: &Opened) -> Result<Self, Problem> {
        let account = who.caller.account;
        let drafts = app.registry.accounts().drafts(account, &start(opened)).await?;
        let mut drafted = Self::default();
        for draft in &drafts {
            let Some((path, field)) = field_of(draft, who, opened)? else { continue };
            match said(app, who, opened, (&path, field), draft).await? {
                Some(changes) => {
                    drafted.changes.claims.extend(changes.claims);
                    drafted.shown.push(path);
                }
                None => drafted.left_out.push(path),
            }
        }
        Ok(drafted)
    }

    /// What is seen with all of them, and what a level is judged by beside what is recorded; what the
    /// rules refuse together isn't shown at all.
    async fn ahead(
        &self,
        app: &App,
        who: &SignedIn,
        opened: &Opened,
        reading: Reading,
    ) -> Result<(Reading, Vec<Recorded>), Problem> {
        if self.shown.is_empty() {
            return Ok((reading, Vec::new()));
        }
        let decision = opened.foresee(app, who, &self.changes).await?;
        let entries = entries(decision, &reading.views, app);
        let mut views = Views::clone(&reading.views);
        for entry in &entries {
            views.apply(entry);
        }
        let at = views.position().unwrap_or_default();
        let stream = StreamId::cluster(opened.cluster);
        let own = entries.into_iter().filter(|entry| entry.stream == stream).collect();
        Ok((reading.ahead(Arc::new(views), at), own))
    }
}

/// The field that a draft is of, where it is one that this caller fills in.
fn field_of<'o>(
    draft: &Draft,
    who: &SignedIn,
    opened: &'o Opened,
) -> Result<Option<(FieldPath, &'o Asked)>, Problem> {
    let fields = format!("{}fields/", start(opened));
    let key = draft.form.strip_prefix(&fields).and_then(|key| Code::parse(key).ok());
    let Some(path) = key.map(FieldPath::of_cluster) else { return Ok(None) };
    let field = opened.in_force()?.catalogue.field(&path);
    let asked = field.filter(|field| is_asked(field, who.caller.role));
    Ok(asked.map(|field| (path, field)))
}

/// What a draft says in the place of what stands now; none where it couldn't be sent.
async fn said(
    app: &App,
    who: &SignedIn,
    opened: &Opened,
    (path, field): (&FieldPath, &Asked),
    draft: &Draft,
) -> Result<Option<Changes>, Problem> {
    let mut fields = draft.fields.clone();
    fields.retain(|(name, _)| name != "seen");
    if let Some(current) = opened.profile().claim(path) {
        fields.push(("seen".into(), current.version.0.to_string()));
    }
    let brought = Brought::named(app, opened, path, Fields::from(fields)).await?;
    let Ok(body) = statement(field, path, &brought.fields, &brought.documents) else {
        return Ok(None);
    };
    let Ok(read) = OfForm::read(&body, app).await else { return Ok(None) };
    let stands = read.problems.is_empty() && opened.foresee(app, who, &read.changes).await.is_ok();
    Ok(stands.then_some(read.changes))
}

/// What would be recorded, as the log would have it next.
fn entries(decision: Decision, views: &Views, app: &App) -> Vec<Recorded> {
    let recorded_at = views.recorded_at().max(Some(app.registry.now()));
    let first = views.position().map_or(0, |last| last.0 + 1);
    let events = decision.parts.into_iter().flat_map(|part| {
        let mut version = part.expected;
        let stream = part.stream;
        part.events.into_iter().map(move |event| {
            version = version.next();
            (stream.clone(), version, event)
        })
    });
    let events: Vec<_> = events.collect();
    let count = u32::try_from(events.len()).unwrap_or(u32::MAX);
    let entry = |(index, (stream, version, decided)): (u32, (StreamId, _, _))| {
        let registry_core::DecidedEvent { actor, cause, event } = decided;
        Recorded {
            position: Position(first + u64::from(index)),
            stream,
            version,
            index,
            count,
            recorded_at: recorded_at.unwrap_or_default(),
            request_id: RequestId([0; 32]),
            request_digest: Digest([0; 32]),
            content: Content::Clear(Box::new(Clear { actor, cause, event })),
        }
    };
    (0..).zip(events).map(entry).collect()
}
