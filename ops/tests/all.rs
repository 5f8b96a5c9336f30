//! The tests of `clustermap`: the real binary, run on folders of their own.

mod account;
mod bulletin;
mod case;
mod checkpoint;
mod clerk;
mod demo;
mod editions;
mod forget;
mod help;
mod import;
mod journal;
mod publish;
mod replay;
mod serve;
mod storm;
mod support;
mod token;
mod verify;
