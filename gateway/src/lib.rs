//! The server of the cluster registry: JSON API, pages, the private store, the follower's task.
//!
//! Labels and sentences are made here; rules are asked of `registry-core`, figures are read from
//! `registry-projections`. Engines of the log are named in [`data_folder`] alone.

pub mod admin;
pub mod api;
pub mod case;
pub mod clerk;
pub mod clock;
pub mod data_folder;
pub mod documents;
pub mod execute;
pub mod follow;
pub mod forget;
pub mod http;
pub mod import;
pub mod keyring;
pub mod map;
pub mod notices;
pub mod openapi;
pub mod pages;
pub mod people;
pub mod private;
pub mod problems;
pub mod read;
pub mod registry;
pub mod tokens;
pub mod transparency;
pub mod words;
