//! The list of tasks of a profile: drafts, sections with how they stand, what to add for the next
//! level, what runs out soon.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_events::actor::Role;
use registry_events::catalogue::Section;
use registry_events::ids::ClusterId;
use registry_events::path::FieldPath;

use super::coach::{Coach, coach};
use super::control::title;
use super::drafts::{DraftLine, lines, take_waiting};
use super::field::name_of;
use super::items::path_of_item;
use super::open_requirements::{self, OpenRequirement};
use super::opened::Opened;
use super::receipt;
use super::section::StandView;
use super::stands::Stand;
use crate::api::read::level::explained;
use crate::api::read::streams::card_at;
use crate::http::form::Visit;
use crate::http::path::Path;
use crate::http::query::parameter;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::cluster::reminders;
use crate::pages::frame::Frame;
use crate::pages::shown::LevelView;
use crate::words::typography::set;
use crate::words::value::Speaker;
use registry_events::level::Level;

/// The page.
#[derive(Template)]
#[template(path = "work/tasks.html")]
struct TasksPage {
    frame: Frame,
    name: String,
    level: Option<LevelView>,
    /// The field whose draft was just saved.
    draft_saved: Option<String>,
    drafts: Vec<DraftLine>,
    /// How many statements were just said to hold.
    renewed: Option<String>,
    /// Its receipt.
    receipt: Option<String>,
    /// What is still to be changed after that.
    changed: Vec<Link>,
    /// Minimum requirements that are open, with the last day of each.
    open_requirements: Vec<OpenRequirement>,
    sections: Vec<SectionView>,
    coach: Option<Coach>,
    /// What runs out soon.
    soon: Vec<String>,
    soon_more: Option<String>,
    renewal: String,
    /// Where participants are asked to confirm.
    confirmations: String,
    /// Where enquiries to the cluster stand, for who represents it.
    enquiries: Option<String>,
    profile: String,
    preview: String,
    evidence: String,
    history: String,
    level_page: String,
    /// Where it is taken off the register.
    standing: String,
    others: String,
}

impl Page for TasksPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Where something leads.
struct Link {
    words: String,
    /// None for what has no form of its own.
    address: Option<String>,
}

/// A section.
struct SectionView {
    label: String,
    address: String,
    /// «Заполнено 8 из 12».
    filled: String,
    /// What else is to be told of it.
    stands: Vec<StandView>,
    is_whole: bool,
}

/// `/work/clusters/{id}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    visit: Visit,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(id) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    take_waiting(&app, &visit, &opened, &who).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let card = card_at(&app, &reading, id, reading.at.unwrap_or_default()).await?;
    let (reading, level) = explained(&app, reading, id).await?;
    let speaker = Speaker { lens: reading.lens(), card: Some(&card), language: reading.language };
    let link = |page: &str| frame.plain_link(&format!("/clusters/{id}{page}"));
    let soon = reminders::of(&level.reminders, &speaker, &frame);
    let (soon, soon_more) = soon.map(|soon| (soon.lines, soon.more)).unwrap_or_default();
    let known = level.level.and_then(Level::from_key);
    rendered_privately(&TasksPage {
        name: name_of(&opened, &speaker),
        level: known.map(|known| LevelView::of(known, frame.language)),
        draft_saved: draft_saved(&uri, &speaker)?,
        drafts: lines(&app, &who, &opened, &speaker, &frame).await?,
        renewed: renewed(&uri, &frame)?,
        receipt: receipt::after(&uri, &frame)?,
        changed: changed(&uri, (&opened, &who), &speaker, &frame)?,
        open_requirements: open_requirements(&opened, &who, &frame)?,
        sections: sections(&opened, &speaker, &frame)?,
        coach: coach(&level, &who, &opened, &frame),
        soon,
        soon_more,
        confirmations: frame.plain_link(&format!("{}/confirmations", opened.path())),
        enquiries: (who.caller.role == Role::ClusterRepresentative)
            .then(|| frame.plain_link(&format!("{}/enquiries", opened.path()))),
        renewal: frame.plain_link(&format!("{}/renewal", opened.path())),
        profile: link(""),
        preview: frame.plain_link(&format!("{}/preview", opened.path())),
        evidence: frame.plain_link(&format!("{}/evidence", opened.path())),
        history: link("/history"),
        level_page: link("/level"),
        standing: frame.plain_link(&format!("{}/standing", opened.path())),
        others: frame.plain_link("/work"),
        frame,
    })
}

