//! Organisations: their name, numbers, branches, size and details, and who follows them.

pub(crate) mod branches;
pub(crate) mod details;
pub(super) mod mailbox_domains;
pub(super) mod name;
pub(super) mod numbers;
pub(crate) mod size;
pub(super) mod succession;
