//! Clusters on the register: entering one from a source, stating claims, its standing.

pub(super) mod enter;
pub(super) mod standing;
pub(super) mod state;
