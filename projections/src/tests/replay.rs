//! Properties of replays, over stories of any events in any order, sensible or not.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use registry_events::claim::{Claim, ClaimKind, ClaimRef, Relation, Source};
use registry_events::edition::EditionKind;
use registry_events::event::{
    AssessmentCorrected, ClaimLapsed, ClusterEvent, ClusterResumed, ClusterSuspended,
    ClusterWithdrawn, ConfirmationWithdrawn, DisputeAdmitted, DisputeAnswered,
    DisputeDeadlineMissed, DisputeEvent, DisputeLifted, DisputeOutcome, DisputeResolved,
    DisputeStep, Event, LapseCause, MembershipDenialWithdrawn, OrganisationDetailsStated,
    ProfileEvent,
};
use registry_events::ids::{Position, StreamVersion};
use registry_events::level::Level;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Decimal, Value};

use super::clusters_of;
use crate::card::{Card, is_listing};
use crate::follower::Follower;
use crate::testing::{
    REGIONS, Story, adopted, assessed, claim, claims, closed, cluster, code, codes, confirmed,
    denied, listed, opened, organisation, participant, registered, text,
};
use crate::views::{FOLDS_VERSION, Views};

fn level() -> impl Strategy<Value = Level> {
    prop::sample::select(Level::ALL.to_vec())
}

fn profile_event() -> impl Strategy<Value = Event> {
    let item = 1..5_u32;
    prop_oneof![
        (0..4_u8, any::<bool>()).prop_map(|(n, awaits)| {
            let awaits_until = awaits.then_some(DAY);
            claims(vec![Claim { awaits_until, ..claim("official_name", text(&n.to_string())) }])
        }),
        Just(claims(vec![claim("regions", codes(&["RU-TOM", "RU-MOW"]))])),
        (item.clone(), 1..4_u32).prop_map(|(item, number)| participant(item, number, "small")),
        (item.clone(), 1..4_u32).prop_map(|(item, number)| {
            let path = format!("participants/{item}/organisation");
            claims(vec![claim(&path, Value::Organisation(organisation(number)))])
        }),
        item.clone().prop_map(|item| closed("participants", item, "вышел")),
        item.clone().prop_map(|item| {
            let fields = [
                ("type", Value::Code(code("coordinator"))),
                ("staff_fte", Value::Decimal(Decimal::new(95, 1))),
            ];
            opened("governing_bodies", item, &fields)
        }),
        item.clone().prop_map(|item| opened("projects", item, &[("spheres", codes(&["rnd"]))])),
        item.prop_map(|item| closed("projects", item, "окончен")),
    ]
}

fn cluster_event() -> impl Strategy<Value = Event> {
    let version = 0..12_u64;
    prop_oneof![
        2 => Just(listed()),
        2 => version.clone().prop_map(|v| confirmed("official_name", v, Relation::Ckr)),
        4 => (1..4_u32, version.clone()).prop_map(|(item, v)| {
            confirmed(&format!("participants/{item}/organisation"), v, Relation::Participant)
        }),
        2 => version.clone().prop_map(|v| {
            let reason = "ошибка".into();
            ConfirmationWithdrawn { confirmation: StreamVersion(v), reason }.into()
        }),
        1 => (1..5_u32, 1..4_u32).prop_map(|(item, number)| denied(item, number)),
        1 => version.clone().prop_map(|v| {
            let reason = "ошибка".into();
            MembershipDenialWithdrawn { denial: StreamVersion(v), reason }.into()
        }),
        2 => level().prop_map(|level| assessed(None, level)),
        1 => version.prop_map(|v| {
            let reason = "ошибка".into();
            AssessmentCorrected { assessment: StreamVersion(v), reason }.into()
        }),
        1 => Just(ClusterSuspended { reason: "проверка".into() }.into()),
        1 => Just(ClusterResumed { reason: "проверено".into() }.into()),
        1 => Just(ClusterWithdrawn { reason: "ликвидирован".into() }.into()),
        1 => Just(registered("чужое", vec![])),
    ]
}

