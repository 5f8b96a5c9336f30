//! Clusters that are known and not registered yet, and who looks after them.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_core::access::{AccessState, Caller, whole_registry};
use registry_core::rejection::Rejection;
use registry_core::state::{ExpectedStanding, StreamState};
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::ExpectedId;
use registry_events::stream::StreamId;
use registry_events::value::Code;
use registry_projections::expected::Expected;

use super::asked::{ExpectedParameters, PageParameters, TimeParameters};
use super::envelope::Answer;
use super::paging::{PAGING, link_next, page, shown};
use super::parameters::Parameters;
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::expected::{ExpectedList, ExpectedQuery, ExpectedShown, Standing};
use crate::read::lens::Lens;

/// The applications of expected clusters that a reader may know of.
pub(crate) type Applications = BTreeMap<ExpectedId, String>;

/// Clusters that are known and not registered yet, the last that was noted first
///
/// That one applied is told to officers, to auditors and to the development centre of its region alone.
#[utoipa::path(
    get, path = "/api/v1/expected", tag = "expected",
    params(ExpectedParameters, PageParameters, TimeParameters),
    responses((status = 200, body = Answer<ExpectedList>)),
)]
pub(super) async fn list(
    State(app): State<App>,
    caller: Option<Caller>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut given = Parameters::of(&uri, &[&["region", "standing"][..], &PAGING].concat());
    let query = query(&mut given);
    let page = page(&app, &reading, given, &format!("expected {query:?}")).await?;
    let lens = Lens::new(&reading.views, page.at);
    let known = lens.views.expected().at(lens.at);
    let insider = Insider::of(&app, caller).await?;
    let applications = applications(&app, &insider, known, &lens).await?;
    let applied = |one: &Expected| applications.contains_key(&one.expected);
    let all = lens.views.expected().at(lens.at);
    let mut found: Vec<_> = all.filter(|one| query.admits(one, applied(one), &lens)).collect();
    found.sort_by_key(|one| std::cmp::Reverse(one.noted.position));
    let found = page.cut(found);
    let next_cursor = found.next.as_ref().map(ToString::to_string);
    let shown_one =
        |one: &Expected| ExpectedShown::of(one, applications.get(&one.expected).cloned(), &lens);
    let list = ExpectedList {
        items: found.items.into_iter().map(shown_one).collect(),
        total: found.total,
        waiting: lens.views.expected().waiting_at(lens.at).unwrap_or_default(),
        next_cursor: next_cursor.clone(),
    };
    let shown = shown(&reading, page.at);
    let answer = Answer::new(&reading, shown, list);
    let mut response = if insider.is_any() {
        reading.private_json(&answer)?
    } else {
        reading.json(&reading.tag(shown), &answer)?
    };
    link_next(&mut response, &uri, next_cursor.as_deref());
    Ok(response)
}

/// One cluster that is or was expected.
#[utoipa::path(
    get, path = "/api/v1/expected/{expected}", tag = "expected",
    params(("expected" = String, Path), TimeParameters),
    responses((status = 200, body = Answer<ExpectedShown>), (status = 404, description = "None")),
)]
pub(super) async fn one(
    State(app): State<App>,
    caller: Option<Caller>,
    Path(id): Path<ExpectedId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    let lens = reading.lens();
    let known = lens.views.expected().get(id).filter(|one| one.noted.position <= lens.at);
    let known = known.ok_or_else(|| Problem::new("not-found").with("expected"))?;
    let insider = Insider::of(&app, caller).await?;
    let mut applications = applications(&app, &insider, [known], &lens).await?;
    let shown = ExpectedShown::of(known, applications.remove(&id), &lens);
    let answer = Answer::new(&reading, reading.at, shown);
    if insider.is_any() {
        return reading.private_json(&answer);
    }
    reading.json(&reading.tag(reading.at), &answer)
}

