//! The entries of a case as their proofs have them, each held against the one checkpoint.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::sync::Arc;

use registry_events::chain::ChainValue;
use registry_events::claim::Claim;
use registry_events::entry::{Content, Entry, Recorded};
use registry_events::ids::Position;
use registry_events::transparency::checkpoint::SignedCheckpoint;
use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::proof::InclusionProof;
use registry_events::transparency::tree::{TreeHash, leaf_hash, verify_inclusion};
use registry_gateway::case::format::{
    CHECKPOINT, EntryNamed, MANIFEST, PROOFS, position_of, proof_file,
};

use super::super::key::error_told;
use super::super::proof::entry_in;
use super::{Case, at};
use crate::failure::Failure;

/// The entries that are proven.
pub(super) struct Known(BTreeMap<Position, Proven>);

/// What is proven of an entry.
pub(super) enum Proven {
    /// What it says.
    Whole(Box<Recorded>),
    /// That it stands at its place; its bytes aren't in the case, and perhaps were given beside it.
    Place(Option<Box<Recorded>>),
}

impl Proven {
    /// What it says, where that can be seen.
    pub(super) fn recorded(&self) -> Option<&Recorded> {
        match self {
            Self::Whole(recorded) => Some(recorded),
            Self::Place(beside) => beside.as_deref(),
        }
    }

    /// Whether its bytes aren't in the case.
    pub(super) const fn is_place(&self) -> bool {
        matches!(self, Self::Place(_))
    }
}

/// A published folder that has the entries which the case doesn't carry.
pub(super) struct Beside<'b> {
    pub(super) folder: &'b Path,
    pub(super) key: &'b VerifierKey,
}

impl Beside<'_> {
    /// An entry, if it is the one that was proven.
    fn take(&self, case: &Case<'_>, named: &EntryNamed) -> Result<Box<Recorded>, Failure> {
        let (position, folder) = (Position(named.position), self.folder.display());
        let bytes = entry_in(self.folder, named.position, self.key)?;
        if leaf_hash(&bytes).to_string() != named.leaf {
            let told = format!("{folder} has another entry at position {position}");
            return Err(case.wrong(&proof_file(position), told));
        }
        let recorded = decoded(named.position, &bytes);
        recorded.map(Box::new).map_err(|reason| case.wrong(&proof_file(position), reason))
    }
}

impl Known {
    /// Checks the proof of every entry.
    ///
    /// # Errors
    /// What isn't shown, with file and position.
    pub(super) fn of(
        case: &Case<'_>,
        signed: &SignedCheckpoint,
        beside: Option<&Beside<'_>>,
    ) -> Result<Self, Failure> {
        check_list(case)?;
        let note = case.text(CHECKPOINT)?;
        let mut known = BTreeMap::new();
        for named in &case.manifest.entries {
            let position = Position(named.position);
            let file = proof_file(position);
            let proven = Proof { named, note, signed }.check(case.text(&file)?);
            let proven = proven.map_err(|reason| {
                let told = format!("{} isn't proven: {reason}", at(position));
                case.wrong(&file, told)
            })?;
            let proven = match (proven, beside) {
                (Proven::Place(_), Some(beside)) => Proven::Place(Some(beside.take(case, named)?)),
                (proven, _) => proven,
            };
            known.insert(position, proven);
        }
        let known = Self(known);
        known.check_counts(case)?;
        Ok(known)
    }

    /// An entry of the case.
    pub(super) fn get(&self, position: Position) -> Option<&Proven> {
        self.0.get(&position)
    }

    /// Every position.
    pub(super) fn positions(&self) -> impl Iterator<Item = Position> {
        self.0.keys().copied()
    }

    fn check_counts(&self, case: &Case<'_>) -> Result<(), Failure> {
        let counts = &case.manifest.counts;
        let is_sealed = |proven: &&Proven| matches!(proven, Proven::Whole(recorded) if matches!(recorded.content, Content::Sealed(_)));
        let places = self.0.values().filter(|proven| proven.is_place()).count();
        let sealed = self.0.values().filter(is_sealed).count();
        let chosen = case.manifest.entries.iter().filter(|entry| entry.chosen).count();
        let found = (chosen, self.0.len() - chosen, sealed, places);
        if found == (counts.chosen, counts.added, counts.sealed, counts.without_bytes) {
            return Ok(());
        }
        Err(case.wrong(MANIFEST, "it counts other entries than there are"))
    }
}

/// Entries are named in the order of the log, and each has a proof; no proof is of another one.
fn check_list(case: &Case<'_>) -> Result<(), Failure> {
    let named: Vec<_> = case.manifest.entries.iter().map(|entry| entry.position).collect();
    if !named.is_sorted_by(|one, next| one < next) {
        return Err(case.wrong(MANIFEST, "its entries don't stand in the order of the log"));
    }
    if let Some(beyond) = named.last().filter(|last| **last > case.manifest.position) {
        let told = format!("{} is beyond the case's position", at(Position(*beyond)));
        return Err(case.wrong(MANIFEST, told));
    }
    let named: BTreeSet<_> = named.into_iter().map(Position).collect();
    let proofs = case.archive.files().filter_map(|(name, _)| position_of(name));
    match proofs.into_iter().find(|position| !named.contains(position)) {
        Some(position) => {
            let told = format!("{MANIFEST} names no entry at position {position} in {PROOFS}");
            Err(case.wrong(&proof_file(position), told))
        }
        None => Ok(()),
    }
}

/// A proof with what it is of.
struct Proof<'p> {
    named: &'p EntryNamed,
    note: &'p str,
    signed: &'p SignedCheckpoint,
}

impl Proof<'_> {
    fn check(&self, text: &str) -> Result<Proven, String> {
        let proof: InclusionProof = text.parse().map_err(|error| error_told(&error))?;
        if proof.index != self.named.position {
            return Err(format!("the file is of position {}", proof.index));
        }
        if proof.checkpoint != self.note {
            return Err("it leads to another checkpoint than that of the case".into());
        }
        let leaf: TreeHash =
            self.named.leaf.parse().map_err(|_| format!("its leaf in {MANIFEST} is none"))?;
        if proof.extra.is_some() != self.named.bytes {
            return Err(format!("whether its bytes are there {MANIFEST} tells otherwise"));
        }
        if proof.leaf_of_extra().is_some_and(|own| own != leaf) {
            return Err(format!("its bytes aren't those of the leaf in {MANIFEST}"));
        }
        verify_inclusion(leaf, proof.index, &self.signed.head(), &proof.hashes)
            .map_err(|error| error_told(&error))?;
        match proof.extra {
            Some(bytes) => decoded(proof.index, &bytes).map(|entry| Proven::Whole(Box::new(entry))),
            None => Ok(Proven::Place(None)),
        }
    }
}

fn decoded(index: u64, bytes: &[u8]) -> Result<Recorded, String> {
    let bytes: Arc<[u8]> = bytes.into();
    let entry = Entry::check(Position(index), ChainValue::after(&bytes), bytes);
    entry.and_then(|entry| entry.decode()).map_err(|error| error_told(&error))
}

/// The claims that an entry states, by their paths.
pub(super) fn claims(recorded: &Recorded) -> HashMap<String, Claim> {
    let Some(event) = recorded.event() else { return HashMap::new() };
    let mut event = event.clone();
    event.claims_mut().iter().map(|claim| (claim.path.to_string(), claim.clone())).collect()
}