fn open_requirements(
    opened: &Opened,
    who: &SignedIn,
    frame: &Frame,
) -> Result<Vec<OpenRequirement>, Problem> {
    let Some(state) = opened.state() else { return Ok(Vec::new()) };
    Ok(open_requirements::of(state, opened.cluster, opened.in_force()?, who, frame))
}

fn renewed(uri: &Uri, frame: &Frame) -> Result<Option<String>, Problem> {
    let count = parameter(uri, "renewed")?.and_then(|count| count.parse::<usize>().ok());
    Ok(count.map(|count| frame.count("work-renewed", count)))
}

fn draft_saved(uri: &Uri, speaker: &Speaker<'_>) -> Result<Option<String>, Problem> {
    let path = parameter(uri, "draft")?.and_then(|key| key.parse::<FieldPath>().ok());
    let known = path.filter(|path| speaker.lens.field(path).is_some());
    Ok(known.map(|path| set(&speaker.label(&path))))
}

/// What the yearly renewal left to be changed, each leading to its form.
fn changed(
    uri: &Uri,
    (opened, who): (&Opened, &SignedIn),
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Result<Vec<Link>, Problem> {
    let given = parameter(uri, "changed")?.unwrap_or_default();
    let link = |name: &str| -> Option<Link> {
        if let Ok(item) = name.parse() {
            let item = opened.profile().item(&item)?;
            let list = speaker.collection(&item.path.collection);
            let words = set(&format!("{list}: {}", title(speaker, item)));
            let role = who.caller.role;
            let address = path_of_item(opened, &item.path, role);
            return Some(Link { words, address: address.map(|it| frame.plain_link(&it)) });
        }
        let path: FieldPath = name.parse().ok()?;
        opened.profile().claim(&path)?;
        let is_list = speaker.lens.collection(path.field.as_str()).is_some();
        let kind = if is_list { "lists" } else { "fields" };
        let address = format!("{}/{kind}/{}", opened.path(), path.field);
        let words = set(&speaker.label(&path));
        Some(Link { words, address: Some(frame.plain_link(&address)) })
    };
    Ok(given.split(',').filter_map(link).collect())
}

fn sections(
    opened: &Opened,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Result<Vec<SectionView>, Problem> {
    let sections = opened.in_force()?.catalogue.sections.iter();
    sections.map(|section| SectionView::of(section, opened, speaker, frame)).collect()
}

impl SectionView {
    fn of(
        section: &Section,
        opened: &Opened,
        speaker: &Speaker<'_>,
        frame: &Frame,
    ) -> Result<Self, Problem> {
        let stands = stands(section, opened)?;
        let many = |stand: Stand| stands.iter().filter(|own| **own == stand).count();
        let apply = stands.len() - many(Stand::NotApplicable);
        let missing = many(Stand::NotProvided);
        let (filled, of) = ((apply - missing).to_string(), apply.to_string());
        let told = Stand::ALL.into_iter().filter(|stand| {
            !matches!(stand, Stand::Filled | Stand::NotProvided | Stand::NotApplicable)
        });
        let told = told.filter(|stand| many(*stand) > 0).map(|stand| StandView {
            words: format!("{}: {}", frame.say(stand.key()), many(stand)),
            key: stand.key(),
        });
        let path = format!("{}/sections/{}", opened.path(), section.key);
        Ok(Self {
            label: set(speaker.text(&section.label)),
            address: frame.plain_link(&path),
            filled: frame.words.say_with("work-filled", &[("filled", &filled), ("of", &of)]),
            stands: told.collect(),
            is_whole: missing == 0,
        })
    }
}

/// How each field and list of a section stands.
fn stands(section: &Section, opened: &Opened) -> Result<Vec<Stand>, Problem> {
    let (catalogue, profile) = (opened.in_force()?.catalogue, opened.profile());
    let fields = catalogue.cluster_fields();
    let fields = fields.filter(|field| field.section.as_ref() == Some(&section.key));
    let fields = fields.map(|field| Stand::of(profile.cluster_claim(field.key.as_str())));
    let lists = catalogue.collections.iter().filter(|list| list.section == section.key);
    Ok(fields.chain(lists.map(|list| Stand::of_list(profile, list))).collect())
}