/// Steps of disputes about two fields, and what runs out of claims on them.
fn dispute_event() -> impl Strategy<Value = Event> {
    let number = || (1..3_u64).prop_map(StreamVersion);
    let fields = ["official_name", "participants/1/organisation", "participants/2/organisation"];
    let about = move || {
        (prop::sample::select(fields.to_vec()), 0..12_u64).prop_map(|(field, version)| {
            let path = field.parse().expect("a path");
            ClaimRef { path, version: StreamVersion(version) }
        })
    };
    let upheld = prop::bool::weighted(0.7);
    prop_oneof![
        3 => (number(), about(), any::<bool>()).prop_map(|(dispute, claim, known)| {
            let known_by = known.then(|| code("organisation"));
            let (text, evidence) = ("Не так".into(), Vec::new());
            let answer_until = DAY;
            let admitted = DisputeAdmitted { dispute, claim, text, evidence, answer_until, known_by };
            DisputeEvent::DisputeAdmitted(admitted).into()
        }),
        1 => number().prop_map(|dispute| {
            let (text, evidence) = ("Так".into(), Vec::new());
            DisputeEvent::DisputeAnswered(DisputeAnswered { dispute, text, evidence }).into()
        }),
        1 => number().prop_map(|dispute| {
            let (step, due_on) = (DisputeStep::Answer, DAY);
            let missed = DisputeDeadlineMissed { dispute, step, due_on };
            DisputeEvent::DisputeDeadlineMissed(missed).into()
        }),
        3 => (number(), upheld).prop_map(|(dispute, upheld)| {
            let outcome =
                if upheld { DisputeOutcome::Upheld } else { DisputeOutcome::Rejected };
            let resolved = DisputeResolved { dispute, outcome, reason: "Решение".into(), evidence: Vec::new() };
            DisputeEvent::DisputeResolved(resolved).into()
        }),
        2 => (number(), about()).prop_map(|(dispute, claim)| {
            DisputeEvent::DisputeLifted(DisputeLifted { dispute, claim }).into()
        }),
        2 => (about(), lapse_cause()).prop_map(|(claim, cause)| {
            ClaimLapsed { claim, cause, held_until: DAY }.into()
        }),
    ]
}

fn lapse_cause() -> impl Strategy<Value = LapseCause> {
    prop::sample::select(vec![
        LapseCause::Outdated,
        LapseCause::ChangeNotConfirmed,
        LapseCause::SeenTooLongAgo,
    ])
}

/// A day on which things run out.
const DAY: Date = date(2015, 6, 1);

fn details() -> Event {
    OrganisationDetailsStated {
        site: None,
        point: None,
        okved: Some(code("31.09")),
        described_on: DAY,
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: Vec::new(),
    }
    .into()
}

/// Another edition of the subjects of the federation: before, or after some became part of others.
fn regions_edition() -> impl Strategy<Value = Vec<(StreamId, Vec<Event>)>> {
    let editions = prop::sample::select(vec![("0.1", REGIONS), ("0.2", super::subjects::AFTER)]);
    editions.prop_map(|(edition, text)| {
        vec![(StreamId::registry(), adopted(EditionKind::Regions, edition, text))]
    })
}

fn commit() -> impl Strategy<Value = Vec<(StreamId, Vec<Event>)>> {
    let events = || prop::collection::vec(event(), 1..5);
    let one =
        (1..4_u32, events()).prop_map(|(n, events)| vec![(StreamId::cluster(cluster(n)), events)]);
    let organisation = (1..4_u32).prop_map(|number| {
        let stream = StreamId::organisation(organisation(number));
        vec![(stream, vec![registered(&format!("ООО {number}"), vec![]), details()])]
    });
    let two = (events(), events()).prop_map(|(first, second)| {
        vec![(StreamId::cluster(cluster(1)), first), (StreamId::cluster(cluster(2)), second)]
    });
    prop_oneof![8 => one, 2 => organisation, 2 => two, 1 => regions_edition()]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![3 => profile_event(), 3 => cluster_event(), 3 => dispute_event()]
}

