//! What of one cluster waits for somebody's confirmation: the exact words, what shows them beside, and
//! the buttons. What belongs to one item, or is shown by one document, is confirmed at once.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Operation;
use registry_core::command::{Against, ConfirmClaims, Target};
use registry_core::profile::reader::PARTICIPANTS;
use registry_core::profile::{CurrentClaim, Profile};
use registry_core::rejection::{Problem as Broken, Rejection};
use registry_core::state::{ClusterState, Standing};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Evidence};
use registry_events::document::DocumentRef;
use registry_events::ids::{ClusterId, Digest, OrganisationId, StreamVersion};
use registry_events::value::Value;

use super::super::acts::{Brought, WHOLE, brought, evidence_field, tell, to_receipt};
use super::super::applications::one::place;
use super::super::control::title;
use super::super::disputes;
use super::super::letters::Letters;
use super::super::queue::said::EvidenceView;
use super::super::typed::day;
use super::documents;
use super::given::{self, GivenView};
use super::{PATH, candidates, organisations, state};
use crate::http::form::Fields;
use crate::http::path::Path;
use crate::http::upload::SignedUpload;
use crate::http::{App, Problem, Reading, SignedIn, execute_for};
use crate::pages::account::{frame, own_form};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::form::{Choices, Field, Form, id_of};
use crate::pages::frame::{Frame, address};
use crate::words::typography::{date, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "work/confirmations/cluster.html")]
struct ClusterPage {
    frame: Frame,
    form: Form,
    name: String,
    profile: String,
    all: String,
    is_officer: bool,
    groups: Vec<GroupView>,
    /// What the reader's party confirmed, and still stands.
    given: Vec<GivenView>,
    /// What an officer held the statements against.
    against: Choices,
    evidence: Field,
    letters: Letters,
    seen_on: Field,
    note: Field,
}

impl Page for ClusterPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// Statements that are confirmed at once.
struct GroupView {
    id: String,
    heading: String,
    evidence: Vec<EvidenceView>,
    rows: Vec<RowView>,
    /// Where the organisation says that it takes no part; of its own membership.
    denial: Option<String>,
    /// Names what is asked.
    request: String,
    /// Whether it was sent, and is to be corrected.
    is_sent: bool,
}

/// A statement in its exact words.
struct RowView {
    id: String,
    /// Names the statement.
    value: String,
    label: String,
    words: String,
    on: Option<String>,
    evidence: Vec<EvidenceView>,
    /// Where it is contested.
    dispute: String,
    /// Where the cluster is asked about it; of what not everybody sees nobody asks.
    question: Option<String>,
    ticked: bool,
}

/// What statements are told with.
struct Telling<'t> {
    speaker: Speaker<'t>,
    frame: &'t Frame,
    /// The documents that open to the reader.
    opened: BTreeSet<Digest>,
}

/// Everything that the page is made from.
pub(super) struct Work<'w> {
    pub(super) app: &'w App,
    pub(super) who: &'w SignedIn,
    pub(super) reading: &'w Reading,
    pub(super) cluster: ClusterId,
    state: ClusterState,
    organisations: Vec<OrganisationId>,
}

impl<'w> Work<'w> {
    pub(super) async fn of(
        app: &'w App,
        who: &'w SignedIn,
        reading: &'w Reading,
        cluster: ClusterId,
    ) -> Result<Self, Problem> {
        Operation::ConfirmClaims.check(who.caller.role)?;
        let state = state(app, cluster).await?;
        let state = state.filter(|state| state.standing != Standing::NotListed);
        let state = state.ok_or(Rejection::NotFound("cluster"))?;
        let organisations = organisations(app, who).await?;
        Ok(Self { app, who, reading, cluster, state, organisations })
    }

    pub(super) fn profile(&self) -> &Profile {
        &self.state.profile
    }

    fn is_officer(&self) -> bool {
        self.who.caller.role == Role::Officer
    }

    pub(super) fn path(&self) -> String {
        format!("{PATH}/{}", self.cluster)
    }

    fn form(&self, frame: &Frame) -> Form {
        own_form(self.app, frame, &self.who.present, &self.path())
    }
}

/// `/work/confirmations/{cluster}`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    let work = Work::of(&app, &who, &reading, cluster).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let form = work.form(&frame);
    rendered_privately(&work.page(form, frame, None, &[]).await?)
}

