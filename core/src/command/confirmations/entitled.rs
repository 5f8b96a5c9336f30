//! Who can be entitled to confirm what, by how they stand to the cluster
//! (`docs/adr/0014-who-confirms-what.md`).

use registry_events::claim::Relation;
use registry_events::path::FieldPath;

use crate::profile::reader::{
    CKR, CLUSTER_LINKS, GOVERNING_BODIES, OFFICIAL_STATUSES, PARTICIPANTS, PARTNERS, PROJECTS,
    STRATEGIES, SUPPORT_RECEIVED,
};

/// The relations in which somebody can be entitled to confirm a claim, nearest to the matter first.
pub fn relations_entitled(path: &FieldPath) -> &'static [Relation] {
    use Relation as R;
    let seen_in_the_region = || match &path.item {
        None => OF_THE_CLUSTER.contains(&path.field.as_str()),
        Some(item) => OF_ITEMS.contains(&item.collection.as_str()),
    };
    match path.item.as_ref().map(|item| item.collection.as_str()) {
        Some(PARTICIPANTS | PROJECTS) => &[R::Participant, R::Officer, R::Register],
        Some(PARTNERS | CLUSTER_LINKS) => &[R::Partner, R::Officer, R::Register],
        _ if seen_in_the_region() => &[R::Ckr, R::Region, R::Officer, R::Register],
        _ => &[R::Officer, R::Register],
    }
}

/// What a region and a development centre confirm of the cluster itself: place and support; and the
/// site, behind which no other second party stands but the officer.
const OF_THE_CLUSTER: [&str; 7] =
    ["regions", "municipalities", "location", "address", CKR, "website", "last_content_update"];

/// Items that they confirm: of support; and bodies and strategies, which are gates like the site.
const OF_ITEMS: [&str; 4] = [OFFICIAL_STATUSES, SUPPORT_RECEIVED, GOVERNING_BODIES, STRATEGIES];
