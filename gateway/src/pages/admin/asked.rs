//! What a form asks for that gives a role: the role with what it is held for and what it rests on, the
//! letter where it rests on one.

use registry_core::state::{Standing, StreamState};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::document::DocumentRef;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::stream::StreamId;
use registry_events::value::Code;

use crate::http::form::Fields;
use crate::http::{App, Problem};
use crate::pages::account::capital;
use crate::pages::form::{Choices, Form, Select};
use crate::pages::frame::Frame;
use crate::pages::picker::{self, Picker};
use crate::pages::work::evidence::FILES;
use crate::read::lens::Lens;
use crate::words::terms;

/// What a grant can rest on that an administrator gives.
const BASES: [(&str, Basis); 2] = [("office", Basis::Office), ("letter", Basis::Letter)];

/// Roles that an administrator gives.
pub(in crate::pages) const BY_ADMINISTRATORS: [Role; 6] = [
    Role::ClusterRepresentative,
    Role::OrganisationRepresentative,
    Role::RegionRepresentative,
    Role::Officer,
    Role::Auditor,
    Role::Administrator,
];
/// Roles that an officer gives.
pub(in crate::pages) const BY_OFFICERS: [Role; 3] =
    [Role::ClusterRepresentative, Role::OrganisationRepresentative, Role::RegionRepresentative];

/// The fields of a grant.
pub(in crate::pages) struct GrantFields {
    pub(in crate::pages) role: Choices,
    pub(in crate::pages) cluster: Picker,
    pub(in crate::pages) organisation: Picker,
    pub(in crate::pages) region: Select,
    pub(in crate::pages) basis: Choices,
}

/// A grant that is asked for.
#[derive(Debug, Clone)]
pub(in crate::pages) struct AskedGrant {
    pub(in crate::pages) role: Role,
    pub(in crate::pages) scope: Scope,
    pub(in crate::pages) authority: Authority,
}

impl GrantFields {
    pub(in crate::pages) fn new(form: &Form, frame: &Frame, roles: &[Role], app: &App) -> Self {
        let views = app.views();
        let lens = Lens::new(&views, views.position().unwrap_or_default());
        let words =
            |role: &Role| (role.key().to_owned(), capital(terms::role(*role).get(frame.language)));
        let roles = roles.iter().map(words);
        let bases = BASES.map(|(key, basis)| {
            (key.to_owned(), capital(terms::authority(basis).get(frame.language)))
        });
        let field = |name: &str| {
            let hint = frame.say(&format!("grant-{name}-hint"));
            form.field(name, frame.say(&format!("grant-{name}"))).hint(hint).optional()
        };
        let (cluster, organisation) = (field("cluster"), field("organisation"));
        let clusters = picker::clusters(&cluster.value, &lens, frame);
        let organisations = picker::organisations(&organisation.value, &lens, frame);
        let region =
            form.select("region", frame.say("grant-region"), picker::regions(&lens, frame));
        Self {
            role: form.choices("role", frame.say("grant-role"), "radio", roles),
            cluster: Picker::new(cluster, clusters, form, frame),
            organisation: Picker::new(organisation, organisations, form, frame),
            region: region.hint(frame.say("grant-region-hint")),
            basis: form.choices("basis", frame.say("grant-basis"), "radio", bases).chosen("office"),
        }
    }
}