/// Reads the filters.
pub(crate) fn query(given: &mut Parameters) -> ExpectedQuery {
    ExpectedQuery {
        regions: given.all("region", |code| Code::parse(code).ok()),
        standings: given.choices("standing", &Standing::ALL.map(Standing::key), Standing::from_key),
    }
}

/// Who may know that an expected cluster applied.
pub(crate) enum Insider {
    /// Nobody in particular.
    Nobody,
    /// An officer.
    Officer,
    /// An auditor, who reads all and changes nothing.
    Auditor,
    /// The development centres of these regions.
    Centre(Vec<Code>),
}

impl Insider {
    /// What the caller's standing grants make of it.
    ///
    /// # Errors
    /// A fault when the log can't be read.
    pub(crate) async fn of(app: &App, caller: Option<Caller>) -> Result<Self, Problem> {
        let Some(caller) = caller else { return Ok(Self::Nobody) };
        let access = app.registry.executor().streams().load(&StreamId::access()).await?;
        let StreamState::Access(access) = access.state.as_ref() else { return Ok(Self::Nobody) };
        Ok(match caller.role {
            Role::Officer if access.actor(caller, "registry", whole_registry).is_ok() => {
                Self::Officer
            }
            Role::Auditor if access.actor(caller, "registry", whole_registry).is_ok() => {
                Self::Auditor
            }
            Role::RegionRepresentative => Self::Centre(regions(access, caller)),
            _ => Self::Nobody,
        })
    }

    /// Whether the reader is one.
    pub(crate) const fn is_any(&self) -> bool {
        !matches!(self, Self::Nobody)
    }

    /// Lets in who looks after something or reads all.
    ///
    /// # Errors
    /// 403 for everybody else.
    pub(crate) fn admitted(self) -> Result<Self, Problem> {
        match &self {
            Self::Officer | Self::Auditor => Ok(self),
            Self::Centre(regions) if !regions.is_empty() => Ok(self),
            Self::Centre(_) | Self::Nobody => Err(Rejection::NoGrant("registry").into()),
        }
    }

    /// Whether the reader sees the whole registry, what isn't for everybody too.
    pub(crate) const fn sees_all(&self) -> bool {
        matches!(self, Self::Officer | Self::Auditor)
    }

    /// Whether there is something that the reader may do with what they see.
    pub(crate) const fn acts(&self) -> bool {
        matches!(self, Self::Officer | Self::Centre(_))
    }

    /// Whether the reader looks after a region.
    pub(crate) fn looks_after(&self, region: &Code, lens: &Lens<'_>) -> bool {
        match self {
            Self::Nobody => false,
            Self::Officer | Self::Auditor => true,
            Self::Centre(own) => {
                own.iter().any(|own| lens.region_code(own) == lens.region_code(region))
            }
        }
    }
}

/// The regions for which somebody speaks.
fn regions(access: &AccessState, caller: Caller) -> Vec<Code> {
    let grants = access.grants_for(caller, |scope| matches!(scope, Scope::Region { .. }));
    let regions = grants.filter_map(|grant| match &grant.scope {
        Scope::Region { region, .. } => Some(region.clone()),
        _ => None,
    });
    regions.collect()
}

/// The applications that a reader may know of, as they stand now.
///
/// # Errors
/// A fault when the log can't be read.
pub(crate) async fn applications<'e>(
    app: &App,
    insider: &Insider,
    known: impl IntoIterator<Item = &'e Expected>,
    lens: &Lens<'_>,
) -> Result<Applications, Problem> {
    let mut applications = Applications::new();
    for one in known {
        if !insider.looks_after(&one.says.region, lens) || one.end_at(lens.at).is_some() {
            continue;
        }
        let stream = StreamId::expected(one.expected);
        let loaded = app.registry.executor().streams().load(&stream).await?;
        if let StreamState::Expected(state) = loaded.state.as_ref()
            && let ExpectedStanding::Applied(application) = state.standing
        {
            applications.insert(one.expected, application.to_string());
        }
    }
    Ok(applications)
}
