//! A registry in a folder of its own, and imports into it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use registry_core::access::Caller;
use registry_core::command::{AdoptEdition, Command};
use registry_core::state::{ClusterState, StreamState};
use registry_events::claim::{Absence, Stated};
use registry_events::edition::EditionKind;
use registry_events::ids::{ClusterId, Position};
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, Value};
use registry_gateway::clock::{SystemClock, SystemEntropy};
use registry_gateway::data_folder::DataFolder;
use registry_gateway::registry::{DEFAULT_TIME_ZONE, Registry};
use registry_ops::import::sheet::Inputs;
use registry_ops::import::{Options, Outcome, Summary, import};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::sheets::Sheet;

/// A registry that is open and empty.
pub(crate) struct Ground {
    runtime: Runtime,
    registry: Registry,
    folder: TempDir,
}

/// A bad cell: row, column and reason.
pub(crate) type Bad = (u32, Option<usize>, String);

impl Ground {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let runtime = Runtime::new().expect("a runtime");
        let parts = DataFolder::new(folder.path().join("data"))
            .open(Arc::new(SystemClock), Arc::new(SystemEntropy), |_| {})
            .expect("it opens");
        let registry = runtime.block_on(Registry::assemble(parts)).expect("a registry");
        runtime.block_on(registry.open_if_new(false, DEFAULT_TIME_ZONE)).expect("it is new");
        Self { runtime, registry, folder }
    }

    /// Adopts an edition.
    pub(crate) fn adopt(&self, kind: EditionKind, edition: &'static str, text: &str) {
        let adopt = AdoptEdition {
            kind,
            edition: Code::literal(edition),
            text: text.into(),
            proposals: Vec::new(),
        };
        self.execute(adopt.into());
    }

    /// Does what the registry's own program may do.
    pub(crate) fn execute(&self, command: Command) {
        let done = self.registry.execute(Caller::PROGRAM, "a test", b"", command);
        self.runtime.block_on(done).expect("done");
    }

    /// A path beside the registry's data.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).expect("written");
        path
    }

    /// Imports both tables as CSV; what was done.
    pub(crate) fn done(&self, clusters: &Sheet, participants: &Sheet) -> Summary {
        match self.import(Some(clusters), Some(participants), usize::MAX) {
            Outcome::Done(summary) => summary,
            Outcome::Refused(bad) => panic!("{:?}", bad.iter().collect::<Vec<_>>()),
        }
    }

    /// Imports both tables as CSV; what is bad in them.
    pub(crate) fn refused(&self, clusters: &Sheet, participants: &Sheet) -> Vec<Bad> {
        let before = self.head();
        let outcome = self.import(Some(clusters), Some(participants), usize::MAX);
        assert_eq!(self.head(), before, "nothing is written");
        bad_cells(&outcome)
    }

    /// Imports tables as CSV with at most so many commits.
    pub(crate) fn import(
        &self,
        clusters: Option<&Sheet>,
        participants: Option<&Sheet>,
        steps_max: usize,
    ) -> Outcome {
        let clusters = clusters.map(|sheet| self.write("clusters.csv", sheet.csv(';')));
        let participants = participants.map(|sheet| self.write("participants.csv", sheet.csv(';')));
        self.import_files(clusters.as_deref(), participants.as_deref(), steps_max)
    }

    pub(crate) fn import_files(
        &self,
        clusters: Option<&Path>,
        participants: Option<&Path>,
        steps_max: usize,
    ) -> Outcome {
        self.try_import(clusters, participants, steps_max).expect("the registry works")
    }

    pub(crate) fn try_import(
        &self,
        clusters: Option<&Path>,
        participants: Option<&Path>,
        steps_max: usize,
    ) -> anyhow::Result<Outcome> {
        let inputs = Inputs::read(clusters, participants).expect("tables");
        let options = Options::default();
        self.runtime.block_on(import(&self.registry, &inputs, &options, steps_max))
    }

    /// The length of the log.
    pub(crate) fn head(&self) -> Position {
        self.runtime.block_on(self.registry.log().head()).expect("a head").next
    }

    /// Every cluster.
    pub(crate) fn clusters(&self) -> Vec<(ClusterId, ClusterState)> {
        let entries = self.entries();
        let mut ids: Vec<_> = entries
            .into_iter()
            .filter_map(|stream| match stream.kind() {
                StreamKind::Cluster(id) => Some(id),
                _ => None,
            })
            .collect();
        ids.sort_unstable();
        ids.dedup();
        ids.into_iter().map(|id| (id, self.cluster(id))).collect()
    }

    /// The only cluster.
    pub(crate) fn only(&self) -> ClusterState {
        let mut clusters = self.clusters();
        assert_eq!(clusters.len(), 1);
        clusters.remove(0).1
    }

    fn cluster(&self, id: ClusterId) -> ClusterState {
        match self.state(&StreamId::cluster(id)) {
            StreamState::Cluster(cluster) => *cluster,
            other => panic!("{other:?}"),
        }
    }

    fn state(&self, stream: &StreamId) -> StreamState {
        let loaded = self.registry.executor().streams().load(stream);
        StreamState::clone(&self.runtime.block_on(loaded).expect("readable").state)
    }

    /// The Russian names of all organisations.
    pub(crate) fn organisation_names(&self) -> Vec<String> {
        let mut streams = self.entries();
        streams.retain(|stream| matches!(stream.kind(), StreamKind::Organisation(_)));
        streams.sort_unstable();
        streams.dedup();
        let name = |stream: StreamId| match self.state(&stream) {
            StreamState::Organisation(organisation) => organisation.name?.ru,
            _ => None,
        };
        streams.into_iter().filter_map(name).collect()
    }

    /// The stream of each entry.
    pub(crate) fn entries(&self) -> Vec<StreamId> {
        let mut streams = Vec::new();
        while streams.len() < usize::try_from(self.head().0).expect("few") {
            let from = Position(streams.len() as u64);
            let read = self.runtime.block_on(self.registry.log().read(from, 4_096));
            let read = read.expect("readable");
            streams.extend(read.iter().map(|entry| entry.decode().expect("sound").stream));
        }
        streams
    }

    /// How many commits stand in the log from a position on.
    pub(crate) fn commits_since(&self, position: Position) -> usize {
        let mut requests = Vec::new();
        let mut next = position;
        while next < self.head() {
            let read = self.runtime.block_on(self.registry.log().read(next, 4_096));
            for entry in read.expect("readable") {
                requests.push(entry.decode().expect("sound").request_id);
                next = Position(entry.position.0 + 1);
            }
        }
        requests.dedup();
        requests.len()
    }
}

/// Row, column and reason of each bad cell.
pub(crate) fn bad_cells(outcome: &Outcome) -> Vec<Bad> {
    let Outcome::Refused(bad) = outcome else { panic!("{outcome:?}") };
    bad.iter().map(|(place, reason)| (place.row, place.column, reason.to_owned())).collect()
}

/// What a cluster's own field says.
pub(crate) fn value<'a>(cluster: &'a ClusterState, field: &str) -> Option<&'a Value> {
    cluster.profile.stated(field)?.value()
}

/// What a cluster's own field explicitly lacks.
pub(crate) fn absence(cluster: &ClusterState, field: &str) -> Option<Absence> {
    match cluster.profile.stated(field)? {
        Stated::Absent(absence) => Some(*absence),
        _ => None,
    }
}