/// The grant that a form asks for; what is wrong with it is noted in the form.
///
/// # Errors
/// A fault when the log can't be read.
pub(in crate::pages) async fn grant_of(
    fields: &Fields,
    documents: &[DocumentRef],
    roles: &[Role],
    form: &mut Form,
    app: &App,
    frame: &Frame,
) -> Result<Option<AskedGrant>, Problem> {
    let role = Role::from_key(fields.get("role")).filter(|role| roles.contains(role));
    let Some(role) = role else {
        form.wrong("role", frame.say("grant-role-wrong"));
        return Ok(None);
    };
    let basis = BASES.into_iter().find(|(key, _)| *key == fields.get("basis"));
    let Some((_, basis)) = basis else {
        form.wrong("basis", frame.say("grant-basis-wrong"));
        return Ok(None);
    };
    let letter = documents.first().map(|document| document.digest);
    match (basis, letter) {
        (Basis::Letter, None) => form.wrong(FILES, frame.say("grant-letter-needed")),
        (Basis::Office, Some(_)) => form.wrong("basis", frame.say("grant-letter-basis")),
        _ => {}
    }
    let authority = Authority { basis, document: letter };
    let scope = scope_of(role, fields, form, app, frame).await?;
    Ok(scope.map(|scope| AskedGrant { role, scope, authority }))
}

async fn scope_of(
    role: Role,
    fields: &Fields,
    form: &mut Form,
    app: &App,
    frame: &Frame,
) -> Result<Option<Scope>, Problem> {
    let cluster = picker::named("cluster", fields);
    match role {
        Role::ClusterRepresentative if cluster.is_empty() => Ok(Some(Scope::Registry)),
        Role::ClusterRepresentative => match known_cluster(cluster, app).await? {
            Some(id) => Ok(Some(Scope::Cluster(id))),
            None => Ok(wrong(form, "cluster", app, frame)),
        },
        Role::OrganisationRepresentative => match known_organisation(fields, app).await? {
            Some(id) => Ok(Some(Scope::Organisation(id))),
            None => Ok(wrong(form, "organisation", app, frame)),
        },
        Role::RegionRepresentative => {
            let Some(organisation) = known_organisation(fields, app).await? else {
                return Ok(wrong(form, "organisation", app, frame));
            };
            match known_region(fields.get("region"), app).await? {
                Some(region) => Ok(Some(Scope::Region { region, organisation })),
                None => Ok(wrong(form, "region", app, frame)),
            }
        }
        Role::Officer | Role::Auditor | Role::Administrator | Role::Clerk => {
            Ok(Some(Scope::Registry))
        }
    }
}

/// Tells that something isn't named, and offers what its words find.
fn wrong(form: &mut Form, name: &str, app: &App, frame: &Frame) -> Option<Scope> {
    let views = app.views();
    let lens = Lens::new(&views, views.position().unwrap_or_default());
    let offered = match name {
        "cluster" => picker::clusters(form.typed(name), &lens, frame),
        "organisation" => picker::organisations(form.typed(name), &lens, frame),
        _ => picker::Offered::new(),
    };
    picker::tell(form, name, &offered, &format!("grant-{name}-wrong"), frame);
    None
}

async fn known_cluster(given: &str, app: &App) -> Result<Option<ClusterId>, Problem> {
    let Ok(id) = given.parse::<ClusterId>() else { return Ok(None) };
    let loaded = app.registry.executor().streams().load(&StreamId::cluster(id)).await?;
    let is_listed = matches!(loaded.state.as_ref(),
        StreamState::Cluster(cluster) if cluster.standing != Standing::NotListed);
    Ok(is_listed.then_some(id))
}

async fn known_organisation(fields: &Fields, app: &App) -> Result<Option<OrganisationId>, Problem> {
    let given = picker::named("organisation", fields);
    let Ok(id) = given.parse::<OrganisationId>() else { return Ok(None) };
    let loaded = app.registry.executor().streams().load(&StreamId::organisation(id)).await?;
    let is_known = matches!(loaded.state.as_ref(),
        StreamState::Organisation(organisation) if organisation.registered.is_some());
    Ok(is_known.then_some(id))
}

async fn known_region(given: &str, app: &App) -> Result<Option<Code>, Problem> {
    let Ok(code) = Code::parse(given.trim()) else { return Ok(None) };
    let loaded = app.registry.executor().streams().load(&StreamId::registry()).await?;
    let StreamState::Registry(state) = loaded.state.as_ref() else { return Ok(None) };
    let known = state.in_force().and_then(|all| all.regions.region(code.as_str())).is_some();
    Ok(known.then_some(code))
}
