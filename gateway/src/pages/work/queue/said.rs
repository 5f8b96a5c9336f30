//! What an application says: the cluster itself, then its open items, in the order of the catalogue; and
//! what shows it. Who decides it and who looks at it later see the same.

use std::collections::BTreeSet;

use registry_core::profile::{CurrentClaim, Item, Profile};
use registry_events::catalogue::Catalogue;
use registry_events::claim::Evidence;
use registry_events::ids::Digest;
use registry_events::value::Language;

use super::super::control::title;
use super::super::shown_to::is_shown_to;
use crate::http::{App, Problem, SignedIn};
use crate::pages::frame::Frame;
use crate::words::typography::set;
use crate::words::value::{Speaker, said_document};

/// The cluster itself, or one of its items.
pub(in crate::pages) struct Part<'p> {
    pub(in crate::pages) heading: String,
    pub(in crate::pages) claims: Vec<&'p CurrentClaim>,
}

/// A piece of evidence.
pub(in crate::pages) struct EvidenceView {
    pub(in crate::pages) words: String,
    /// Where it can be seen.
    pub(in crate::pages) address: Option<String>,
}

impl EvidenceView {
    pub(in crate::pages) fn all(evidence: &[Evidence], frame: &Frame) -> Vec<Self> {
        Self::opening(evidence, frame, &BTreeSet::new())
    }

    /// The same with the ways to documents that open to the reader, though they may judge none.
    pub(in crate::pages) fn opening(
        evidence: &[Evidence],
        frame: &Frame,
        opened: &BTreeSet<Digest>,
    ) -> Vec<Self> {
        // Who judges opens each; a party what it is shown, and of others sees that they are there.
        let judges = frame.acts_as(["officer", "auditor"]);
        Self::by_ways(evidence, frame.language, |digest| {
            let way = || frame.plain_link(&format!("/evidence/{digest}"));
            (judges || opened.contains(&digest)).then(way)
        })
    }

    /// Evidence with the way to each document, where there is one.
    pub(in crate::pages) fn by_ways(
        evidence: &[Evidence],
        language: Language,
        way: impl Fn(Digest) -> Option<String>,
    ) -> Vec<Self> {
        let view = |piece: &Evidence| match piece {
            Evidence::Link(link) => {
                Self { words: link.to_string(), address: Some(link.to_string()) }
            }
            Evidence::Document(document) => {
                Self { words: said_document(document, language), address: way(document.digest) }
            }
        };
        evidence.iter().map(view).collect()
    }
}

impl EvidenceView {
    /// The same with the ways to documents that the reader may open though they judge none.
    ///
    /// # Errors
    /// A fault when the private store can't be read.
    pub(in crate::pages) async fn for_reader(
        app: &App,
        who: &SignedIn,
        evidence: &[Evidence],
        frame: &Frame,
    ) -> Result<Vec<Self>, Problem> {
        let mut opened = BTreeSet::new();
        for piece in evidence {
            if let Evidence::Document(document) = piece
                && is_shown_to(app, who, document.digest).await?
            {
                opened.insert(document.digest);
            }
        }
        Ok(Self::opening(evidence, frame, &opened))
    }
}

/// Everything that an application says: of the cluster, then of its open items.
pub(super) fn claims(profile: &Profile) -> impl Iterator<Item = &CurrentClaim> {
    let items = profile.items().filter(|item| item.is_open());
    profile.cluster_claims().chain(items.flat_map(Item::claims))
}

/// The cluster and its items, as the catalogue orders them.
pub(in crate::pages) fn parts<'p>(
    profile: &'p Profile,
    catalogue: &Catalogue,
    speaker: &Speaker<'_>,
    frame: &Frame,
) -> Vec<Part<'p>> {
    let own = ordered(profile.cluster_claims(), catalogue);
    let cluster = Part { heading: frame.say("review-cluster"), claims: own };
    let items = catalogue.collections.iter().flat_map(|list| {
        let items = profile.open_items(list.key.as_str());
        items.map(|item| (speaker.text(&list.item_label), item))
    });
    let items = items.map(|(label, item)| Part {
        heading: set(&format!("{label}: {}", title(speaker, item))),
        claims: ordered(item.claims(), catalogue),
    });
    std::iter::once(cluster).chain(items).filter(|part| !part.claims.is_empty()).collect()
}

/// Statements in the order of their fields; of fields that an edition took out, last.
fn ordered<'p>(
    claims: impl Iterator<Item = &'p CurrentClaim>,
    catalogue: &Catalogue,
) -> Vec<&'p CurrentClaim> {
    let mut claims: Vec<_> = claims.collect();
    claims.sort_by_key(|claim| catalogue.place(&claim.claim.path).unwrap_or(usize::MAX));
    claims
}
