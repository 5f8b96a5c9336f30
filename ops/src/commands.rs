//! The subcommands, one file each.

pub mod account;
pub mod bulletin;
pub mod case;
pub mod checkpoint;
pub mod clerk;
pub mod common;
pub mod demo;
pub mod editions;
pub mod forget;
pub mod journal;
pub mod key;
pub mod mask;
pub mod publish;
pub mod replay;
pub mod restore;
pub mod samples;
pub mod serve;
pub mod token;
pub mod verify;
