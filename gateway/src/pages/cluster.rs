//! The profile of a cluster: its level and measures, and everything stated of it by section, each
//! value with who supports it.

pub mod composition;
pub mod head;
mod linked;
mod linked_data;
mod locator;
pub mod logo;
mod members_map;
pub mod panel;
pub mod pending;
pub mod ratings;
pub(in crate::pages) mod reminders;
pub mod sections;
pub mod similar;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::claim::{Absence, Stated};
use registry_events::ids::ClusterId;
use registry_events::value::Language;
use registry_projections::card::Card;
use registry_projections::measures::Share;

pub use head::Head;

use self::composition::TypeBar;
use self::linked::LinkedView;
use self::linked_data::Found;
use self::locator::Locator;
use self::members_map::MembersMap;
use self::panel::{BlockCells, StepLine};
use self::pending::{DisputeView, EmployeesView};
use self::reminders::RemindersView;
use self::sections::SectionView;
use self::similar::SimilarView;
use super::answer::{CachePolicy, Page, keep, kept};
use super::contact::on_profile::ContactView;
use super::figure::Figure;
use super::frame::Frame;
use super::shown::ValueView;
use crate::api::read::level::explained;
use crate::api::read::streams::{card_at, registry, rules_of};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::card::{self, measures};
use crate::read::employees::EmployeesShown;
use crate::read::level::LevelAnswer;
use crate::words::terms;
use crate::words::typography::{self, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "cluster.html")]
pub(in crate::pages) struct ClusterPage {
    frame: Frame,
    head: Head,
    /// How to write to it.
    contact: Option<ContactView>,
    /// The summary with who supports it.
    lead: Option<ValueView>,
    /// The summary for programs that read pages.
    summary: Option<String>,
    figures: Vec<Figure>,
    completeness: MeasureView,
    confidence: MeasureView,
    markers: MeasureView,
    blocks: Vec<BlockCells>,
    steps: Option<StepLine>,
    reminders: Option<RemindersView>,
    requirements: Vec<String>,
    disputes: Vec<DisputeView>,
    type_conflicts: Vec<String>,
    employees: Option<EmployeesView>,
    sections: Vec<SectionView>,
    composition: Vec<TypeBar>,
    locator: Option<Locator>,
    members_map: Option<MembersMap>,
    linked: Option<LinkedView>,
    similar: Vec<SimilarView>,
    /// This cluster beside those like it.
    compare: String,
    linked_data: String,
    api: String,
    /// Where an officer changes how it stands.
    standing: String,
    /// The card as a paper that can be checked; none of a log that isn't signed.
    extract: Option<String>,
    /// That drafts are shown as if they had been sent.
    ahead: Option<Ahead>,
}

/// What of a preview isn't recorded yet.
pub(in crate::pages) struct Ahead {
    /// The fields that are shown as they will be.
    pub(in crate::pages) shown: Vec<String>,
    /// The fields whose drafts can't be sent as they are.
    pub(in crate::pages) left_out: Vec<String>,
    /// Where drafts are worked on.
    pub(in crate::pages) tasks: String,
}

impl Page for ClusterPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A share in words.
pub struct MeasureView {
    /// «87,5 %».
    pub per_cent: String,
    /// «7 из 8».
    pub of: String,
}

/// `/clusters/{id}`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let reading = reading.of_day();
    if let Some(answer) = kept(&app, &reading, reading.at, &uri) {
        return Ok(answer);
    }
    let card = card_at(&app, &reading, id, reading.at.unwrap_or_default()).await?;
    let (reading, level) = explained(&app, reading, id).await?;
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let page = made(&app, &reading, &card, &level, frame, None).await?;
    keep(&app, &reading, reading.at, &uri, &page)
}

