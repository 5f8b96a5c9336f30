//! The map as a drawing: shapes of regions that are kept with the program, the projection they were
//! made with, and bubbles that don't hide each other.
//!
//! Everything is in units of the drawing, of which the whole country is 1000 wide. Nothing here
//! knows a region by name: shapes are keyed by the codes of the dictionary, and a region without a
//! shape just has none.

pub mod bubbles;
mod projection;
pub mod shapes;

pub use bubbles::{Bubble, eased, radius};
pub use shapes::{Frame, Shapes, shapes};
