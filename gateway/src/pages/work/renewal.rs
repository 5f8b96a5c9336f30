//! «Ежегодное обновление»: everything as it stands on one page; what changed is unticked, and the rest
//! is said to hold today in one commit.
//!
//! Each tick names the versions that were shown, so nobody confirms what somebody else has changed
//! meanwhile.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Date;
use registry_core::profile::changes::{Changes, ClaimInput, ItemInput, Said};
use registry_core::profile::{CurrentClaim, Item};
use registry_core::rejection::Rejection;
use registry_events::actor::Role;
use registry_events::catalogue::{Catalogue, Collection};
use registry_events::claim::{Claim, ClaimKind, Stated};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::log::Receipt;
use registry_events::path::FieldPath;
use registry_events::value::Value;

use super::control::title;
use super::field::{is_asked, name_of};
use super::items::{path_of, path_of_item};
use super::opened::Opened;
use super::receipt;
use super::section::StandView;
use super::stands::Stand;
use crate::execute::ExecuteError;
use crate::http::form::{Fields, SignedForm};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::Form;
use crate::pages::frame::{Frame, address};
use crate::read::lens::Lens;
use crate::words::terms;
use crate::words::typography::{self, capitalised, set};
use crate::words::value::Speaker;

/// The most things that are named as still to be changed afterwards.
const CHANGED_MAX: usize = 20;
/// The name of the ticks.
const KEEP: &str = "keep";

/// The page.
#[derive(Template)]
#[template(path = "work/renewal.html")]
struct RenewalPage {
    frame: Frame,
    name: String,
    tasks: String,
    form: Form,
    today: String,
    /// That somebody else changed something meanwhile.
    meanwhile: bool,
    /// What they changed, as it stands now.
    changed: Vec<String>,
    sections: Vec<SectionView>,
    /// How many ticks there are.
    ticks: usize,
}

impl Page for RenewalPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

struct SectionView {
    label: String,
    rows: Vec<Row>,
    lists: Vec<ListView>,
}

struct ListView {
    label: String,
    rows: Vec<Row>,
}

/// A field of the cluster, or an item.
struct Row {
    label: String,
    value: Option<String>,
    until: Option<String>,
    stand: Option<StandView>,
    tick: Option<Tick>,
    change: Option<String>,
}

/// What is said to hold by a tick.
struct Tick {
    id: String,
    value: String,
    ticked: bool,
}

struct Making<'m> {
    who: &'m SignedIn,
    opened: &'m Opened,
    catalogue: &'m Catalogue,
    speaker: Speaker<'m>,
    frame: &'m Frame,
    /// What was ticked, where something was sent.
    sent: Option<&'m Fields>,
}

/// `/work/clusters/{id}/renewal`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let opened = Opened::of(&app, &who, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    rendered_privately(&made(&app, &who, &opened, &reading, frame, None)?)
}

