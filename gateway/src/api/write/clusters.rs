//! Clusters on the register: entering one from a source, stating claims, its standing,
//! merger.

pub(super) mod enter;
pub(super) mod masking;
pub(super) mod merge;
pub(super) mod standing;
pub(super) mod state;
