//! The card: claims in force, confirmations, items, standing.

use jiff::civil::{Date, date};
use registry_events::actor::Role;
use registry_events::claim::{Claim, ClaimRef, Corroboration, Relation, Stated};
use registry_events::event::{
    ClaimConfirmed, ClaimLapsed, ClusterResumed, ClusterSuspended, ClusterWithdrawn,
    ConfirmationWithdrawn, DisputeAdmitted, DisputeDeadlineMissed, DisputeEvent, DisputeLifted,
    DisputeOutcome, DisputeResolved, DisputeStep, Event, LapseCause, MembershipDenialWithdrawn,
};
use registry_events::ids::{Position, StreamVersion};
use registry_events::level::Level;
use registry_events::path::FieldPath;
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::StreamId;
use registry_events::value::{Code, Text, Value};

use crate::card::{Card, CurrentClaim, ListingStatus};
use crate::testing::{
    Story, assessed, claim, claims, closed, cluster, code, confirmed, denied, listed, opened,
    organisation, participant, text,
};

fn stream() -> StreamId {
    StreamId::cluster(cluster(1))
}

fn named(name: &str) -> Story {
    let stated = claims(vec![claim("official_name", text(name))]);
    Story::new().commit(&stream(), [listed(), stated])
}

fn card(story: &Story) -> Card {
    let card = story.views().card(cluster(1)).expect("a card").as_ref().clone();
    let folded = Card::fold(story.recorded(), story.last()).expect("a folded card");
    assert_eq!(card, folded, "the card of the views is the fold of its stream");
    card
}

fn path(text: &str) -> FieldPath {
    text.parse().expect("a path")
}

fn value(current: &CurrentClaim) -> Option<&str> {
    let Stated::Value(Value::Text(Text { ru, .. })) = &current.claim.stated else { return None };
    ru.as_deref()
}

#[test]
fn a_new_claim_replaces_the_current_one_and_begins_without_confirmations() {
    let story = named("Старое")
        .commit(&stream(), [confirmed("official_name", 2, Relation::Officer)])
        .commit(&stream(), [claims(vec![claim("official_name", text("Новое"))])]);

    let before = Card::fold(story.recorded(), Position(2)).expect("listed by then");
    let old = before.claim(&path("official_name")).expect("a claim");
    assert_eq!((value(old), old.support.confirmations.len()), (Some("Старое"), 1));
    assert_eq!(old.corroboration(), Corroboration::FullyCorroborated);

    let card = card(&story);
    let new = card.claim(&path("official_name")).expect("a claim");
    assert_eq!((value(new), new.support.confirmations.len()), (Some("Новое"), 0));
    assert_eq!(new.claim_ref().version, StreamVersion(4));
}

#[test]
fn a_confirmation_of_a_claim_that_was_replaced_changes_nothing() {
    let story = named("Старое")
        .commit(&stream(), [claims(vec![claim("official_name", text("Новое"))])])
        .commit(&stream(), [confirmed("official_name", 2, Relation::Officer)]);
    let card = card(&story);
    assert_eq!(
        card.claim(&path("official_name")).map(|claim| claim.support.confirmations.len()),
        Some(0)
    );
}

#[test]
fn a_withdrawn_confirmation_leaves() {
    let withdrawn =
        ConfirmationWithdrawn { confirmation: StreamVersion(3), reason: "ошибка".into() };
    let story = named("Кластер")
        .commit(&stream(), [confirmed("official_name", 2, Relation::Participant)])
        .commit(&stream(), [confirmed("official_name", 2, Relation::Ckr)])
        .commit(&stream(), [withdrawn.into()]);
    let card = card(&story);
    let claim = card.claim(&path("official_name")).expect("a claim");
    let relations: Vec<_> = claim.support.confirmations.iter().map(|one| one.relation).collect();
    assert_eq!(relations, [Relation::Ckr]);
    assert_eq!(claim.corroboration(), Corroboration::PartiallyCorroborated);
}

/// A confirmation of the name that ages, by the development centre.
fn seen(holds_until: Date) -> Event {
    let claim = ClaimRef { path: path("official_name"), version: StreamVersion(2) };
    let (evidence, relation) = (Vec::new(), Relation::Ckr);
    let (seen_on, holds_until) = (None, Some(holds_until));
    ClaimConfirmed { claim, relation, evidence, note: None, seen_on, holds_until }.into()
}

