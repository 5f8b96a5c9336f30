//! What pasted lines or a table of participants would do, row by row: one report for the application and
//! for the list of a cluster.

/// The outcome of a row that can't be accepted.
pub(super) const WRONG: &str = "import-wrong";

/// What a row does, or why it can't be accepted.
pub(super) struct RowView {
    /// Its number; none of what has no row any more.
    pub(super) number: u32,
    pub(super) name: String,
    /// Chooses the look.
    pub(super) key: &'static str,
    pub(super) outcome: String,
    pub(super) details: Vec<String>,
}
