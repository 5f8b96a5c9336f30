//! The subcommands, one file each.

pub mod clerk;
pub mod common;
pub mod demo;
pub mod replay;
pub mod serve;
pub mod token;
pub mod verify;
