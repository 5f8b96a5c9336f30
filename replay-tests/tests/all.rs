//! All tests that see everything, in one binary.

mod decoders;
mod demonstration;
mod edges;
mod folds;
mod forgetting;
mod golden;
mod installation;
mod log;
mod published;
