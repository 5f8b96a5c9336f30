//! The receipt of what somebody just did: what was recorded, where and when, and the address of its
//! proof, which is ready within a second.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_events::entry::Recorded;
use registry_events::ids::Position;
use registry_events::log::Receipt;
use registry_events::value::Language;

use crate::api::transparency::proof;
use crate::http::path::{Decimal, Path};
use crate::http::query::parameter;
use crate::http::{AnyRole, App, Present, Problem};
use crate::pages::accessibility::ours;
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::{Frame, address};
use crate::words::typography;

/// The page.
#[derive(Template)]
#[template(path = "work/receipt.html")]
struct ReceiptPage {
    frame: Frame,
    /// What was done.
    done: String,
    position: String,
    at: String,
    /// Where its proof is; none where the log isn't signed.
    proof: Option<String>,
    /// Proofs of what else was recorded with it.
    others: Vec<(String, String)>,
    next: String,
}

impl Page for ReceiptPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// The parameter of a page that is shown after an act: where its receipt begins.
const RECEIPT: &str = "receipt";

/// What leads from a page that is shown after an act to the act's receipt.
pub(super) fn mark(receipt: &Receipt) -> (String, String) {
    (RECEIPT.to_owned(), receipt.first.to_string())
}

/// The receipt of what was just done, and the way back to this page.
///
/// # Errors
/// 422 when the address is malformed.
pub(super) fn after(uri: &Uri, frame: &Frame) -> Result<Option<String>, Problem> {
    let position = parameter(uri, RECEIPT)?.and_then(|position| position.parse().ok());
    Ok(position.map(|position| path(frame, Position(position), &frame.plain_link(uri.path()))))
}

/// The receipt of something that was done, and where it leads on to.
pub(super) fn of(frame: &Frame, receipt: &Receipt, next: &str) -> String {
    path(frame, receipt.first, next)
}

fn path(frame: &Frame, position: Position, next: &str) -> String {
    let page = frame.plain_link(&format!("/work/receipts/{position}"));
    address(&page, &[("next".to_owned(), next.to_owned())])
}

/// `/work/receipts/{position}`.
pub async fn page(
    State(app): State<App>,
    AnyRole(present): AnyRole,
    named: Result<Path<Decimal>, Problem>,
    language: Language,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(Decimal(position)) = named?;
    let entry = own(&app, &present, Position(position)).await?;
    let frame = frame(&app, language, &headers, &uri, &present);
    let is_signed = app.registry.provable().is_some();
    let beside = (1..u64::from(entry.count)).filter(|_| is_signed && entry.index == 0);
    let beside = beside.map(|more| Position(entry.position.0 + more));
    rendered_privately(&ReceiptPage {
        done: done(&told(&app, &entry).await?, &frame),
        position: entry.position.to_string(),
        at: typography::minute(entry.recorded_at, app.registry.zone(), language),
        proof: is_signed.then(|| proof::address(entry.position)),
        others: beside.map(|it| (it.to_string(), proof::address(it))).collect(),
        next: ours(parameter(&uri, "next")?, language),
        frame,
    })
}

/// What its reader did; anybody else's is as none.
async fn own(app: &App, present: &Present, position: Position) -> Result<Recorded, Problem> {
    let unknown = || Problem::new("not-found").with("thing");
    let read = app.registry.log().read(position, 1).await;
    let read = read.map_err(|error| Problem::fault(&error))?;
    let entry = read.first().filter(|entry| entry.position == position).ok_or_else(unknown)?;
    let recorded = entry.decode().map_err(|error| Problem::fault(&error))?;
    let opened = app.registry.keys().open(recorded).await;
    let is_own = opened.actor().is_some_and(|actor| actor.account == present.person.account);
    if is_own { Ok(opened) } else { Err(unknown()) }
}

/// Kinds of acts with words of their own.
const TOLD: [&str; 44] = [
    "ApplicationListed",
    "ApplicationReturned",
    "ApplicationStarted",
    "ApplicationSubmitted",
    "ApplicationWithdrawn",
    "ClaimConfirmed",
    "ClusterAbsorbed",
    "ClusterListed",
    "ClusterMerged",
    "ClusterResumed",
    "ClusterSuspended",
    "ClusterWithdrawn",
    "DisputeAdmitted",
    "DisputeAnswered",
    "DisputeFiled",
    "DisputeRefused",
    "DisputeResolved",
    "MembershipDenialWithdrawn",
    "MembershipDenied",
    "ReportFiled",
    "ConfirmationWithdrawn",
    "EnquiryAnswered",
    "ReportDecided",
    "MailboxDomainTied",
    "MailboxDomainReleased",
    "RoleGranted",
    "RoleRevoked",
    "RightToSpeakStated",
    "OrganisationRenamed",
    "IdentifierRecorded",
    "IdentifierRetired",
    "OrganisationSucceeded",
    "CkrOpened",
    "CkrClosed",
    "PublicationRecorded",
    "PublicationCorrected",
    "PublicationWithdrawn",
    "EstimateStated",
    "ValueMasked",
    "MaskLifted",
    "OrganisationDetailsStated",
    "OrganisationSizeStated",
    "BranchOpened",
    "BranchClosed",
];

/// The event that tells what was done: of an organisation that was followed the end of its numbers is
/// recorded first.
async fn told(app: &App, entry: &Recorded) -> Result<Recorded, Problem> {
    let kind = |one: &Recorded| one.event().map(|event| event.type_and_schema().0);
    if kind(entry) != Some("IdentifierRetired") {
        return Ok(entry.clone());
    }
    let rest = usize::try_from(entry.count.saturating_sub(entry.index)).unwrap_or(usize::MAX);
    let read = app.registry.log().read(entry.position, rest).await;
    let read = read.map_err(|error| Problem::fault(&error))?;
    let mut all = read.iter().filter_map(|one| one.decode().ok());
    let succession = all.find(|one| kind(one) == Some("OrganisationSucceeded"));
    Ok(succession.unwrap_or_else(|| entry.clone()))
}

fn done(entry: &Recorded, frame: &Frame) -> String {
    let kind = entry.event().map(|event| event.type_and_schema().0);
    match kind.filter(|kind| TOLD.contains(kind)) {
        Some(kind) => frame.say(&format!("acted-{kind}")),
        None => frame.say("acted-done"),
    }
}
