//! Made-up histories, for tests and measurements: given these events, the views show that.
//!
//! A [`Story`] gives positions, versions and times as a log would; it enforces no rule, so a test
//! can also tell events that make no sense.

mod editions;
mod story;
mod words;

pub use editions::{CATALOGUE, DICTIONARIES, REGIONS, adopted, catalogue_hiding};
pub use story::Story;
pub use words::{
    account, assessed, claim, claims, closed, cluster, code, codes, confirmed, denied, listed,
    opened, organisation, participant, registered, text, timestamp,
};
