//! Stories.

use anyhow::Result;
use jiff::civil::Date;

use super::opening::Listed;
use super::plan::Plan;
use super::stage::Stage;

#[derive(Default)]
pub(super) struct Stories {}

impl Stories {
    pub(super) async fn play_until(
        &mut self,
        _stage: &mut Stage<'_>,
        _plan: &mut Plan,
        _listed: &mut Vec<Listed>,
        _day: Date,
    ) -> Result<()> {
        Ok(())
    }
}