/// Says that what is ticked holds today.
pub async fn renew(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedForm,
) -> Result<Response, Problem> {
    let who = &sent.signed_in;
    let opened = Opened::of(&app, who, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let kept = kept(&sent.fields)?;
    if kept.is_empty() {
        let mut page = made(&app, who, &opened, &reading, frame, Some(&sent.fields))?;
        page.form.wrong(KEEP, page.frame.say("renewal-nothing"));
        return to_correct(&page);
    }
    let changes = again(&opened, &kept, app.registry.today());
    let done = match &changes {
        Some(changes) => opened.send(&app, who, &sent.request, changes).await,
        None => Err(Rejection::conflict("claim.replaced").into()),
    };
    match done {
        Ok(done) => {
            Ok(Redirect::to(&left(&opened, who, (&kept, &done.receipt), &frame)?).into_response())
        }
        Err(ExecuteError::Rejected(rejection)) if rejection.code() == "claim.replaced" => {
            let now = Opened::of(&app, who, opened.cluster).await?;
            let page = made(&app, who, &now, &reading, frame, Some(&sent.fields))?;
            let told = changed_meanwhile(&app, &now, &reading, &kept);
            let page = RenewalPage { meanwhile: true, changed: told, ..page };
            let mut response = rendered_privately(&page)?;
            *response.status_mut() = StatusCode::CONFLICT;
            Ok(response)
        }
        Err(refused) => Err(refused.into()),
    }
}

fn made(
    app: &App,
    who: &SignedIn,
    opened: &Opened,
    reading: &Reading,
    frame: Frame,
    sent: Option<&Fields>,
) -> Result<RenewalPage, Problem> {
    let speaker = Speaker { lens: reading.lens(), card: None, language: reading.language };
    let path = format!("{}/renewal", opened.path());
    let form = own_form(app, &frame, &who.present, &path);
    let form = sent.map_or_else(|| form.clone(), |sent| form.clone().sent(sent.clone()));
    let catalogue = opened.in_force()?.catalogue;
    let making = Making { who, opened, catalogue, speaker, frame: &frame, sent };
    let sections = making.sections();
    let lists = |section: &SectionView| -> usize {
        section.lists.iter().flat_map(|list| &list.rows).filter(|row| row.tick.is_some()).count()
    };
    let own = |section: &SectionView| section.rows.iter().filter(|row| row.tick.is_some()).count();
    Ok(RenewalPage {
        name: name_of(opened, &speaker),
        tasks: frame.plain_link(&opened.path()),
        today: typography::date(app.registry.today(), frame.language),
        meanwhile: false,
        changed: Vec::new(),
        ticks: sections.iter().map(|section| lists(section) + own(section)).sum(),
        sections,
        form,
        frame,
    })
}

impl Making<'_> {
    /// The sections of which something stands.
    fn sections(&self) -> Vec<SectionView> {
        let sections = self.catalogue.sections.iter().map(|section| {
            let fields = self.catalogue.cluster_fields();
            let fields = fields.filter(|field| field.section.as_ref() == Some(&section.key));
            let lists = self.catalogue.collections.iter();
            let lists = lists.filter(|list| list.section == section.key);
            SectionView {
                label: set(self.speaker.text(&section.label)),
                rows: fields.filter_map(|field| self.field(field)).collect(),
                lists: lists.filter_map(|list| self.list(list)).collect(),
            }
        });
        sections.filter(|section| !section.rows.is_empty() || !section.lists.is_empty()).collect()
    }

    fn field(&self, field: &registry_events::catalogue::Field) -> Option<Row> {
        let current = self.opened.profile().cluster_claim(field.key.as_str())?;
        let role = self.who.caller.role;
        let change = format!("{}/fields/{}", self.opened.path(), field.key);
        Some(Row {
            label: set(self.speaker.text(&field.label)),
            value: Some(set(&self.speaker.claim(&current.claim))),
            until: self.until(current.claim.holds_until),
            stand: self.stand(Stand::of(Some(current))),
            tick: self.tick(&[current]),
            change: is_asked(field, role).then(|| self.frame.plain_link(&change)),
        })
    }

    fn list(&self, list: &Collection) -> Option<ListView> {
        let items = self.opened.profile().open_items(list.key.as_str());
        let mut rows: Vec<_> = items.map(|item| self.item(item)).collect();
        rows.extend(self.none(list).filter(|_| rows.is_empty()));
        let label = set(self.speaker.text(&list.label));
        (!rows.is_empty()).then_some(ListView { label, rows })
    }

    /// That there is nothing in a list.
    fn none(&self, list: &Collection) -> Option<Row> {
        let current = self.opened.profile().cluster_claim(list.key.as_str())?;
        let stand = Stand::of(Some(current));
        (stand != Stand::NotProvided).then(|| Row {
            label: capitalised(&self.speaker.claim(&current.claim)),
            value: None,
            until: self.until(current.claim.holds_until),
            stand: self.stand(stand),
            tick: self.tick(&[current]),
            change: Some(self.frame.plain_link(&path_of(self.opened, list))),
        })
    }

    fn item(&self, item: &Item) -> Row {
        let claims: Vec<_> = item.claims().collect();
        let stands = claims.iter().map(|claim| Stand::of(Some(claim)));
        let told =
            stands.filter(|stand| !matches!(stand, Stand::NotProvided | Stand::NotApplicable));
        let ageing = claims.iter().filter(|it| is_renewed(&it.claim, it.disputed, self.catalogue));
        let until = ageing.filter_map(|claim| claim.claim.holds_until).min();
        Row {
            label: set(&title(&self.speaker, item)),
            value: None,
            until: self.until(until),
            stand: told.max().and_then(|stand| self.stand(stand)),
            tick: self.tick(&claims),
            change: path_of_item(self.opened, &item.path, self.who.caller.role)
                .map(|path| self.frame.plain_link(&path)),
        }
    }

    fn stand(&self, stand: Stand) -> Option<StandView> {
        let told = !matches!(stand, Stand::Filled | Stand::NotApplicable);
        told.then(|| StandView::of(stand, self.frame))
    }

    fn until(&self, until: Option<Date>) -> Option<String> {
        let day = typography::date(until?, self.frame.language);
        Some(self.frame.words.say_with("work-until", &[("day", &day)]))
    }

    /// The tick of what grows old and can be said again; ticked unless it was unticked before.
    fn tick(&self, claims: &[&CurrentClaim]) -> Option<Tick> {
        let role = self.who.caller.role;
        let value = tick_of(claims.iter().copied(), self.catalogue, role)?;
        let ticked = self.sent.is_none_or(|sent| sent.all(KEEP).any(|kept| kept == value));
        let first = claims.first().map(|claim| claim.claim.path.to_string());
        let id = crate::pages::form::id_of(&first.unwrap_or_default());
        Some(Tick { id, value, ticked })
    }
}

