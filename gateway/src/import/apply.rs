//! Carries a plan out: one commit for each step, each known again when it is repeated.

use crate::execute::ExecuteError;
use crate::registry::Registry;
use anyhow::{Context as _, Result};
use registry_core::access::Caller;
use registry_core::command::Command;

use super::Progress;
use super::account;
use super::plan::{Plan, Step};

/// How often a step is tried again after lost races.
const TRIES_MAX: u32 = 5;

/// Makes the plan's commits; what was made before is not made again.
///
/// `steps_max` stops early, as a kill does: tests finish the work in a second run.
///
/// # Errors
/// When a commit can't be made; running the same import again finishes the work.
pub(super) async fn apply(
    registry: &Registry,
    plan: &Plan,
    steps_max: usize,
    progress: &dyn Progress,
) -> Result<()> {
    if plan.steps.is_empty() {
        return Ok(());
    }
    let caller = account::prepare(registry).await?;
    for (index, step) in (0..).zip(&plan.steps).take(steps_max) {
        progress.show("writing clusters", index, plan.steps.len() as u64);
        make(registry, caller, step).await.context(STOPPED)?;
    }
    Ok(())
}

const STOPPED: &str = "the import stopped; run it again, it goes on where it stopped";

async fn make(registry: &Registry, caller: Caller, step: &Step) -> Result<()> {
    let body = step.key.as_bytes();
    let mut tries = 0;
    loop {
        let command: Command = step.command.clone();
        match registry.execute(caller, &step.key, body, command).await {
            Ok(_) => return Ok(()),
            Err(ExecuteError::Contended) if tries < TRIES_MAX => tries += 1,
            Err(other) => return Err(other.into()),
        }
    }
}