prop_compose! {
    fn story()(commits in prop::collection::vec(commit(), 1..30), sealed in 1..4_u32) -> Story {
        let listing = |number| StreamId::cluster(cluster(number));
        let story = Story::new().commit(&listing(1), [listed()]).commit(&listing(2), [listed()]);
        let story = commits.into_iter().fold(story, |story, parts| {
            let parts = parts.into_iter().map(|(stream, events)| {
                let aimed = events.into_iter().map(|event| aimed(event, &stream, &story));
                (stream.clone(), aimed.collect())
            });
            let parts = parts.collect();
            story.commit_all(parts)
        });
        story.sealed(&listing(sealed))
    }
}

/// The event about the claim that stands on its field, every other time; else about any version.
fn aimed(mut event: Event, stream: &StreamId, story: &Story) -> Event {
    let about = match &mut event {
        Event::Cluster(ClusterEvent::ClaimConfirmed(event)) => &mut event.claim,
        Event::Cluster(ClusterEvent::ClaimLapsed(event)) => &mut event.claim,
        Event::Dispute(DisputeEvent::DisputeAdmitted(event)) => &mut event.claim,
        Event::Dispute(DisputeEvent::DisputeLifted(event)) => &mut event.claim,
        _ => return event,
    };
    let states_it = |claims: &[Claim]| claims.iter().any(|claim| claim.path == about.path);
    let own = story.recorded().iter().rev().filter(|recorded| recorded.stream == *stream);
    let stating = own.filter(|recorded| match recorded.event() {
        Some(Event::Profile(ProfileEvent::ClaimsStated(stated))) => states_it(&stated.claims),
        Some(Event::Profile(ProfileEvent::ItemOpened(opened))) => states_it(&opened.claims),
        _ => false,
    });
    if let Some(last) = stating.map(|recorded| recorded.version).next()
        && about.version.0 % 2 == 0
    {
        about.version = last;
    }
    event
}