/// What a tick sends: each claim with the version that is shown.
fn tick_of<'c>(
    claims: impl Iterator<Item = &'c CurrentClaim>,
    catalogue: &Catalogue,
    role: Role,
) -> Option<String> {
    let is_ticked = |current: &&CurrentClaim| {
        is_renewed(&current.claim, current.disputed, catalogue) && may(current, catalogue, role)
    };
    let own = claims.filter(is_ticked);
    let named = own.map(|claim| format!("{}@{}", claim.claim.path, claim.version.0));
    let named: Vec<_> = named.collect();
    (!named.is_empty()).then(|| named.join(" "))
}

/// Whether a claim grows old and is young again once it is said again: what ages from a day that it
/// states itself, as news and strategies, gives way to something new; what is disputed is answered.
pub(super) fn is_renewed(claim: &Claim, disputed: bool, catalogue: &Catalogue) -> bool {
    let item = claim.path.item.as_ref();
    let list = item.and_then(|item| catalogue.collection(item.collection.as_str()));
    let is_of_its_day = list.is_some_and(|list| {
        list.title_field == claim.path.field
            && (list.freshness_from.is_some() || list.holds_until_field.is_some())
    });
    let states_its_day = matches!(claim.stated, Stated::Value(Value::Date(_)) | Stated::Sealed(_));
    claim.holds_until.is_some() && !is_of_its_day && !states_its_day && !disputed
}

fn may(current: &CurrentClaim, catalogue: &Catalogue, role: Role) -> bool {
    let path = &current.claim.path;
    let list = path.item.as_ref().and_then(|it| catalogue.collection(it.collection.as_str()));
    let field = catalogue.field(path);
    let by_officer =
        list.is_some_and(|list| list.by_officer) || field.is_none_or(|field| field.by_officer);
    role == Role::Officer || !by_officer
}

/// The claims that are ticked, with the versions that were shown.
fn kept(sent: &Fields) -> Result<Vec<(FieldPath, StreamVersion)>, Problem> {
    let malformed = || Problem::new("form.malformed");
    let named = sent.all(KEEP).flat_map(str::split_whitespace).map(|one| {
        let (path, version) = one.split_once('@').ok_or_else(malformed)?;
        let path: FieldPath = path.parse().map_err(|_| malformed())?;
        Ok((path, StreamVersion(version.parse().map_err(|_| malformed())?)))
    });
    named.collect()
}

