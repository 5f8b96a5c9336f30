//! The log as it would be: commands are decided on it and their events folded, nothing is written.
//!
//! So every row of a file is checked by the rules themselves before the first commit, and a row that
//! rests on another one (the same new organisation, a name used twice) sees it.

use std::collections::HashMap;
use std::sync::Arc;

use crate::execute::ExecuteError;
use crate::registry::{DEFAULT_TIME_ZONE, Registry};
use anyhow::{Context as _, Result, bail};
use jiff::Timestamp;
use jiff::civil::Date;
use registry_core::access::Caller;
use registry_core::command::{Command, OpenRegistry};
use registry_core::editions::InForce;
use registry_core::rejection::Rejection;
use registry_core::state::{ClusterState, Loaded, StreamState};
use registry_core::world::{Undecided, World};
use registry_core::{DecidedPart, Decision, decide};
use registry_events::event::Event;
use registry_events::ids::{ClusterId, OrganisationId};
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::Text;

/// How often streams are loaded for one decision.
const ROUNDS_MAX: usize = 12;

/// A registry and what was decided on top of it.
pub(super) struct Shadow<'r> {
    registry: &'r Registry,
    decided: HashMap<StreamId, Loaded>,
}

/// What the rules say to a command.
pub(super) type Answer = Result<Decision, Rejection>;

impl<'r> Shadow<'r> {
    /// The registry as it is.
    pub(super) fn new(registry: &'r Registry) -> Self {
        Self { registry, decided: HashMap::new() }
    }

    /// The registry beneath.
    pub(super) const fn registry(&self) -> &'r Registry {
        self.registry
    }

    /// A stream as it would stand.
    pub(super) async fn load(&self, stream: &StreamId) -> Result<Loaded, ExecuteError> {
        match self.decided.get(stream) {
            Some(loaded) => Ok(loaded.clone()),
            None => self.registry.executor().streams().load(stream).await,
        }
    }

    /// Decides a command; when the rules accept it, its events count from here on.
    pub(super) async fn decide(&mut self, caller: Caller, command: &Command) -> Result<Answer> {
        let (now, today) = (self.registry.now(), self.registry.today());
        let mut world = World::new(now, today, self.registry.entropy().array());
        for _ in 0..ROUNDS_MAX {
            match decide(command, caller, &world) {
                Ok(decision) => {
                    // No two commands of an import are about one cluster, so none is kept.
                    let kept = folded(&world, &decision)
                        .filter(|(stream, _)| !matches!(stream.kind(), StreamKind::Cluster(_)));
                    self.decided.extend(kept);
                    return Ok(Ok(decision));
                }
                Err(Undecided::Rejected(rejection)) => return Ok(Err(rejection)),
                Err(Undecided::Needs(streams)) => {
                    for stream in streams {
                        let loaded = self.load(&stream).await?;
                        world.load(stream, loaded);
                    }
                }
            }
        }
        bail!("the decision asks for ever more streams")
    }

    /// A cluster's stream with its state.
    pub(super) async fn cluster(&self, id: ClusterId) -> Result<Loaded> {
        Ok(self.load(&StreamId::cluster(id)).await?)
    }

    /// The name of an organisation.
    pub(super) async fn organisation_name(&self, id: OrganisationId) -> Result<Option<Text>> {
        let loaded = self.load(&StreamId::organisation(id)).await?;
        match loaded.state.as_ref() {
            StreamState::Organisation(organisation) => Ok(organisation.name.clone()),
            _ => Ok(None),
        }
    }

    /// Who holds a name or number.
    pub(super) async fn holder(&self, stream: &StreamId) -> Result<(Loaded, Holder)> {
        let loaded = self.load(stream).await?;
        let holder = match loaded.state.as_ref() {
            StreamState::Holding(holding) => {
                Holder { cluster: holding.cluster, organisation: holding.organisation }
            }
            _ => Holder::default(),
        };
        Ok((loaded, holder))
    }

    /// The editions in force.
    pub(super) async fn editions(&self) -> Result<Editions> {
        Ok(Editions(self.load(&StreamId::registry()).await?))
    }
}

/// Who holds a name or number.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Holder {
    /// The cluster that is shown under the name.
    pub(super) cluster: Option<ClusterId>,
    /// The organisation that has the number.
    pub(super) organisation: Option<OrganisationId>,
}

/// The registry's stream, kept while its editions are read.
pub(super) struct Editions(Loaded);

impl Editions {
    /// The editions in force.
    ///
    /// # Errors
    /// When the registry isn't open.
    pub(super) fn in_force(&self) -> Result<InForce<'_>> {
        let StreamState::Registry(registry) = self.0.state.as_ref() else {
            bail!("the stream of the registry holds something else")
        };
        registry.in_force().ok_or_else(|| anyhow::anyhow!("the registry isn't open"))
    }
}

/// The editions that ship with the program, as a new registry would adopt them.
///
/// # Errors
/// Never, or every new registry would fail to open.
pub(super) fn shipped() -> Result<Editions> {
    let stream = StreamId::registry();
    let mut world = World::new(Timestamp::UNIX_EPOCH, Date::ZERO, [0; 32]);
    for stream in [StreamId::access(), stream.clone()] {
        world.load(stream.clone(), Loaded::empty(&stream));
    }
    let open = OpenRegistry { demonstration: false, time_zone: DEFAULT_TIME_ZONE.into() };
    let decision = decide(&open.into(), Caller::PROGRAM, &world)
        .map_err(|undecided| anyhow::anyhow!("a new registry can't be opened: {undecided:?}"))?;
    let opened = folded(&world, &decision).find(|(of, _)| *of == stream);
    let (_, loaded) = opened.context("a new registry has no editions")?;
    Ok(Editions(loaded))
}

/// The streams of a decision as they stand after it.
fn folded<'a>(
    world: &'a World,
    decision: &'a Decision,
) -> impl Iterator<Item = (StreamId, Loaded)> + 'a {
    decision.parts.iter().filter_map(|DecidedPart { stream, events, .. }| {
        let mut loaded = world.loaded(stream).ok()?.clone();
        for decided in events {
            loaded.version = loaded.version.next();
            let state = Arc::make_mut(&mut loaded.state);
            state.evolve(loaded.version, &decided.actor, &decided.event);
        }
        Some((stream.clone(), loaded))
    })
}

/// A loaded stream as a cluster.
pub(super) fn as_cluster(loaded: &Loaded) -> Option<&ClusterState> {
    match loaded.state.as_ref() {
        StreamState::Cluster(cluster) => Some(cluster),
        _ => None,
    }
}

/// The first event of a decision that a reader recognises.
pub(super) fn find_event<T>(decision: &Decision, read: impl Fn(&Event) -> Option<T>) -> Option<T> {
    decision.parts.iter().flat_map(|part| &part.events).find_map(|decided| read(&decided.event))
}
