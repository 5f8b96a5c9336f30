//! What the API shows of a made-up cluster that went from the initial level to the high one.

mod added_field;
pub(crate) mod bulletins;
mod cards;
mod changes;
mod clusters;
mod compare;
mod default_point;
mod editions;
mod employees;
mod export;
mod files;
mod history;
mod level;
mod limits_of_claims;
pub(crate) mod offers;
mod on_a_day;
mod organisations;
mod places;
pub(crate) mod publications;
pub(crate) mod raw;
mod reminders;
mod reorganised;
pub(crate) mod scene;
mod sealed;
mod statistics;
mod visibility;
mod writers;
