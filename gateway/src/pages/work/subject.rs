//! Whose profile is filled in: a listed cluster's, or an application's. The questions, the check and
//! the answers are the same; who may ask and which command it becomes stands here.

use registry_core::access::{Operation, this_cluster, whole_registry};
use registry_core::command::{Command, StateApplication, StateClaims};
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::rejection::Rejection;
use registry_core::state::{Loaded, Standing, StreamState};
use registry_events::actor::Role;
use registry_events::ids::{ApplicationId, ClusterId, StreamVersion};
use registry_events::stream::StreamId;

use crate::api::read::streams::{registry, rules_of};
use crate::execute::{Done, ExecuteError};
use crate::http::{App, Problem, SignedIn};
use crate::registry::PATIENCE;

/// How often a form that fills in something new looks again at what others wrote meanwhile.
const TRIES_MAX: usize = 5;

/// Whose profile is filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormSubject {
    /// A cluster of the register.
    Cluster(ClusterId),
    /// An application, of its applicant alone.
    Application(ApplicationId),
}

/// A profile that this caller may fill in, as it stands.
pub struct Opened {
    /// Whose.
    pub subject: FormSubject,
    loaded: Loaded,
    registry: Loaded,
}

impl FormSubject {
    /// Its page; those of its sections and fields stand below.
    pub fn path(self) -> String {
        match self {
            Self::Cluster(id) => format!("/work/clusters/{id}"),
            Self::Application(id) => format!("/work/applications/{id}"),
        }
    }

    fn stream(self) -> StreamId {
        match self {
            Self::Cluster(id) => StreamId::cluster(id),
            Self::Application(id) => StreamId::application(id),
        }
    }

    fn command(self, changes: Changes, expected: Option<StreamVersion>) -> Command {
        match self {
            Self::Cluster(cluster) => StateClaims { cluster, changes, expected }.into(),
            Self::Application(application) => {
                StateApplication { application, changes, expected }.into()
            }
        }
    }

    /// The profile, where it is there and this caller may fill it in.
    ///
    /// # Errors
    /// 403 for the role or without a grant, 404.
    pub async fn open(self, app: &App, signed_in: &SignedIn) -> Result<Opened, Problem> {
        let caller = signed_in.caller;
        let operation = match self {
            Self::Cluster(_) => Operation::StateClaims,
            Self::Application(_) => Operation::StateApplication,
        };
        operation.check(caller.role)?;
        let streams = app.registry.executor().streams();
        let loaded = streams.load(&self.stream()).await?;
        match (self, loaded.state.as_ref()) {
            (Self::Cluster(id), StreamState::Cluster(cluster))
                if cluster.standing != Standing::NotListed =>
            {
                let access = streams.load(&StreamId::access()).await?;
                let StreamState::Access(access) = access.state.as_ref() else {
                    return Err(Rejection::NoGrant("cluster").into());
                };
                match caller.role {
                    Role::Officer => access.actor(caller, "registry", whole_registry)?,
                    _ => access.actor(caller, "cluster", this_cluster(id))?,
                };
            }
            (Self::Application(_), StreamState::Application(state))
                if state.applicant.as_ref().is_some_and(|it| it.account == caller.account) => {}
            (Self::Cluster(_), _) => return Err(Rejection::NotFound("cluster").into()),
            (Self::Application(_), _) => return Err(Rejection::NotFound("application").into()),
        }
        Ok(Opened { subject: self, loaded, registry: registry(app).await? })
    }
}

impl Opened {
    /// What stands.
    pub fn profile(&self) -> &Profile {
        static NOTHING: std::sync::LazyLock<Profile> = std::sync::LazyLock::new(Profile::default);
        match self.loaded.state.as_ref() {
            StreamState::Cluster(cluster) => &cluster.profile,
            StreamState::Application(application) => &application.profile,
            _ => &NOTHING,
        }
    }

    /// The editions in force.
    ///
    /// # Errors
    /// 409 before the registry is opened.
    pub fn in_force(&self) -> Result<InForce<'_>, Problem> {
        let in_force = rules_of(&self.registry).and_then(RegistryState::in_force);
        in_force.ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    /// Whether the rules would take some changes.
    ///
    /// # Errors
    /// What they refuse.
    pub async fn rehearse(
        &self,
        app: &App,
        who: &SignedIn,
        changes: &Changes,
    ) -> Result<(), ExecuteError> {
        self.check_unchanged(changes)?;
        let command = self.subject.command(changes.clone(), None);
        app.registry.executor().rehearse(who.caller, &command).await
    }

    /// Records changes, once for a form however often it is sent, and waits until pages show them.
    ///
    /// A field that was empty when the form was shown must be so still: that is told by the version of
    /// the whole profile, which others move meanwhile, so it is looked at again.
    ///
    /// # Errors
    /// What the rules or the log refuse; `ClaimReplaced` where somebody else was faster.
    pub async fn send(
        &self,
        app: &App,
        who: &SignedIn,
        request: &str,
        changes: &Changes,
    ) -> Result<Done, ExecuteError> {
        let asked = format!("{:?} {changes:?}", self.subject);
        let key = format!("work {request} {}", blake3::hash(asked.as_bytes()).to_hex());
        let registry = &app.registry;
        let digest = registry.request_digest(asked.as_bytes());
        let mut loaded = self.loaded.clone();
        for _ in 0..TRIES_MAX {
            let first = registry.executor().repeated(registry.request_id(who.caller, &key), digest);
            if let Some(done) = first.await? {
                return Ok(done);
            }
            let now = Self { loaded, registry: self.registry.clone(), ..*self };
            now.check_unchanged(changes)?;
            let expected = changes.claims.iter().any(|claim| claim.replaces.is_none());
            let expected = expected.then_some(now.loaded.version);
            let command = self.subject.command(changes.clone(), expected);
            let done = registry.execute(who.caller, &key, asked.as_bytes(), command).await;
            app.note_outcome(&done);
            match done {
                Err(ExecuteError::Rejected(Rejection::VersionPassed { .. })) => {}
                Err(refused) => return Err(refused),
                Ok(done) => {
                    // The write stands whether or not the views show it in time.
                    let _ = registry.published().at_least(done.receipt.last(), PATIENCE).await;
                    return Ok(done);
                }
            }
            loaded = registry.executor().streams().load(&self.subject.stream()).await?;
        }
        Err(ExecuteError::Contended)
    }

    /// Refuses a statement about a field of which something else stands than its form showed.
    fn check_unchanged(&self, changes: &Changes) -> Result<(), Rejection> {
        for claim in &changes.claims {
            let current = self.profile().claim(&claim.path);
            let actual = current.map(|current| current.version);
            if actual != claim.replaces {
                return Err(Rejection::ClaimReplaced {
                    path: claim.path.clone(),
                    expected: claim.replaces,
                    actual,
                    current: current.map(|current| Box::new(current.claim.stated.clone())),
                    proposed: None,
                });
            }
        }
        Ok(())
    }
}
