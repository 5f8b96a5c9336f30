//! The published language of the cluster registry.
//!
//! Everything that is written to the log, and everything an outsider needs to read and check it,
//! is defined here: identifiers, values, events, the entry's byte format, sealing, the BLAKE3
//! chain, the Merkle tree with its checkpoints and proofs, the catalogue and dictionaries, and the
//! [`log::EventLog`] port with its engines.
//! This crate knows no rules, no views and no HTTP; without features it has neither tokio nor sled.
#![warn(missing_docs)]

pub mod actor;
pub mod catalogue;
pub mod chain;
pub mod claim;
pub mod codec;
pub mod confidential;
pub mod confirmations;
pub mod dictionary;
pub mod document;
pub mod edition;
pub mod engine;
pub mod entry;
pub mod event;
pub mod former;
pub mod history;
pub mod ids;
pub mod letters;
pub mod level;
pub mod log;
pub mod masks;
pub mod path;
pub mod personal;
pub mod seal;
pub mod stream;
#[cfg(feature = "testing")]
pub mod testing;
pub mod transparency;
pub mod value;
pub mod working_days;
