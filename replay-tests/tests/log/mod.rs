//! The durable log before killed processes, lost power and damaged files.

mod crash;
mod damage;
mod folder;
mod lossy;
mod power;
mod writing;

use std::process::{Command, Output};

/// Runs the crash tests' process to its end.
fn child(mode: &str, folder: &std::path::Path) -> Output {
    child_command(mode, folder).output().expect("the child runs")
}

fn child_command(mode: &str, folder: &std::path::Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_crash_child"));
    command.arg(mode).arg(folder);
    command
}
