//! The register that a question is asked of: the recorded one, or what held on a day in the world.

use std::sync::Arc;

use registry_events::ids::{ClusterId, Position};
use registry_projections::search::{Found, Index, Query, Window};
use registry_projections::views::Views;

use super::held::HeldRegister;

/// A register and what is needed to ask it.
pub enum AskedRegister {
    /// As it was recorded by a position, indexed.
    Recorded(Arc<Index>),
    /// As it was on a day in the world, known at a position.
    Held {
        /// What held.
        register: HeldRegister,
        /// The snapshot it was read from.
        views: Arc<Views>,
        /// The position.
        at: Position,
    },
}

impl AskedRegister {
    /// Answers a query with the rows of a window.
    pub fn find(&self, query: &Query, window: Window) -> Found {
        match self {
            Self::Recorded(index) => index.find(query, window),
            Self::Held { register, views, at } => {
                let rows = register.rows_for(query).collect();
                Index::new(rows, Arc::clone(views), *at, query.day).find(query, window)
            }
        }
    }

    /// Whether nothing is known of a cluster's participants on the day.
    pub fn is_untold(&self, cluster: ClusterId) -> bool {
        match self {
            Self::Recorded(_) => false,
            Self::Held { register, .. } => register.untold.contains(&cluster),
        }
    }
}
