//! Organisations: their name, numbers, branches, size and details, and who follows them.

pub(super) mod branches;
pub(super) mod details;
pub(super) mod mailbox_domains;
pub(super) mod name;
pub(super) mod numbers;
pub(super) mod size;
pub(super) mod succession;