/// How many items of each list of a cluster are open, counted from the events alone; one of another
/// cluster, and what stands before the listing or can't be read, counts nowhere.
fn open_items(story: &Story, number: u32) -> BTreeMap<Code, usize> {
    let stream = StreamId::cluster(cluster(number));
    let own = story.recorded().iter().filter(|recorded| recorded.stream == stream);
    let events = own.filter_map(|recorded| recorded.event()).skip_while(|event| !is_listing(event));
    let mut open = BTreeMap::new();
    for event in events {
        match event {
            Event::Profile(ProfileEvent::ItemOpened(opened)) => {
                open.entry(opened.item.clone()).or_insert(true);
            }
            Event::Profile(ProfileEvent::ItemClosed(closed)) => {
                open.entry(closed.item.clone()).and_modify(|open| *open = false);
            }
            Event::Cluster(ClusterEvent::MembershipDenied(denied)) => {
                open.entry(denied.item.clone()).and_modify(|open| *open = false);
            }
            _ => {}
        }
    }
    let mut counts = BTreeMap::new();
    for (item, _) in open.into_iter().filter(|(_, open)| *open) {
        *counts.entry(item.collection).or_default() += 1;
    }
    counts
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn counts_of_card_and_row_are_those_of_the_items_that_events_opened_and_did_not_close(
        story in story()
    ) {
        let views = story.views();
        for number in 1..4 {
            let Some(card) = views.card(cluster(number)) else { continue };
            let counted = open_items(&story, number);
            let count = |list: &str| counted.get(list).copied().unwrap_or_default();
            for list in ["participants", "projects", "governing_bodies"] {
                prop_assert_eq!(card.open_items(list).count(), count(list), "{} of the card", list);
            }
            let row = views.recorded_register().row(card.cluster, story.last()).expect("a row");
            prop_assert_eq!(row.participants.total(), count("participants"));
            prop_assert_eq!(row.projects.len(), count("projects"));
            prop_assert_eq!(row.bodies.len(), count("governing_bodies"));
        }
    }

    #[test]
    fn entries_in_any_batches_lead_to_the_same_digests(
        story in story(),
        sizes in prop::collection::vec(1..9_usize, 1..5),
    ) {
        let entries = story.entries();
        let mut follower = Follower::new();
        let mut rest = entries.as_slice();
        for size in sizes.into_iter().cycle() {
            let (batch, after) = rest.split_at(size.min(rest.len()));
            follower.step(batch).expect("in order");
            rest = after;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(follower.views().digests(), story.views().digests());
    }

    #[test]
    fn snapshots_taken_on_the_way_change_neither_themselves_nor_the_views(story in story()) {
        let mut views = Views::default();
        let mut snapshots = Vec::new();
        for recorded in story.recorded() {
            views.apply(recorded);
            if views.at_commit_end() {
                snapshots.push((views.clone(), views.digest()));
            }
        }
        prop_assert_eq!(views.digests(), story.views().digests());
        for (snapshot, digest) in snapshots {
            prop_assert_eq!(snapshot.digest(), digest);
        }
    }

    #[test]
    fn a_past_row_card_membership_and_level_are_those_of_a_replay_stopped_there(
        story in story(),
        stop in any::<prop::sample::Index>(),
    ) {
        let at = Position(stop.index(story.recorded().len()) as u64);
        let (whole, stopped) = (story.views(), story.views_until(at));
        for number in 1..4 {
            let row = |views: &Views| views.recorded_register().row(cluster(number), at).cloned();
            prop_assert_eq!(row(&whole), row(&stopped));
            let clusters = |views: &Views| clusters_of(views, organisation(number), at);
            prop_assert_eq!(clusters(&whole), clusters(&stopped));
            let periods = |views: &Views| {
                let levels = views.levels(cluster(number));
                levels.map(|levels| levels.periods(at)).unwrap_or_default()
                    .into_iter().map(|period| (period.level, period.until)).collect::<Vec<_>>()
            };
            prop_assert_eq!(periods(&whole), periods(&stopped));
            let stream = StreamId::cluster(cluster(number));
            let own = story.recorded().iter().filter(|recorded| recorded.stream == stream);
            let folded = Card::fold(own, at);
            prop_assert_eq!(folded.as_ref(), stopped.card(cluster(number)).map(AsRef::as_ref));
        }
    }

    #[test]
    fn a_row_kept_up_by_commits_is_the_row_made_from_the_card_at_once(story in story()) {
        let views = story.views();
        for card in views.cards() {
            let row = views.recorded_register().row(card.cluster, story.last()).expect("a row");
            let open = card.open_items("participants").count();
            prop_assert_eq!(row.participants.total(), open);
            let typed: u32 = row.participants.by_type().values().sum();
            let with_type = card.open_items("participants")
                .filter(|item| item.claims.get("participant_type").is_some()).count();
            prop_assert_eq!(typed as usize, with_type);
            let confirmed = card.open_items("participants").filter(|item| {
                item.claims.get("organisation").is_some_and(crate::card::CurrentClaim::is_corroborated)
            });
            prop_assert_eq!(row.participants.confirmed() as usize, confirmed.count());
            prop_assert_eq!(row.bodies.len(), card.open_items("governing_bodies").count());
            prop_assert_eq!(row.projects.len(), card.open_items("projects").count());
        }
    }
}

/// Where the digest is another one, the same log gives other digests of views than it did: raise the
/// version, so that whoever compares them is told that they can't be.
#[test]
fn the_version_of_the_folds_stands_for_what_stories_fold_into() {
    let mut runner = TestRunner::deterministic();
    let mut hasher = blake3::Hasher::new();
    for _ in 0..200 {
        let story = story().new_tree(&mut runner).expect("a story").current();
        hasher.update(&story.views().digest().0);
    }
    let folded = hasher.finalize().to_hex();
    insta::assert_snapshot!(
        format!("{FOLDS_VERSION}: {folded}"),
        @"1: 362348adbd65fd0dc3d23956a4c8b741a67267d0477cf9138ac3766624126786"
    );
}
