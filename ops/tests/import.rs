//! `import`: tables as people have them, on registries of their own.
//!
//! All names are invented; numbers of organisations have the region 00, which nobody has.

mod again;
mod command;
mod ground;
mod large;
mod memberships;
mod reading;
mod refusals;
pub(crate) mod sheets;
mod workbook;
