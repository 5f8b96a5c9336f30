//! «Дело проверки»: what an auditor chose at the desk, as one archive that is checked without this
//! server: rows, entries, digests of evidence, a proof of each entry, and one signed checkpoint.
//!
//! It tells what the desk tells: a value that is hidden there is hidden here, and the bytes of an
//! entry that a law hides some of stay out of its proof. Who asked for it isn't named. Every value of
//! a field comes with the position of the entry that stated it, and that entry is in the archive too.

mod archive;
pub mod chosen;
mod evidence;
pub mod format;
mod made;
mod readme;
mod rows;

pub use chosen::Chosen;
pub use made::{CaseError, Sources, made};
pub use rows::documents_in;
