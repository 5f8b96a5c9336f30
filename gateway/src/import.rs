//! Clusters and their participants from the tables people have: for operators' `import` and for the
//! questionnaire alike.
//!
//! Every row is read and decided in advance, on a shadow of the log; nothing is written when one
//! cell is bad. Then follows one commit for each cluster that differs, so that running the same
//! import again, after a kill or a corrected cell, finishes the work and repeats nothing.
//!
//! The catalogue in force says which columns there are: a new field is a new column, without code.

pub mod report;
pub mod sheet;

mod account;
mod apply;
mod bad_cells;
mod cells;
mod check;
mod columns;
mod differences;
mod directory;
mod groups;
mod items;
mod names;
mod near;
mod organisations;
mod own;
mod pasted;
mod plan;
mod reader;
mod reasons;
mod rows;
mod shadow;
mod template;
mod written;

pub use bad_cells::{BadCells, Place};
pub use own::{
    OWN_BYTES_MAX, OwnPlan, Unread, check_own, order_of_lines, own_table, pasted, sheet_of,
};
pub use pasted::{OwnRow, own_rows};
pub use plan::{Effect, Options, Summary};
pub use reasons::{Reason, sentence};

use shadow::Shadow;
use sheet::Inputs;

use crate::registry::Registry;

/// What became of an import.
#[derive(Debug)]
pub enum Outcome {
    /// Cells are bad; nothing was written.
    Refused(BadCells),
    /// It is done, or would be.
    Done(Summary),
}

/// Who is told how far an import is.
pub trait Progress: Sync {
    /// So much is done of what is being done.
    fn show(&self, doing: &'static str, done: u64, of: u64);
}

/// Nobody.
impl Progress for () {
    fn show(&self, _: &'static str, _: u64, _: u64) {}
}

/// Checks tables and, when all is well, makes at most `steps_max` commits: none to try, fewer than
/// needed to stop half-way.
///
/// # Errors
/// When the log can't be read or takes no writes.
pub async fn import(
    registry: &Registry,
    inputs: &Inputs,
    options: &Options,
    steps_max: usize,
    progress: &dyn Progress,
) -> anyhow::Result<Outcome> {
    let mut shadow = Shadow::new(registry);
    let caller = account::foresee(&mut shadow).await?;
    let mut bad = BadCells::default();
    let plan = plan::plan(&mut shadow, caller, inputs, options, &mut bad, progress).await?;
    if !bad.is_empty() {
        return Ok(Outcome::Refused(bad));
    }
    if steps_max > 0 {
        apply::apply(registry, &plan, steps_max, progress).await?;
    }
    Ok(Outcome::Done(plan.summary))
}

/// A workbook to fill in, by the editions in force of a registry, or by those that ship with the
/// program.
///
/// # Errors
/// When the log can't be read.
pub async fn template(registry: Option<&Registry>) -> anyhow::Result<Vec<u8>> {
    match registry {
        Some(registry) => template::bytes(Shadow::new(registry).editions().await?.in_force()?),
        None => template::bytes(shadow::shipped()?.in_force()?),
    }
}
