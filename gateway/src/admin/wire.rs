//! The messages, as they stand in a frame: structs of their own, so that the port's types stay free
//! of them. Entries travel as the bytes that stand in the log, each with its chain value.

mod answers;
mod live;
mod requests;

pub(super) use answers::{Answer, WireEntry, whole};
pub(super) use live::{WireCluster, figures_of};
pub(super) use requests::{Request, WireAppend};