/// The same once more, of today; none where something isn't there any more.
fn again(opened: &Opened, kept: &[(FieldPath, StreamVersion)], today: Date) -> Option<Changes> {
    let claims = kept.iter().map(|(path, version)| {
        let claim = &opened.profile().claim(path)?.claim;
        let said = match &claim.stated {
            Stated::Value(Value::Items(items)) => {
                Said::Items(items.iter().copied().map(ItemInput::Number).collect())
            }
            Stated::Value(value) => Said::Value(value.clone()),
            Stated::Absent(absence) => Said::Absent(*absence),
            Stated::Sealed(_) => return None,
        };
        Some(ClaimInput {
            path: path.clone(),
            said,
            described_on: claim.described_on.map(|_| today),
            kind: ClaimKind::Change,
            source: claim.source.clone(),
            evidence: claim.evidence.clone(),
            replaces: Some(*version),
        })
    });
    Some(Changes { claims: claims.collect::<Option<_>>()?, ..Changes::default() })
}

/// Of what was ticked what others changed meanwhile, as it stands now: who stated it, and when.
fn changed_meanwhile(
    app: &App,
    now: &Opened,
    reading: &Reading,
    kept: &[(FieldPath, StreamVersion)],
) -> Vec<String> {
    let views = app.views();
    let card = views.card(now.cluster).map(AsRef::as_ref);
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let speaker = Speaker { lens, card, language: reading.language };
    let line = |(path, version): &(FieldPath, StreamVersion)| {
        let current = now.profile().claim(path);
        if current.is_some_and(|current| current.version == *version) {
            return None;
        }
        let item = path.item.as_ref().map(|item| format!("{}. ", speaker.item(item)));
        let label = format!("{}{}", item.unwrap_or_default(), speaker.label(path));
        let Some(current) = current else { return Some(set(&label)) };
        let place = card.and_then(|card| card.claim(path)).map(|claim| &claim.place);
        let by = place.map(|place| {
            let role = terms::role(place.actor.role).get(reading.language);
            let zone = app.registry.zone();
            format!(" ({role}, {})", typography::minute(place.recorded_at, zone, reading.language))
        });
        let says = speaker.claim(&current.claim);
        Some(set(&format!("{label}: {says}{}", by.unwrap_or_default())))
    };
    kept.iter().filter_map(line).collect()
}

/// The list of tasks with how much was renewed, and what was unticked.
fn left(
    opened: &Opened,
    who: &SignedIn,
    (kept, done): (&[(FieldPath, StreamVersion)], &Receipt),
    frame: &Frame,
) -> Result<String, Problem> {
    let catalogue = opened.in_force()?.catalogue;
    let is_kept = |claim: &CurrentClaim| kept.iter().any(|(path, _)| *path == claim.claim.path);
    let mut changed = Vec::new();
    for claim in opened.profile().claims() {
        let path = &claim.claim.path;
        let open = path.item.as_ref().is_none_or(|item| opened.profile().is_open(item));
        let ticks = is_renewed(&claim.claim, claim.disputed, catalogue)
            && may(claim, catalogue, who.caller.role);
        let name = path.item.as_ref().map_or_else(|| path.to_string(), ToString::to_string);
        if open && ticks && !is_kept(claim) && !changed.contains(&name) {
            changed.push(name);
        }
    }
    changed.truncate(CHANGED_MAX);
    let told = [("renewed", kept.len().to_string()), ("changed", changed.join(","))];
    let told = told.into_iter().filter(|(_, value)| !value.is_empty());
    let told = told.map(|(name, value)| (name.to_owned(), value));
    let told: Vec<_> = told.chain([receipt::mark(done)]).collect();
    Ok(address(&frame.plain_link(&opened.path()), &told))
}
