//! What waits for the confirmation of the one who reads: statements about their organisation's
//! membership and projects, about a cluster of their region, or documents that an officer holds
//! statements against. Whether a party may confirm a statement is asked of the rules themselves.

pub mod cluster;
pub mod denial;
pub mod documents;
pub mod given;
pub mod question;
pub mod withdrawal;

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use jiff::Timestamp;
use registry_core::access::Operation;
use registry_core::command::{Against, Command, ConfirmClaims, Target, relations_entitled};
use registry_core::profile::{CurrentClaim, Item, Profile};
use registry_core::state::{ClusterState, StreamState};
use registry_events::actor::{Party, Role};
use registry_events::claim::{Absence, Relation, Stated};
use registry_events::event::Scope;
use registry_events::ids::{AccountId, ClusterId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::{Code, Value};
use registry_projections::card::{self, Card, ListingStatus};

use self::given::clusters::GivenIn;
use self::withdrawal::DenialView;
use crate::execute::ExecuteError;
use crate::http::{App, Problem, Reading, SignedIn};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::words::typography::set;

/// The address of the list; the page of each cluster stands below.
pub(super) const PATH: &str = "/work/confirmations";

/// The page.
#[derive(Template)]
#[template(path = "work/confirmations/index.html")]
struct ConfirmationsPage {
    frame: Frame,
    is_officer: bool,
    clusters: Vec<ClusterView>,
    /// Where confirmations of the reader's party stand.
    given: GivenIn,
    /// What the reader's organisations said: that they take no part.
    denials: Vec<DenialView>,
}

impl Page for ConfirmationsPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A cluster with something to confirm, or with something that was confirmed.
struct ClusterView {
    name: String,
    address: String,
    count: String,
    since: String,
}

/// What of a cluster waits for somebody.
pub(super) struct WaitingOf {
    pub(super) cluster: ClusterId,
    pub(super) count: usize,
    /// Since when the oldest of it does.
    pub(super) since: Timestamp,
}

/// `/work/confirmations`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    Operation::ConfirmClaims.check(who.caller.role)?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let mut found = waiting(&app, &who, &reading).await?;
    found.sort_by_key(|one| one.since);
    let lens = reading.lens();
    let view = |one: WaitingOf| ClusterView {
        name: set(lens.cluster(one.cluster).in_language_or_other(frame.language)),
        address: frame.plain_link(&format!("{PATH}/{}", one.cluster)),
        count: frame.count("queue-statements", one.count),
        since: frame.day(one.since),
    };
    let clusters = found.into_iter().map(view).collect();
    let is_officer = who.caller.role == Role::Officer;
    let denials = withdrawal::standing(&app, &who, &reading, &frame).await?;
    let given = GivenIn::of(&app, &who, &reading, &uri, &frame).await?;
    rendered_privately(&ConfirmationsPage { frame, is_officer, clusters, given, denials })
}

/// The clusters with statements that wait for somebody's confirmation.
pub(super) async fn waiting(
    app: &App,
    who: &SignedIn,
    reading: &Reading,
) -> Result<Vec<WaitingOf>, Problem> {
    let listed = |card: &&Arc<Card>| card.standing.status == ListingStatus::Listed;
    let cards: Vec<_> = reading.views.cards().filter(listed).collect();
    if who.caller.role == Role::Officer {
        let officer = who.caller.account;
        return Ok(cards.into_iter().filter_map(|card| for_officer(card, officer)).collect());
    }
    let scopes = scopes(app, who).await?;
    let mut found = Vec::new();
    for card in cards {
        if !scopes.iter().any(|scope| concerns(scope, card)) {
            continue;
        }
        let stream = StreamId::cluster(card.cluster);
        let loaded = app.registry.executor().streams().load(&stream).await?;
        let StreamState::Cluster(state) = loaded.state.as_ref() else { continue };
        let claims = candidates(app, who, card.cluster, state).await?;
        let at =
            |claim: &&CurrentClaim| card.claim(&claim.claim.path).map(|it| it.place.recorded_at);
        if let Some(since) = claims.iter().filter_map(at).min() {
            found.push(WaitingOf { cluster: card.cluster, count: claims.len(), since });
        }
    }
    Ok(found)
}

/// What of a cluster waits for an officer, as its card tells it: of a whole register the rules can't be
/// asked each time that a list is shown.
fn for_officer(card: &Arc<Card>, officer: AccountId) -> Option<WaitingOf> {
    let waits = |claim: &&card::CurrentClaim| {
        let actor = &claim.place.actor;
        let said = claim.support.confirmations.iter().any(|given| is_officers(given.relation));
        let another = Party::of(actor) != Party::Registry && actor.account != officer;
        let entitled = relations_entitled(&claim.claim.path).contains(&Relation::Officer);
        !claim.claim.evidence.is_empty() && !said && claim.counts() && another && entitled
    };
    let at: Vec<_> = card.claims().filter(waits).map(|claim| claim.place.recorded_at).collect();
    let since = at.iter().min().copied()?;
    Some(WaitingOf { cluster: card.cluster, count: at.len(), since })
}

const fn is_officers(relation: Relation) -> bool {
    matches!(relation, Relation::Officer | Relation::Register)
}

/// What somebody speaks for in the role they act in.
async fn scopes(app: &App, who: &SignedIn) -> Result<Vec<Scope>, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(Vec::new()) };
    Ok(access.grants_for(who.caller, |_| true).map(|grant| grant.scope.clone()).collect())
}

