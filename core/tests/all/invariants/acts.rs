//! What a random sequence asks for.

use proptest::collection::vec;
use proptest::prelude::*;

/// Something that may be asked; numbers are taken modulo what there is.
#[derive(Debug, Clone)]
pub(super) enum Act {
    List { name: u8, region: u8, first: u8, level: u8, joins: Vec<u8> },
    Enter { name: u8, first: u8 },
    Join { cluster: u8, of: (u8, u8) },
    Become { cluster: u8, item: u8, of: (u8, u8) },
    Project { cluster: u8, members: Vec<u8>, stage: u8, shared: bool },
    Restate { cluster: u8, item: u8, members: Vec<u8> },
    Body { cluster: u8, kind: u8, of: (u8, u8) },
    Partner { cluster: u8, of: (u8, u8), abroad: bool },
    Lapse { cluster: u8, nth: u8, outdated: bool },
    Close { cluster: u8, items: Vec<u8> },
    Rename { cluster: u8, name: u8, region: u8 },
    Count { cluster: u8, count: u8 },
    Confirm { cluster: u8, by: u8, items: Vec<u8> },
    Unconfirm { cluster: u8, by: u8, nth: u8 },
    Deny { cluster: u8, by: u8, back: bool },
    Stand { cluster: u8, what: u8 },
    Adopt { participants: u8 },
    Reassess { cluster: u8 },
    Ckr { open: bool },
    Wait { days: u8 },
    Note { cluster: u8 },
    Contest { cluster: u8, by: u8, claim: u8 },
    Judge { cluster: u8, nth: u8, what: u8 },
    Merge { cluster: u8, into: u8 },
    Vouch { by: u8 },
    Again { year: u8 },
}

pub(super) fn act() -> impl Strategy<Value = Act> {
    let n = any::<u8>;
    let some = || vec(n(), 1..5);
    prop_oneof![
        3 => (n(), n(), n(), n(), vec(n(), 0..3)).prop_map(
            |(name, region, first, level, joins)| Act::List { name, region, first, level, joins }
        ),
        1 => (n(), n()).prop_map(|(name, first)| Act::Enter { name, first }),
        4 => (n(), (n(), n())).prop_map(|(cluster, of)| Act::Join { cluster, of }),
        2 => (n(), n(), (n(), n()))
            .prop_map(|(cluster, item, of)| Act::Become { cluster, item, of }),
        4 => (n(), vec(n(), 2..5), n(), prop::bool::weighted(0.8)).prop_map(
            |(cluster, members, stage, shared)| Act::Project { cluster, members, stage, shared }
        ),
        2 => (n(), n(), vec(n(), 2..5))
            .prop_map(|(cluster, item, members)| Act::Restate { cluster, item, members }),
        2 => (n(), n(), (n(), n())).prop_map(|(cluster, kind, of)| Act::Body { cluster, kind, of }),
        2 => (n(), (n(), n()), any::<bool>())
            .prop_map(|(cluster, of, abroad)| Act::Partner { cluster, of, abroad }),
        2 => (n(), n(), any::<bool>())
            .prop_map(|(cluster, nth, outdated)| Act::Lapse { cluster, nth, outdated }),
        4 => (n(), some()).prop_map(|(cluster, items)| Act::Close { cluster, items }),
        2 => (n(), n(), n())
            .prop_map(|(cluster, name, region)| Act::Rename { cluster, name, region }),
        1 => (n(), n()).prop_map(|(cluster, count)| Act::Count { cluster, count }),
        4 => (n(), n(), some()).prop_map(|(cluster, by, items)| Act::Confirm { cluster, by, items }),
        2 => (n(), n(), n()).prop_map(|(cluster, by, nth)| Act::Unconfirm { cluster, by, nth }),
        2 => (n(), n(), any::<bool>())
            .prop_map(|(cluster, by, back)| Act::Deny { cluster, by, back }),
        2 => (n(), n()).prop_map(|(cluster, what)| Act::Stand { cluster, what }),
        1 => n().prop_map(|participants| Act::Adopt { participants }),
        1 => n().prop_map(|cluster| Act::Reassess { cluster }),
        1 => any::<bool>().prop_map(|open| Act::Ckr { open }),
        3 => n().prop_map(|days| Act::Wait { days }),
        3 => n().prop_map(|cluster| Act::Note { cluster }),
        3 => (n(), n(), n()).prop_map(|(cluster, by, claim)| Act::Contest { cluster, by, claim }),
        5 => (n(), n(), n()).prop_map(|(cluster, nth, what)| Act::Judge { cluster, nth, what }),
        1 => (n(), n()).prop_map(|(cluster, into)| Act::Merge { cluster, into }),
    ]
}

/// What happens to clusters that are listed, over years: changes, confirmations, disputes, lapses.
pub(super) fn later_act() -> impl Strategy<Value = Act> {
    let n = any::<u8>;
    prop_oneof![
        4 => n().prop_map(|days| Act::Wait { days }),
        4 => n().prop_map(|cluster| Act::Note { cluster }),
        4 => (n(), n(), n()).prop_map(|(cluster, by, claim)| Act::Contest { cluster, by, claim }),
        8 => (n(), n(), n()).prop_map(|(cluster, nth, what)| Act::Judge { cluster, nth, what }),
        4 => (n(), n(), vec(n(), 1..5))
            .prop_map(|(cluster, by, items)| Act::Confirm { cluster, by, items }),
        1 => (n(), n(), n()).prop_map(|(cluster, by, nth)| Act::Unconfirm { cluster, by, nth }),
        4 => n().prop_map(|by| Act::Vouch { by }),
        4 => n().prop_map(|year| Act::Again { year }),
        2 => (n(), n()).prop_map(|(cluster, count)| Act::Count { cluster, count }),
        2 => (n(), n(), (n(), n()))
            .prop_map(|(cluster, item, of)| Act::Become { cluster, item, of }),
        2 => (n(), (n(), n())).prop_map(|(cluster, of)| Act::Join { cluster, of }),
        1 => (n(), vec(n(), 1..3)).prop_map(|(cluster, items)| Act::Close { cluster, items }),
        1 => (n(), n()).prop_map(|(cluster, what)| Act::Stand { cluster, what: what % 4 }),
    ]
}
