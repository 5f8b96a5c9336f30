//! The profile of a cluster as who speaks for it fills it in: whether they may, what stands, and what
//! becomes of their changes.

use registry_core::Decision;
use registry_core::access::Operation;
use registry_core::command::{Command, StateClaims};
use registry_core::editions::{InForce, RegistryState};
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_core::rejection::Rejection;
use registry_core::state::{ClusterState, Loaded, Standing, StreamState};
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::log::Receipt;
use registry_events::stream::StreamId;

use crate::api::read::streams::{registry, rules_of};
use crate::api::write::evidence::check_states;
use crate::execute::{Done, ExecuteError};
use crate::http::{App, Problem, SignedIn};
use crate::registry::PATIENCE;

/// How often a form that fills in something new looks again at what others wrote meanwhile.
const TRIES_MAX: usize = 5;

/// A profile that this caller may fill in, as it stands.
pub(super) struct Opened {
    /// Whose.
    pub cluster: ClusterId,
    loaded: Loaded,
    /// What stands, without what is hidden by law.
    profile: Profile,
    registry: Loaded,
}

impl Opened {
    /// The profile of a listed cluster, where this caller may fill it in.
    ///
    /// # Errors
    /// 403 for the role or without a grant, 404.
    pub(super) async fn of(
        app: &App,
        signed_in: &SignedIn,
        cluster: ClusterId,
    ) -> Result<Self, Problem> {
        let caller = signed_in.caller;
        Operation::StateClaims.check(caller.role)?;
        let streams = app.registry.executor().streams();
        let loaded = streams.load(&StreamId::cluster(cluster)).await?;
        let listed = matches!(loaded.state.as_ref(), StreamState::Cluster(state)
            if state.standing != Standing::NotListed);
        if !listed {
            return Err(Rejection::NotFound("cluster").into());
        }
        check_states(app, caller, cluster).await?;
        let profile = shown(&loaded, cluster);
        Ok(Self { cluster, profile, loaded, registry: registry(app).await? })
    }

    /// Its page; those of its sections and fields stand below.
    pub(super) fn path(&self) -> String {
        format!("/work/clusters/{}", self.cluster)
    }

    /// What stands.
    pub(super) const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The cluster as the rules see it.
    pub(super) fn state(&self) -> Option<&ClusterState> {
        match self.loaded.state.as_ref() {
            StreamState::Cluster(state) => Some(state),
            _ => None,
        }
    }

    /// The editions in force.
    ///
    /// # Errors
    /// 409 before the registry is opened.
    pub(super) fn in_force(&self) -> Result<InForce<'_>, Problem> {
        let in_force = rules_of(&self.registry).and_then(RegistryState::in_force);
        in_force.ok_or_else(|| Rejection::conflict("registry.not-open").into())
    }

    /// Whether the rules would take some changes.
    ///
    /// # Errors
    /// What they refuse.
    pub(super) async fn rehearse(
        &self,
        app: &App,
        who: &SignedIn,
        changes: &Changes,
    ) -> Result<(), ExecuteError> {
        self.check_unchanged(changes)?;
        let command = self.command(changes, None);
        app.registry.executor().rehearse(who.caller, &command).await
    }

    /// What would follow from some changes.
    ///
    /// # Errors
    /// What the rules refuse.
    pub(super) async fn foresee(
        &self,
        app: &App,
        who: &SignedIn,
        changes: &Changes,
    ) -> Result<Decision, ExecuteError> {
        self.check_unchanged(changes)?;
        let command = self.command(changes, None);
        app.registry.executor().foresee(who.caller, &command).await
    }

    /// Records changes, once for a form however often it is sent, and waits until pages show them.
    ///
    /// A field that was empty when the form was shown must be so still: that is told by the version of
    /// the whole profile, which others move meanwhile, so it is looked at again.
    ///
    /// # Errors
    /// What the rules or the log refuse; `ClaimReplaced` where somebody else was faster.
    pub(super) async fn send(
        &self,
        app: &App,
        who: &SignedIn,
        request: &str,
        changes: &Changes,
    ) -> Result<Done, ExecuteError> {
        let (asked, key) = self.asked(request, changes);
        let registry = &app.registry;
        let digest = registry.request_digest(asked.as_bytes());
        let mut loaded = self.loaded.clone();
        for _ in 0..TRIES_MAX {
            let first = registry.executor().repeated(registry.request_id(who.caller, &key), digest);
            if let Some(done) = first.await? {
                return Ok(done);
            }
            let profile = shown(&loaded, self.cluster);
            let now = Self { profile, loaded, registry: self.registry.clone(), ..*self };
            now.check_unchanged(changes)?;
            let expected = changes.claims.iter().any(|claim| claim.replaces.is_none());
            let expected = expected.then_some(now.loaded.version);
            let command = self.command(changes, expected);
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
            loaded = registry.executor().streams().load(&StreamId::cluster(self.cluster)).await?;
        }
        Err(ExecuteError::Contended)
    }

    /// What changes ask for, and the key of that request.
    fn asked(&self, request: &str, changes: &Changes) -> (String, String) {
        let asked = format!("{} {changes:?}", self.cluster);
        let key = key(request, &self.digest(changes));
        (asked, key)
    }

    /// The digest of what changes ask for.
    pub(super) fn digest(&self, changes: &Changes) -> String {
        let asked = format!("{} {changes:?}", self.cluster);
        blake3::hash(asked.as_bytes()).to_hex().to_string()
    }

    /// What a form recorded before of what it showed, by the digest of that.
    ///
    /// # Errors
    /// When the log can't be read.
    pub(super) async fn sent_before(
        &self,
        app: &App,
        who: &SignedIn,
        request: &str,
        digest: &str,
    ) -> Result<Option<Receipt>, Problem> {
        let id = app.registry.request_id(who.caller, &key(request, digest));
        app.registry.log().receipt(id).await.map_err(|error| Problem::fault(&error))
    }

    fn command(&self, changes: &Changes, expected: Option<StreamVersion>) -> Command {
        StateClaims { cluster: self.cluster, changes: changes.clone(), expected }.into()
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

/// The key of a request of a form.
fn key(request: &str, digest: &str) -> String {
    format!("work {request} {digest}")
}

/// What stands of a cluster, without what is hidden by law.
fn shown(loaded: &Loaded, cluster: ClusterId) -> Profile {
    match loaded.state.as_ref() {
        StreamState::Cluster(state) => state.profile.without_masked(cluster),
        _ => Profile::default(),
    }
}
