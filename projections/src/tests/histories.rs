//! The history: a line per claim, categories, filters, pages.

use registry_events::actor::Role;
use registry_events::claim::{Claim, Evidence, Relation};
use registry_events::document::DocumentRef;
use registry_events::edition::EditionKind;
use registry_events::event::{ClusterSuspended, ConfirmationWithdrawn, MembershipDenialWithdrawn};
use registry_events::ids::{Position, StreamVersion};
use registry_events::level::Level;
use registry_events::stream::StreamId;

use crate::history::{Category, HistoryFilter, HistoryLine, HistoryPage};
use crate::testing::{
    CATALOGUE, Story, account, adopted, assessed, claim, claims, closed, cluster, confirmed,
    denied, listed, participant, text, timestamp,
};

fn stream() -> StreamId {
    StreamId::cluster(cluster(1))
}

fn story() -> Story {
    let withdrawn =
        ConfirmationWithdrawn { confirmation: StreamVersion(6), reason: "ошибка".into() };
    Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .at("2015-02-01T00:00:00Z")
        .commit(
            &stream(),
            [
                listed(),
                claims(vec![
                    claim("official_name", text("Кластер")),
                    claim("summary", text("Кратко")),
                ]),
                participant(1, 7, "small"),
                assessed(None, Level::Initial),
            ],
        )
        .at("2015-03-01T00:00:00Z")
        .by(2, Role::ClusterRepresentative)
        .commit(&stream(), [claims(vec![claim("summary", text("Подробно"))])])
        .by(3, Role::RegionRepresentative)
        .commit(&stream(), [confirmed("participants/1/organisation", 3, Relation::Ckr)])
        .commit(&stream(), [withdrawn.into()])
        .at("2015-04-01T00:00:00Z")
        .by(2, Role::ClusterRepresentative)
        .commit(&stream(), [closed("participants", 1, "вышел")])
        .by(1, Role::Officer)
        .commit(&stream(), [ClusterSuspended { reason: "проверка".into() }.into()])
}

fn page(filter: &HistoryFilter, index: usize, limit: usize) -> HistoryPage {
    let views = story().views();
    views.history(cluster(1)).expect("a history").page(filter, index, limit)
}

fn told(line: &HistoryLine) -> String {
    let path = line.path().map_or_else(|| "-".into(), ToString::to_string);
    let change = format!("{}→{}", u8::from(line.old.is_some()), u8::from(line.new.is_some()));
    let about =
        line.about.as_ref().map_or_else(String::new, |about| format!(" v{}", about.version));
    let category = line.category.key();
    format!("{} {} {category} {path} {change}{about}", line.place.version, line.event_type)
}

#[test]
fn every_claim_has_a_line_and_so_has_every_event_without_one() {
    let page = page(&HistoryFilter::default(), 0, 100);
    let lines: Vec<_> = page.lines.iter().map(|line| told(line)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    9 ClusterSuspended standing - 0→0
    8 ItemClosed participants participants/1/organisation 1→0
    7 ConfirmationWithdrawn confirmation participants/1/organisation 0→0 v3
    6 ClaimConfirmed confirmation participants/1/organisation 0→0 v3
    5 ClaimsStated profile summary 1→1
    4 LevelAssessed level - 0→0
    3 ItemOpened participants participants/1/participant_type 0→1
    3 ItemOpened participants participants/1/organisation 0→1
    2 ClaimsStated profile summary 0→1
    2 ClaimsStated profile official_name 0→1
    1 ClusterListed listing - 0→0
    ");
}

#[test]
fn filters_are_joined_and_a_page_is_cut_from_what_they_admit() {
    let filter = |change: fn(&mut HistoryFilter)| {
        let mut filter = HistoryFilter::default();
        change(&mut filter);
        page(&filter, 0, 100).total
    };
    assert_eq!(filter(|f| f.categories = vec![Category::Participants]), 3);
    assert_eq!(filter(|f| f.types = vec!["ClaimsStated".into()]), 3);
    assert_eq!(filter(|f| f.account = Some(account(3))), 2);
    assert_eq!(filter(|f| f.path = "participants/1".parse().ok()), 5);
    assert_eq!(filter(|f| f.since = Some(timestamp("2015-04-01T00:00:00Z"))), 2);
    assert_eq!(filter(|f| f.until = Some(timestamp("2015-02-01T00:00:00Z"))), 6);
    let both = |f: &mut HistoryFilter| {
        f.path = "summary".parse().ok();
        f.account = Some(account(2));
    };
    assert_eq!(filter(both), 1);
}

#[test]
fn a_page_stays_the_same_while_the_log_grows() {
    let began_at = HistoryFilter { at: Some(Position(8)), ..HistoryFilter::default() };
    let first = page(&began_at, 0, 2);
    let second = page(&began_at, 2, 2);
    assert_eq!((first.total, second.total), (9, 9));
    let positions: Vec<_> =
        first.lines.iter().chain(&second.lines).map(|line| line.place.position.0).collect();
    assert_eq!(positions, [8, 7, 6, 5]);
}

#[test]
fn a_denial_and_its_withdrawal_are_about_the_membership() {
    let withdrawn = MembershipDenialWithdrawn {
        denial: StreamVersion(3),
        reason: "договорились".into(),
    };
    let views = Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&stream(), [listed(), participant(1, 7, "small")])
        .by(7, Role::OrganisationRepresentative)
        .commit(&stream(), [denied(1, 7)])
        .commit(&stream(), [withdrawn.into()])
        .views();
    let history = views.history(cluster(1)).expect("a history");
    let page = history.page(&HistoryFilter::default(), 0, 2);
    let lines: Vec<_> = page.lines.iter().map(|line| told(line)).collect();
    insta::assert_snapshot!(lines.join("\n"), @r"
    4 MembershipDenialWithdrawn participants participants/1/organisation 1→0
    3 MembershipDenied participants participants/1/organisation 1→0
    ");
}

#[test]
fn a_document_is_found_with_each_event_that_names_it() {
    let document = DocumentRef::of(b"%PDF-1.7 a letter").expect("a document");
    let mut shown = claim("summary", text("Подробно"));
    shown.evidence = vec![Evidence::Document(document)];
    let twice = claims(vec![
        shown.clone(),
        Claim { path: "official_name".parse().expect("a path"), ..shown.clone() },
    ]);
    let views = story().commit(&stream(), [twice, claims(vec![shown])]).views();
    let history = views.history(cluster(1)).expect("a history");
    let last = history.lines().next_back().expect("a line").place.version.0;
    let expected = [last - 1, last].map(|version| (cluster(1), StreamVersion(version)));
    assert_eq!(views.documents().of(document.digest), expected);
    assert!(
        views.documents().of(DocumentRef::of(b"%PDF-1.7 other").expect("one").digest).is_empty()
    );
}
