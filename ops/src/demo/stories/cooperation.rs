//! A link between two clusters that both of them state and confirm.

use anyhow::Result;

use super::{Stories, Story};
use crate::demo::opening::link;
use crate::demo::stage::Stage;

pub(super) async fn link_both(stories: &Stories, stage: &mut Stage<'_>) -> Result<()> {
    link(stage, stories.of(Story::InEnglish)?, stories.of(Story::FiveSteps)?).await
}