#[test]
fn a_later_word_of_the_same_party_stands_in_the_place_of_one_that_ages_and_lapses_in_turn() {
    let (first, second) = (date(2016, 5, 1), date(2017, 5, 1));
    let days = |story: &Story| -> Vec<_> {
        let card = card(story);
        let claim = card.claim(&path("official_name")).expect("a claim");
        claim.support.confirmations.iter().map(|one| one.holds_until).collect()
    };
    let lapsed = |held_until| -> Event {
        let claim = ClaimRef { path: path("official_name"), version: StreamVersion(2) };
        ClaimLapsed { claim, cause: LapseCause::SeenTooLongAgo, held_until }.into()
    };
    let story = named("Кластер").commit(&stream(), [seen(first), seen(second)]);
    assert_eq!(days(&story), [Some(second)]);
    let officer = story.commit(&stream(), [confirmed("official_name", 2, Relation::Officer)]);
    let early = officer.commit(&stream(), [lapsed(first)]);
    assert_eq!(days(&early), [Some(second), None], "what holds for longer stays");
    assert_eq!(days(&early.commit(&stream(), [lapsed(second)])), [None], "the officer's stays");
}

#[test]
fn a_closed_item_keeps_its_claims_and_takes_no_more() {
    let story = named("Кластер")
        .commit(&stream(), [participant(1, 7, "small")])
        .commit(&stream(), [closed("participants", 1, "вышел")])
        .commit(&stream(), [claims(vec![claim("participants/1/organisation", text("?"))])])
        .commit(&stream(), [closed("participants", 1, "ещё раз")]);
    let card = card(&story);
    assert_eq!(card.open_items("participants").count(), 0);
    let item = card.items("participants").next().expect("an item");
    let end = item.closed.as_ref().expect("closed");
    assert_eq!((end.reason.as_deref(), end.place.version), (Some("вышел"), StreamVersion(4)));
    let claim = item.claims.get("organisation").expect("a claim");
    assert_eq!(claim.place.version, StreamVersion(3));
}

#[test]
fn a_claim_for_an_item_that_was_never_opened_changes_nothing_but_the_version() {
    let story = named("Кластер")
        .commit(&stream(), [claims(vec![claim("participants/9/organisation", text("?"))])]);
    let card = card(&story);
    assert_eq!(card.items("participants").count(), 0);
    assert_eq!(card.version, StreamVersion(3));
}

#[test]
fn an_item_is_opened_once() {
    let again = opened("participants", 1, &[("organisation", text("другая"))]);
    let story =
        named("Кластер").commit(&stream(), [participant(1, 7, "small")]).commit(&stream(), [again]);
    let card = card(&story);
    let item = card.items("participants").next().expect("an item");
    assert_eq!(item.opened.version, StreamVersion(3));
    assert_eq!(item.claims.iter().count(), 2);
}

#[test]
fn a_suspended_cluster_resumes_and_a_withdrawn_one_does_not() {
    let suspended = || ClusterSuspended { reason: "проверка".into() }.into();
    let resumed = || ClusterResumed { reason: "проверено".into() }.into();
    let withdrawn = ClusterWithdrawn { reason: "ликвидирован".into() }.into();

    let story = named("Кластер").commit(&stream(), [suspended()]);
    assert_eq!(card(&story).standing.status, ListingStatus::Suspended);
    let story = story.commit(&stream(), [resumed()]);
    assert_eq!(card(&story).standing.status, ListingStatus::Listed);
    let story = story.commit(&stream(), [withdrawn]).commit(&stream(), [resumed(), suspended()]);
    let standing = card(&story).standing;
    assert_eq!(standing.status, ListingStatus::Withdrawn);
    assert_eq!(standing.reason.as_deref(), Some("ликвидирован"));
}

#[test]
fn a_level_keeps_its_beginning_while_it_stays_the_same() {
    let story = named("Кластер")
        .commit(&stream(), [assessed(None, Level::Initial)])
        .commit(&stream(), [assessed(Some(Level::Initial), Level::Initial)]);
    let level = card(&story).level.expect("assessed");
    assert_eq!((level.since.version, level.assessed.version), (StreamVersion(3), StreamVersion(4)));
}

