//! `clustermap`: the one binary that operators and auditors run.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    registry_ops::run(registry_ops::cli::Cli::parse())
}
