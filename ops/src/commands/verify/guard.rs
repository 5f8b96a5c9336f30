//! Whether the log of a data folder continues what was signed of it, where opening it hasn't told:
//! beside a server, and from a copy without its key.

use std::fs;

use registry_events::transparency::tree::{Tree, TreeHead};
use registry_gateway::data_folder::{DataFolder, FolderError};
use registry_gateway::transparency::{SignedCheckpoints, Standing, read_key};

use super::key::given;
use crate::failure::Failure;
use crate::output::say;

/// What a log is held against.
pub(super) enum Guard {
    /// The checkpoints that were signed, or none of them; and what is noted apart from them.
    Signed(Box<SignedCheckpoints>, Option<TreeHead>),
    /// What is noted is all that is left of the signing.
    NotedAlone(TreeHead),
    /// They are there, and no key to believe them with.
    WithoutKey,
    /// A key was given, and nothing is there that it could have signed.
    NothingSigned,
    /// Nothing is to be held against it, or it was held against it when it was opened.
    None,
}

impl Guard {
    /// What a folder has, to be read with a key that was given or with its own.
    pub(super) fn of(folder: &DataFolder, key: Option<&str>) -> Result<Self, Failure> {
        let (signed, own) = (folder.signed_checkpoints_path(), folder.checkpoint_key_path());
        let is_there = |path| fs::symlink_metadata(path).is_ok();
        let noted = folder.traced()?.noted().map(|trace| trace.head);
        if !is_there(&signed) && !is_there(&own) {
            let unsigned = if key.is_some() { Self::NothingSigned } else { Self::None };
            return Ok(noted.map_or(unsigned, Self::NotedAlone));
        }
        let key = match key {
            Some(key) => Some(given(key)?),
            None => read_key(&own).ok().map(|key| key.verifier().clone()),
        };
        let Some(key) = key else { return Ok(Self::WithoutKey) };
        let signed = SignedCheckpoints::open(&signed, &key).map_err(FolderError::from)?;
        Ok(Self::Signed(Box::new(signed), noted))
    }

    /// Whether the tree over the log is needed.
    pub(super) const fn needs_the_tree(&self) -> bool {
        matches!(self, Self::Signed(..) | Self::NotedAlone(_))
    }

    /// Holds the tree over a log against it.
    pub(super) fn check(&self, tree: &Tree) -> Result<(), Failure> {
        match self {
            Self::None => Ok(()),
            Self::NothingSigned => {
                say(
                    "warning: whether the log is an older copy, or another one than was signed, was \
                     not checked: no signed checkpoints lie in the folder to hold against the key",
                );
                Ok(())
            }
            Self::WithoutKey => {
                say(
                    "warning: whether the log is an older copy, or another one than was signed, was \
                     not checked: give the log's verifier key with --key",
                );
                Ok(())
            }
            Self::Signed(signed, noted) => {
                as_it_stands(Standing::of(tree, signed).beside(tree, *noted))
            }
            Self::NotedAlone(noted) => as_it_stands(Standing::without_key(tree, *noted)),
        }
    }
}

fn as_it_stands(standing: Standing) -> Result<(), Failure> {
    standing.reason().map_or(Ok(()), |reason| Err(Failure::found_wrong(reason)))
}
