//! Small editions for tests of the machinery: the fields and markers of the minimum, of governing
//! bodies and of projects. Rules that depend on no edition are shown with them, so that a new
//! edition that ships changes no such test.

use registry_events::edition::EditionKind;

use crate::editions::Shipped;

/// Small editions of every kind.
pub const SMALL: [Shipped; 4] = [
    Shipped {
        kind: EditionKind::Dictionaries,
        edition: "0.9",
        text: include_str!("editions/dictionaries.toml"),
    },
    Shipped {
        kind: EditionKind::Regions,
        edition: "0.9",
        text: include_str!("../../regions/1.0.tsv"),
    },
    Shipped {
        kind: EditionKind::Catalogue,
        edition: "0.9",
        text: include_str!("editions/catalogue.toml"),
    },
    Shipped {
        kind: EditionKind::Rulebook,
        edition: "0.9",
        text: include_str!("editions/rulebook.toml"),
    },
];