/// Whether a cluster may have something to confirm for who speaks for a scope.
fn concerns(scope: &Scope, card: &Card) -> bool {
    match scope {
        Scope::Registry => false,
        Scope::Cluster(id) => names(card, "cluster_links", "cluster", &Value::Cluster(*id)),
        Scope::Organisation(id) => {
            let organisation = Value::Organisation(*id);
            let lists = ["participants", "partners"];
            lists.iter().any(|list| names(card, list, "organisation", &organisation))
        }
        Scope::Region { region, .. } => regions(card).contains(region),
    }
}

/// Whether an open item of a list says a value in a field.
fn names(card: &Card, list: &str, field: &str, value: &Value) -> bool {
    let mut items = card.open_items(list);
    items.any(|item| {
        item.claims.get(field).and_then(|claim| claim.claim.stated.value()) == Some(value)
    })
}

fn regions(card: &Card) -> &[Code] {
    match card.fields().get("regions").and_then(|claim| claim.claim.stated.value()) {
        Some(Value::Codes(codes)) => codes,
        _ => &[],
    }
}

/// A listed cluster as the rules see it.
async fn state(app: &App, cluster: ClusterId) -> Result<Option<ClusterState>, Problem> {
    let loaded = app.registry.executor().streams().load(&StreamId::cluster(cluster)).await?;
    Ok(match loaded.state.as_ref() {
        StreamState::Cluster(state) => {
            let mut state = (**state).clone();
            state.profile = state.profile.without_masked(cluster);
            Some(state)
        }
        _ => None,
    })
}

/// The statements that somebody may confirm and hasn't yet.
async fn candidates<'s>(
    app: &App,
    who: &SignedIn,
    cluster: ClusterId,
    state: &'s ClusterState,
) -> Result<Vec<&'s CurrentClaim>, Problem> {
    candidates_with(app, who, cluster, state, |_| true).await
}

/// The same, of those that are of interest.
async fn candidates_with<'s>(
    app: &App,
    who: &SignedIn,
    cluster: ClusterId,
    state: &'s ClusterState,
    is_of_interest: impl Fn(&CurrentClaim) -> bool,
) -> Result<Vec<&'s CurrentClaim>, Problem> {
    let mut found = Vec::new();
    let role = who.caller.role;
    let claims = open_claims(&state.profile).filter(|claim| is_of_interest(claim));
    let asked: Vec<_> = claims.filter(|claim| is_asked(claim, role)).collect();
    for claim in asked {
        let may = match role {
            Role::Officer => is_for_officer(claim, who.caller.account),
            _ => may_confirm(app, who, cluster, claim).await?,
        };
        if may {
            found.push(claim);
        }
    }
    Ok(found)
}

/// What is said of the cluster and of its open items.
fn open_claims(profile: &Profile) -> impl Iterator<Item = &CurrentClaim> {
    let items = profile.items().filter(|item| item.is_open());
    profile.cluster_claims().chain(items.flat_map(Item::claims))
}

/// Whether a statement is one for a role at all: an officer holds statements against what shows them.
fn is_asked(claim: &CurrentClaim, role: Role) -> bool {
    use Relation as R;
    let says = !matches!(claim.claim.stated, Stated::Absent(Absence::NotProvided));
    let entitled = relations_entitled(&claim.claim.path);
    let any = |relations: &[Relation]| relations.iter().any(|one| entitled.contains(one));
    says && match role {
        Role::OrganisationRepresentative => any(&[R::Participant, R::Partner]),
        Role::RegionRepresentative => any(&[R::Ckr, R::Region]),
        Role::ClusterRepresentative => any(&[R::Partner]),
        Role::Officer => !claim.claim.evidence.is_empty() && any(&[R::Officer, R::Register]),
        Role::Auditor | Role::Administrator | Role::Clerk => false,
    }
}

/// Whether an officer's word on a statement is to be had: there is none yet, and another party than
/// the registry states it. The rules say the same, and are asked when it is given.
fn is_for_officer(claim: &CurrentClaim, officer: AccountId) -> bool {
    let said = claim.support.confirmations.iter().any(|given| is_officers(given.relation));
    !said && claim.counts() && claim.party != Party::Registry && claim.claimant != officer
}

/// Whether the rules would take somebody's confirmation of a statement, as things stand.
async fn may_confirm(
    app: &App,
    who: &SignedIn,
    cluster: ClusterId,
    claim: &CurrentClaim,
) -> Result<bool, Problem> {
    let command: Command = ConfirmClaims {
        cluster,
        targets: vec![Target::Claim(claim.reference())],
        against: Against::default(),
        evidence: claim.claim.evidence.clone(),
        note: None,
        seen_on: None,
    }
    .into();
    match app.registry.executor().rehearse(who.caller, &command).await {
        Ok(()) => Ok(true),
        Err(ExecuteError::Rejected(_)) => Ok(false),
        Err(refused) => Err(refused.into()),
    }
}

/// The organisations that somebody speaks for.
async fn organisations(app: &App, who: &SignedIn) -> Result<Vec<OrganisationId>, Problem> {
    let of = |scope: Scope| match scope {
        Scope::Organisation(id) => Some(id),
        Scope::Registry | Scope::Cluster(_) | Scope::Region { .. } => None,
    };
    Ok(scopes(app, who).await?.into_iter().filter_map(of).collect())
}