#[test]
fn sealed_and_unknown_events_move_the_version_and_an_unknown_one_is_flagged() {
    let story = named("Кластер").sealed(&stream());
    let before = card(&story);
    assert_eq!((before.version, before.newer_than_program), (StreamVersion(3), false));
    let story = story.unknown(&stream());
    let after = card(&story);
    assert_eq!((after.version, after.newer_than_program), (StreamVersion(4), true));
    assert_eq!(after.updated.version, StreamVersion(2));
}

#[test]
fn what_stands_before_the_listing_is_passed_over() {
    let story = Story::new().commit(&stream(), [claims(vec![claim("summary", text("рано"))])]);
    assert!(story.views().card(cluster(1)).is_none());
    assert!(Card::fold(story.recorded(), story.last()).is_none());
    assert!(story.views().history(cluster(1)).is_none());
}

/// A claim that waits until a day for its confirmations.
fn waiting(text: Value) -> Event {
    claims(vec![Claim { awaits_until: Some(DAY), ..claim("official_name", text) }])
}

const DAY: Date = date(2015, 4, 1);

fn degree(story: &Story) -> Corroboration {
    card(story).claim(&path("official_name")).expect("a claim").corroboration()
}

#[test]
fn a_claim_that_is_stated_twice_keeps_the_better_confirmations_and_never_the_sum() {
    let once = named("Одно")
        .by(2, Role::OrganisationRepresentative)
        .commit(&stream(), [confirmed("official_name", 2, Relation::Participant)])
        .by(4, Role::ClusterRepresentative)
        .commit(&stream(), [waiting(text("Два"))]);
    assert_eq!(degree(&once), Corroboration::PartiallyCorroborated);
    let twice = once
        .by(3, Role::RegionRepresentative)
        .commit(&stream(), [confirmed("official_name", 4, Relation::Ckr)])
        .by(4, Role::ClusterRepresentative)
        .commit(&stream(), [waiting(text("Три"))]);
    assert_eq!(degree(&twice), Corroboration::PartiallyCorroborated);
}

fn contested(number: u64) -> Event {
    let claim = ClaimRef { path: path("official_name"), version: StreamVersion(2) };
    let (text, evidence) = ("Имя другое".into(), Vec::new());
    let dispute = StreamVersion(number);
    DisputeEvent::DisputeAdmitted(DisputeAdmitted {
        dispute,
        claim,
        text,
        evidence,
        answer_until: DAY,
        known_by: None,
    })
    .into()
}

fn decided(number: u64, outcome: DisputeOutcome) -> Event {
    let (dispute, reason) = (StreamVersion(number), "Решение".into());
    DisputeEvent::DisputeResolved(DisputeResolved {
        dispute,
        outcome,
        reason,
        evidence: Vec::new(),
    })
    .into()
}

#[test]
fn rejecting_one_dispute_says_nothing_of_another_one_of_the_same_claim() {
    let disputed = |story: &Story| {
        card(story).claim(&path("official_name")).expect("a claim").disputed.is_some()
    };
    let both = named("Имя").commit(&stream(), [contested(8), contested(9)]);
    assert!(!disputed(&both));
    let (upheld, rejected) = (DisputeOutcome::Upheld, DisputeOutcome::Rejected);
    let first = both.commit(&stream(), [decided(8, upheld)]);
    assert!(disputed(&first));
    assert!(disputed(&first.commit(&stream(), [decided(9, rejected)])));

    let missed =
        DisputeDeadlineMissed { dispute: StreamVersion(8), step: DisputeStep::Answer, due_on: DAY };
    let unanswered = named("Имя")
        .commit(&stream(), [contested(8)])
        .commit(&stream(), [DisputeEvent::DisputeDeadlineMissed(missed).into()]);
    assert!(disputed(&unanswered));
    assert!(!disputed(&unanswered.commit(&stream(), [decided(8, rejected)])));
}

#[test]
fn a_disputed_claim_hands_no_confirmation_on() {
    let story = named("Имя")
        .by(2, Role::Officer)
        .commit(&stream(), [confirmed("official_name", 2, Relation::Officer), contested(8)])
        .commit(&stream(), [decided(8, DisputeOutcome::Upheld)])
        .by(4, Role::ClusterRepresentative)
        .commit(&stream(), [waiting(text("Имя"))]);
    assert_eq!(degree(&story), Corroboration::SelfDeclared);
}