/// The page of a card with its level.
pub(in crate::pages) async fn made(
    app: &App,
    reading: &Reading,
    card: &Card,
    level: &LevelAnswer,
    frame: Frame,
    ahead: Option<Ahead>,
) -> Result<ClusterPage, Problem> {
    let (id, lens) = (card.cluster, reading.lens());
    let speaker = Speaker { lens, card: Some(card), language: reading.language };
    let measured = measures(card, lens.catalogue());
    let rules = if card.requirements.is_empty() { None } else { Some(registry(app).await?) };
    let rules = rules.as_ref().and_then(rules_of);
    let row = lens.views.register().row(id, lens.at);
    let row = row.as_deref();
    let conflicts = row.map(|row| card::type_conflicts(row, &lens)).unwrap_or_default();
    let periods = lens.views.levels(id).map(|levels| levels.periods(lens.at));
    let similar = row.map(|row| similar::to(row, &speaker, &frame)).unwrap_or_default();
    let url = frame.found_at(&format!("/clusters/{id}"));
    let head = Head::new(card, &speaker, &frame, app, reading.day(), "");
    let logo = head.logo.as_ref().map(|logo| frame.absolute(&logo.address));
    let found = url.as_deref().map(|page| Found { page, logo: logo.as_deref() });
    let locator = row.and_then(|row| locator::of(row, &speaker, &frame));
    Ok(ClusterPage {
        members_map: locator.as_ref().and_then(|own| members_map::of(card, own, &speaker, &frame)),
        contact: ContactView::of(card, &speaker, reading, &frame),
        head,
        lead: card.fields().get(LEAD).map(|claim| ValueView::of(claim, &speaker, &frame)),
        summary: summary(card, &speaker),
        figures: row.map(|row| figures(row, card, &frame)).unwrap_or_default(),
        completeness: MeasureView::of(measured.completeness, 1, &frame),
        confidence: MeasureView::of(measured.confidence, THOUSANDTHS, &frame),
        markers: MeasureView::of_markers(level, &frame),
        blocks: panel::blocks(level, &frame),
        steps: panel::steps(&periods.unwrap_or_default(), reading.instant, &frame),
        reminders: reminders::of(&level.reminders, &speaker, &frame),
        requirements: pending::requirements(card, rules, &frame),
        disputes: pending::disputes(card, &speaker, &frame),
        type_conflicts: pending::type_conflicts(&conflicts, &speaker, &frame),
        employees: EmployeesShown::of(card, &lens).and_then(|it| pending::employees(&it, &frame)),
        sections: sections::all(card, &speaker, &frame, app, (reading.on, reading.day())),
        composition: row.map(|row| composition::by_type(row, &speaker)).unwrap_or_default(),
        locator,
        linked: row.and_then(|row| linked::of(row, &lens, &frame)),
        compare: similar::comparison(id, &similar, &frame),
        similar,
        linked_data: linked_data::organisation(card, row, found, &speaker),
        api: frame.link(&format!("/api/v1/clusters/{id}")),
        standing: format!("/work/clusters/{id}/standing"),
        extract: app.registry.provable().map(|_| extract(id, &frame)),
        ahead,
        frame,
    })
}

fn extract(id: ClusterId, frame: &Frame) -> String {
    frame.link_as_of(&format!("/clusters/{id}/extract.pdf"))
}

/// The field that opens the page, and so doesn't stand in its section.
const LEAD: &str = "summary";

/// The cluster's own summary in the page's language, else in the other.
fn summary(card: &Card, speaker: &Speaker<'_>) -> Option<String> {
    let claim = card.fields().get(LEAD)?;
    let public = speaker.lens.is_public(&claim.claim.path);
    claim.claim.stated.value().filter(|_| public)?;
    Some(set(&speaker.claim(&claim.claim)))
}

fn figures(
    row: &registry_projections::register::RegisterRow,
    card: &Card,
    frame: &Frame,
) -> Vec<Figure> {
    let employees = row.employees_total.and_then(|total| usize::try_from(total).ok());
    let projects = Some(row.projects.len()).filter(|projects| *projects > 0);
    let mut counted = Figure::counted("projects", projects, frame);
    counted.number = counted.number.or_else(|| no_projects(card, frame.language));
    vec![
        Figure::counted("participants", Some(row.participants.total()), frame),
        Figure::counted("employees", employees, frame),
        counted,
        Figure {
            label: frame.say("figure-year"),
            number: row.year_created.map(|year| year.get().to_string()),
        },
    ]
}

/// «Нет», where the cluster says that there are none.
fn no_projects(card: &Card, language: Language) -> Option<String> {
    let stated = &card.fields().get("projects")?.claim.stated;
    let is_said = *stated == Stated::Absent(Absence::Zero);
    is_said.then(|| terms::absence(Absence::Zero).get(language).to_owned())
}

/// The confidence counts in thousandths of a field.
const THOUSANDTHS: u32 = 1_000;

impl MeasureView {
    fn of(share: Share, unit: u32, frame: &Frame) -> Self {
        let language = frame.language;
        let number = |parts: u32| part(parts, unit, language);
        let per_cent = share.per_mille().map(|share| typography::per_cent(share, language));
        let (parts, of) = (number(share.parts), number(share.of));
        Self {
            per_cent: per_cent.unwrap_or_else(|| "—".into()),
            of: frame.words.say_with("met-of", &[("met", &parts), ("of", &of)]),
        }
    }

    fn of_markers(level: &LevelAnswer, frame: &Frame) -> Self {
        let counts = level.counts;
        let met = (counts.minimum_met + counts.additional_met).to_string();
        let of = (counts.minimum_total + counts.additional_total).to_string();
        let words = frame.words.say_with("met-of", &[("met", &met), ("of", &of)]);
        Self { per_cent: words, of: String::new() }
    }
}

fn part(parts: u32, unit: u32, language: Language) -> String {
    let number =
        registry_events::value::Decimal::from(parts) / registry_events::value::Decimal::from(unit);
    typography::decimal(number.round_dp(1), language)
}
