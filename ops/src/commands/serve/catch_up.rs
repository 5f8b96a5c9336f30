//! Waits until the views have reached the log's end, so that no reader is shown the past as now.

use std::time::Duration;

use registry_events::ids::Position;
use registry_gateway::registry::Registry;

use crate::failure::Failure;
use crate::progress::Bar;

const LOOK_EVERY: Duration = Duration::from_millis(200);

pub(super) async fn wait(registry: &Registry) -> Result<(), Failure> {
    let head = registry.log().head().await?;
    let Some(last) = head.last() else { return Ok(()) };
    let bar = Bar::new("folding the views");
    while registry.published().at_least(last, LOOK_EVERY).await.is_err() {
        if let Some(reason) = registry.published().halted() {
            return Err(Failure::found_wrong(format!("the views can't be folded: {reason}")));
        }
        let folded = registry.views().position().map_or(Position(0), Position::next);
        bar.show(folded.0, head.next.0);
    }
    Ok(())
}