#[test]
fn a_participant_that_denies_its_membership_ends_it_and_can_take_that_back() {
    let withdrawn = MembershipDenialWithdrawn {
        denial: StreamVersion(4),
        reason: "договорились".into(),
    };
    let nothing =
        MembershipDenialWithdrawn { denial: StreamVersion(3), reason: "не то".into() };
    let story = named("Кластер")
        .commit(&stream(), [participant(1, 7, "small")])
        .commit(&stream(), [denied(1, 7)])
        .commit(&stream(), [nothing.into()]);
    let end = |story: &Story| {
        let card = card(story);
        assert_eq!(card.open_items("participants").count(), 0);
        card.items("participants").next().and_then(|item| item.closed.clone()).expect("closed")
    };
    let told = end(&story);
    assert!(told.denied && told.denial_withdrawn.is_none());
    assert_eq!(
        (told.reason.as_deref(), told.place.version),
        (Some("не участвуем"), StreamVersion(4))
    );
    let told = end(&story.commit(&stream(), [withdrawn.into()]));
    assert_eq!(told.denial_withdrawn.map(|place| place.version), Some(StreamVersion(6)));
}

#[test]
fn a_claim_that_says_the_same_again_stands_in_the_place_of_the_one_before() {
    let again = || claims(vec![claim("official_name", text("Имя"))]);
    let confirmed = named("Имя")
        .by(2, Role::RegionRepresentative)
        .commit(&stream(), [confirmed("official_name", 2, Relation::Ckr)])
        .by(3, Role::ClusterRepresentative)
        .commit(&stream(), [again()]);
    assert_eq!(degree(&confirmed), Corroboration::PartiallyCorroborated);

    let disputed = |story: &Story| {
        card(story).claim(&path("official_name")).expect("a claim").disputed.is_some()
    };
    let upheld = confirmed
        .commit(&stream(), [contested(8), again()])
        .commit(&stream(), [decided(8, DisputeOutcome::Upheld)]);
    assert!(disputed(&upheld), "decided after it was said again");
    let upheld = upheld.commit(&stream(), [again()]);
    assert!(disputed(&upheld), "said again after the decision");
    let anew = claims(vec![claim("official_name", text("Другое"))]);
    assert!(!disputed(&upheld.commit(&stream(), [anew])));
}

#[test]
fn a_value_that_was_found_not_to_stand_is_disputed_again_when_it_is_said_again_later() {
    let say = |said: &str| claims(vec![claim("official_name", text(said))]);
    let since = |story: &Story| {
        let card = card(story);
        let claim = card.claim(&path("official_name")).expect("a claim");
        claim.disputed.as_ref().map(|place| place.version)
    };
    let left = named("Имя")
        .commit(&stream(), [contested(8)])
        .commit(&stream(), [say("Другое")])
        .commit(&stream(), [decided(8, DisputeOutcome::Upheld)]);
    assert_eq!(since(&left), None);
    let again = left.commit(&stream(), [say("Имя")]);
    assert_eq!(since(&again), Some(StreamVersion(5)));
    let another = again.commit(&stream(), [say("Третье")]);
    assert_eq!(since(&another), None, "a new value is free of it");
    assert_eq!(since(&another.commit(&stream(), [say("Имя")])), Some(StreamVersion(5)));
}

/// A contested country of a partner that is known by its organisation.
fn contested_partner(item: u32, version: u64) -> Event {
    DisputeEvent::DisputeAdmitted(DisputeAdmitted {
        dispute: StreamVersion(4),
        claim: ClaimRef { path: of_partner(item), version: StreamVersion(version) },
        text: "Партнёр из другой страны".into(),
        evidence: Vec::new(),
        answer_until: DAY,
        known_by: Some(Code::literal("organisation")),
    })
    .into()
}

fn of_partner(item: u32) -> FieldPath {
    path(&format!("partners/{item}/country"))
}

/// A partner's item: its organisation and country.
fn partner(item: u32, organisation_number: u32, country: &str) -> Event {
    let fields = [
        ("organisation", Value::Organisation(organisation(organisation_number))),
        ("country", Value::Code(code(country))),
    ];
    opened("partners", item, &fields)
}

#[test]
fn a_dispute_names_the_claim_as_it_was_also_when_another_one_has_replaced_it() {
    let say = |said: &str| claims(vec![claim("official_name", text(said))]);
    let disputed = |story: &Story| {
        card(story).claim(&path("official_name")).expect("a claim").disputed.is_some()
    };
    let upheld = named("Имя")
        .commit(&stream(), [say("Другое"), contested(8)])
        .commit(&stream(), [decided(8, DisputeOutcome::Upheld)]);
    assert!(!disputed(&upheld), "another value stands now");
    assert!(disputed(&upheld.commit(&stream(), [say("Имя")])));
}