/// Confirms the statements of a group that are ticked.
pub async fn act(
    State(app): State<App>,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
    sent: SignedUpload,
) -> Result<Response, Problem> {
    let Path(cluster) = named?;
    let work = Work::of(&app, &sent.signed_in, &reading, cluster).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &sent.signed_in.present);
    let mut form = work.form(&frame).sent(sent.fields.clone());
    let Brought { evidence, documents } = brought(&app, &sent, &mut form, &frame).await?;
    let command = work.read(&sent.fields, evidence, &mut form, &frame);
    if !form.is_wrong() {
        let done = execute_for(&app, sent.signed_in.caller, &sent.request, command.into()).await;
        match done {
            Ok(done) => return Ok(to_receipt(&frame, &done, &frame.plain_link(&work.path()))),
            Err(problem) => tell(&app, problem, &mut form, &frame, place_of).await?,
        }
    }
    to_correct(&work.page(form, frame, Some(&sent.fields), &documents).await?)
}

/// The field of the form that a problem is about.
fn place_of(broken: &Broken) -> String {
    let place = ["evidence", "note", "seen_on"];
    let found = place.iter().find(|name| broken.pointer.starts_with(&format!("/{name}")));
    found.copied().unwrap_or(WHOLE).to_owned()
}

impl Work<'_> {
    /// What the form says; what is wrong with it is told on it.
    fn read(
        &self,
        sent: &Fields,
        mut shown: Vec<Evidence>,
        form: &mut Form,
        frame: &Frame,
    ) -> ConfirmClaims {
        let references: Vec<_> = sent.all("claim").filter_map(reference).collect();
        if references.is_empty() {
            form.wrong(WHOLE, frame.say("confirm-none"));
        }
        if self.is_officer() {
            shown.extend(self.shown_by(&references, sent.get("group")));
        }
        let on = sent.get("seen_on").trim();
        let seen_on = day(on).parse().ok();
        if !on.is_empty() && seen_on.is_none() {
            form.wrong("seen_on", frame.say("confirm-day-wrong"));
        }
        let against =
            if sent.get("against") == "register" { Against::Register } else { Against::Original };
        ConfirmClaims {
            cluster: self.cluster,
            targets: references.into_iter().map(Target::Claim).collect(),
            against,
            evidence: shown,
            note: Some(sent.get("note").trim().to_owned()).filter(|note| !note.is_empty()),
            seen_on,
        }
    }

    /// The document by which a group is shown: what an officer held its statements against.
    fn shown_by(&self, references: &[ClaimRef], group: &str) -> Option<Evidence> {
        let claims = references.iter().filter_map(|it| self.profile().claim(&it.path));
        let mut pieces = claims.flat_map(|claim| &claim.claim.evidence);
        pieces.find(|piece| piece_id(piece) == group).cloned()
    }

    async fn page(
        &self,
        form: Form,
        frame: Frame,
        sent: Option<&Fields>,
        documents: &[DocumentRef],
    ) -> Result<ClusterPage, Problem> {
        let (lens, language) = (self.reading.lens(), self.reading.language);
        let card = lens.views.card(self.cluster).map(AsRef::as_ref);
        let speaker = Speaker { lens, card, language };
        let claims = candidates(self.app, self.who, self.cluster, &self.state).await?;
        let opened = documents::opened(self.app, self.cluster, &claims).await?;
        let telling = Telling { speaker, frame: &frame, opened };
        let name = self.profile().shown_name();
        let against = [("original", "confirm-original"), ("register", "confirm-register")];
        let against = against.map(|(key, words)| (key.to_owned(), frame.say(words)));
        let against = form.choices("against", frame.say("confirm-against"), "radio", against);
        let note = form.field("note", frame.say("confirm-note")).optional();
        let seen_on = form.field("seen_on", frame.say("confirm-seen-on")).of("date");
        let given =
            given::views(self.app, self.who, self.reading, &self.state, &frame, self.cluster)
                .await?;
        Ok(ClusterPage {
            given,
            name: name.map(|name| set(telling.speaker.text(name))).unwrap_or_default(),
            profile: frame.plain_link(&format!("/clusters/{}", self.cluster)),
            all: frame.plain_link(PATH),
            is_officer: self.is_officer(),
            groups: self.groups(&claims, &telling, sent),
            letters: Letters::new(&form, &frame, "acts-files", documents),
            against: against.chosen("original"),
            evidence: evidence_field(&form, &frame, false),
            seen_on: seen_on.width("short").optional().hint(frame.say("confirm-seen-on-hint")),
            note: note.hint(frame.say("confirm-note-hint")),
            form,
            frame,
        })
    }

    /// For an officer by what shows them, for others by what they are said of.
    fn groups(
        &self,
        claims: &[&CurrentClaim],
        telling: &Telling<'_>,
        sent: Option<&Fields>,
    ) -> Vec<GroupView> {
        let Telling { speaker, frame, .. } = telling;
        let mut groups: BTreeMap<String, Vec<&CurrentClaim>> = BTreeMap::new();
        for claim in claims.iter().copied() {
            groups.entry(self.group_of(claim)).or_default().push(claim);
        }
        let view = |(id, claims): (String, Vec<&CurrentClaim>)| {
            let heading = self.heading(&claims, speaker, frame);
            let evidence =
                claims.first().map(|claim| &claim.claim.evidence[..]).unwrap_or_default();
            let document =
                evidence.iter().filter(|piece| self.is_officer() && piece_id(piece) == id);
            let document: Vec<_> = document.cloned().collect();
            let is_of_it = sent.is_none_or(|sent| sent.get("group") == id);
            GroupView {
                heading,
                evidence: EvidenceView::all(&document, frame),
                denial: self.denial(&claims, frame),
                is_sent: sent.is_some() && is_of_it,
                request: self.app.registry.accounts().random_text(),
                rows: claims
                    .iter()
                    .map(|claim| self.row(claim, telling, sent.filter(|_| is_of_it)))
                    .collect(),
                id,
            }
        };
        groups.into_iter().map(view).collect()
    }

    fn group_of(&self, claim: &CurrentClaim) -> String {
        let document = claim.claim.evidence.first().filter(|_| self.is_officer());
        let item = claim.claim.path.item.as_ref();
        match (document, item) {
            (Some(piece), _) => piece_id(piece),
            (None, Some(item)) => item.to_string(),
            (None, None) => String::new(),
        }
    }

    fn heading(&self, claims: &[&CurrentClaim], speaker: &Speaker<'_>, frame: &Frame) -> String {
        if self.is_officer() {
            return frame.count("confirm-by-document", claims.len());
        }
        let path = claims.first().and_then(|claim| claim.claim.path.item.as_ref());
        let item = path.and_then(|path| self.profile().item(path));
        match item {
            Some(item) => {
                let list = speaker.collection(&item.path.collection);
                set(&format!("{list}: {}", title(speaker, item)))
            }
            None => frame.say("review-cluster"),
        }
    }

    /// Where an organisation says that it takes no part, beside its own membership.
    fn denial(&self, claims: &[&CurrentClaim], frame: &Frame) -> Option<String> {
        let item = claims.first()?.claim.path.item.as_ref()?;
        let organisation = self.profile().item(item)?.claim("organisation")?;
        let is_own = match organisation.claim.stated.value() {
            Some(Value::Organisation(id)) => self.organisations.contains(id),
            _ => false,
        };
        let is_membership = item.collection.as_str() == PARTICIPANTS && is_own;
        is_membership.then(|| frame.plain_link(&format!("{}/denials/{}", self.path(), item.item)))
    }

    fn row(&self, claim: &CurrentClaim, telling: &Telling<'_>, sent: Option<&Fields>) -> RowView {
        let Telling { speaker, frame, opened } = telling;
        let value = format!("{}@{}", claim.claim.path, claim.version);
        let new = frame.plain_link(&format!("{}/{}/new", disputes::PATH, self.cluster));
        let question = frame.plain_link(&format!("{}/question", self.path()));
        let named = [("claim".to_owned(), value.clone())];
        let is_public = speaker.lens.is_public(&claim.claim.path);
        RowView {
            id: id_of(&format!("claim-{}", claim.claim.path)),
            label: if self.is_officer() {
                place(&claim.claim.path, self.profile(), speaker)
            } else {
                set(&speaker.label(&claim.claim.path))
            },
            words: set(&speaker.claim(&claim.claim)),
            on: claim.claim.described_on.map(|day| date(day, frame.language)),
            evidence: EvidenceView::opening(&claim.claim.evidence, frame, opened),
            dispute: address(&new, &named),
            question: is_public.then(|| address(&question, &named)),
            ticked: sent.map_or(!self.is_officer(), |sent| sent.all("claim").any(|it| it == value)),
            value,
        }
    }
}

/// Names a piece of evidence in a form.
fn piece_id(piece: &Evidence) -> String {
    match piece {
        Evidence::Link(link) => link.to_string(),
        Evidence::Document(document) => document.digest.to_string(),
    }
}

/// A statement by its path and version, as a form names it.
pub(in crate::pages::work) fn reference(given: &str) -> Option<ClaimRef> {
    let (path, version) = given.rsplit_once('@')?;
    Some(ClaimRef { path: path.parse().ok()?, version: StreamVersion(version.parse().ok()?) })
}