#[test]
fn what_is_disputed_stays_so_under_another_number_until_it_is_lifted() {
    let disputed = |story: &Story, item: u32| {
        let card = card(story);
        let claim = card.claim(&of_partner(item)).expect("a claim");
        claim.disputed.as_ref().map(|at| at.version.0)
    };
    let upheld = named("Имя")
        .commit(&stream(), [partner(1, 7, "DE")])
        .commit(&stream(), [contested_partner(1, 3)])
        .commit(&stream(), [decided(4, DisputeOutcome::Upheld)]);
    assert_eq!(disputed(&upheld, 1), Some(5));
    let again = upheld
        .commit(&stream(), [closed("partners", 1, "ушёл")])
        .commit(&stream(), [partner(2, 7, "DE"), partner(3, 8, "DE"), partner(4, 7, "FR")]);
    assert_eq!([2, 3, 4].map(|item| disputed(&again, item)), [Some(5), None, None]);
    let lifted = DisputeLifted {
        dispute: StreamVersion(4),
        claim: ClaimRef { path: of_partner(2), version: StreamVersion(7) },
    };
    let lifted = again.commit(&stream(), [DisputeEvent::DisputeLifted(lifted).into()]);
    assert_eq!([1, 2].map(|item| disputed(&lifted, item)), [None, None]);
    let at = card(&lifted).disputes[&StreamVersion(4)].lifted.as_ref().map(|at| at.version.0);
    assert_eq!(at, Some(10));
}

#[test]
fn a_sealed_value_that_was_found_not_to_stand_stays_disputed_whatever_is_sealed_next() {
    let sealed = |nonce: u8| {
        let (key, bytes) = (KeyId("value/of/a/name".into()), vec![nonce; 3]);
        let stated = Stated::Sealed(Sealed { key, nonce: vec![nonce], bytes });
        claims(vec![Claim { stated, ..claim("official_name", text("Имя")) }])
    };
    let story = Story::new()
        .commit(&stream(), [listed(), sealed(1)])
        .commit(&stream(), [contested(8), decided(8, DisputeOutcome::Upheld), sealed(2)]);
    let disputed = |story: &Story| {
        card(story).claim(&path("official_name")).expect("a claim").disputed.is_some()
    };
    assert!(disputed(&story), "nothing tells that something else is said");
    assert!(!disputed(
        &story.commit(&stream(), [claims(vec![claim("official_name", text("Имя"))])])
    ));
}

#[test]
fn words_about_what_was_found_false_fall_away_when_it_has_become_true() {
    let again = || claims(vec![claim("official_name", text("Имя"))]);
    let lifted = DisputeLifted {
        dispute: StreamVersion(8),
        claim: ClaimRef { path: path("official_name"), version: StreamVersion(6) },
    };
    let story = named("Имя")
        .by(2, Role::RegionRepresentative)
        .commit(&stream(), [confirmed("official_name", 2, Relation::Ckr)])
        .by(3, Role::ClusterRepresentative)
        .commit(&stream(), [contested(8), decided(8, DisputeOutcome::Upheld), again()])
        .by(4, Role::Officer)
        .commit(&stream(), [confirmed("official_name", 6, Relation::Officer)]);
    let versions = |story: &Story| {
        let card = card(story);
        let support = &card.claim(&path("official_name")).expect("a claim").support;
        support.standing().map(|given| given.place.version.0).collect::<Vec<_>>()
    };
    assert_eq!(versions(&story), [3, 7]);
    let story = story.commit(&stream(), [DisputeEvent::DisputeLifted(lifted).into()]);
    assert_eq!(versions(&story), [7]);
}

#[test]
fn who_confirmed_a_value_and_then_states_another_one_does_not_support_itself() {
    let by_the_same = named("Имя")
        .by(3, Role::RegionRepresentative)
        .commit(&stream(), [confirmed("official_name", 2, Relation::Ckr)])
        .by(3, Role::ClusterRepresentative)
        .commit(&stream(), [waiting(text("Другое"))]);
    assert_eq!(degree(&by_the_same), Corroboration::SelfDeclared);
}
