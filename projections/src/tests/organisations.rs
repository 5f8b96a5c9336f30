//! Organisations: names over time, numbers, memberships.

use jiff::civil::date;
use registry_events::claim::{ClaimKind, Source};
use registry_events::edition::EditionKind;
use registry_events::event::{
    BranchClosed, BranchOpened, Event, IdentifierRecorded, IdentifierRetired, OrganisationRenamed,
    OrganisationSizeStated, OrganisationSucceeded, PredecessorRecorded,
};
use registry_events::ids::Position;
use registry_events::seal::{KeyId, Sealed};
use registry_events::stream::StreamId;
use registry_events::value::{Code, ForeignNumber, Identifier, Inn, Kpp, Text, Value};

use super::clusters_of;
use crate::organisations::by_type;
use crate::statistics::Statistics;
use crate::testing::{
    CATALOGUE, Story, adopted, claim, claims, closed, cluster, code, listed, organisation,
    participant, registered,
};

fn inn() -> Identifier {
    Identifier::Inn(Inn::parse("7707083893").expect("an INN"))
}

#[test]
fn an_organisation_is_found_by_number_and_keeps_its_names() {
    let stream = StreamId::organisation(organisation(7));
    let renamed = OrganisationRenamed { name: Text::ru("Новое"), kind: ClaimKind::Change };
    let views = Story::new()
        .commit(&stream, [registered("Старое", vec![inn()])])
        .commit(&stream, [renamed.into()])
        .views();
    let found = views.organisations().by_number("7707083893").expect("found");
    let name_at = |at| found.name_at(Position(at)).and_then(|name| name.text.ru.as_deref());
    assert_eq!((name_at(0), name_at(1)), (Some("Старое"), Some("Новое")));
    assert!(views.organisations().by_number("7707083894").is_none());
    assert_eq!(views.organisations().len(), 1);
}

#[test]
fn the_first_organisation_with_a_number_keeps_it() {
    let views = Story::new()
        .commit(&StreamId::organisation(organisation(7)), [registered("А", vec![inn()])])
        .commit(&StreamId::organisation(organisation(8)), [registered("Б", vec![inn()])])
        .commit(&StreamId::organisation(organisation(7)), [registered("В", vec![])])
        .views();
    let found = views.organisations().by_identifier(&inn()).expect("found");
    assert_eq!(found.id, organisation(7));
    assert_eq!(found.name().and_then(|name| name.text.ru.as_deref()), Some("А"));
}

#[test]
fn a_membership_lasts_from_joining_until_the_item_is_closed_or_names_another() {
    let (one, two) = (StreamId::cluster(cluster(1)), StreamId::cluster(cluster(2)));
    let other = claim("participants/1/organisation", Value::Organisation(organisation(8)));
    let views = Story::new()
        .commit(&one, [listed(), participant(1, 7, "small")])
        .commit(&two, [listed(), participant(1, 7, "small")])
        .commit(&one, [closed("participants", 1, "вышел")])
        .commit(&two, [claims(vec![other])])
        .views();
    let clusters =
        |number, at| Vec::from_iter(clusters_of(&views, organisation(number), Position(at)));
    assert_eq!(clusters(7, 0), []);
    assert_eq!(clusters(7, 1), [cluster(1)]);
    assert_eq!(clusters(7, 3), [cluster(1), cluster(2)]);
    assert_eq!(clusters(7, 4), [cluster(2)]);
    assert_eq!((clusters(7, 5), clusters(8, 5)), (vec![], vec![cluster(2)]));
}

fn retired() -> Event {
    IdentifierRetired { identifier: inn(), until: date(2020, 6, 30) }.into()
}

fn recorded() -> Event {
    IdentifierRecorded { identifier: inn(), since: Some(date(2020, 7, 1)) }.into()
}

fn size(size: &str) -> Event {
    OrganisationSizeStated {
        size: code(size),
        described_on: date(2014, 12, 31),
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: Vec::new(),
    }
    .into()
}

fn succeeded(successor: u32, form: &str) -> Event {
    OrganisationSucceeded {
        successor: organisation(successor),
        form: code(form),
        on: date(2020, 7, 1),
        evidence: Vec::new(),
    }
    .into()
}

#[test]
fn a_number_leads_to_the_one_that_has_it_then_to_the_one_that_had_it() {
    let (seven, eight) =
        (StreamId::organisation(organisation(7)), StreamId::organisation(organisation(8)));
    let story = Story::new()
        .commit(&seven, [registered("А", vec![inn()])])
        .commit(&eight, [registered("Б", vec![])])
        .commit(&seven, [retired()]);
    let found = |story: &Story| {
        let views = story.views();
        views.organisations().by_number("7707083893").map(|found| found.id)
    };
    assert_eq!(found(&story), Some(organisation(7)));
    let story = story.commit(&eight, [recorded()]);
    assert_eq!(found(&story), Some(organisation(8)));
}

#[test]
fn numbers_are_dated_and_told_as_the_registry_knew_them() {
    let stream = StreamId::organisation(organisation(7));
    let views = Story::new()
        .commit(&stream, [registered("А", vec![])])
        .commit(&stream, [recorded()])
        .commit(&stream, [retired()])
        .commit(&stream, [recorded()])
        .commit(&stream, [retired()])
        .views();
    let organisation = views.organisations().get(organisation(7)).expect("known");
    let held = |at| organisation.numbers_at(Position(at)).count();
    assert_eq!([held(0), held(1), held(2), held(3), held(4)], [0, 1, 0, 1, 0]);
    let ends = organisation.identifiers.iter().map(|dated| (dated.since, dated.until));
    let both = (Some(date(2020, 7, 1)), Some(date(2020, 6, 30)));
    assert_eq!(ends.collect::<Vec<_>>(), [both, both]);
}

#[test]
fn a_foreign_organisation_is_found_by_country_and_number() {
    let number = ForeignNumber::parse("KZ", "BIN-1").expect("a number");
    let views = Story::new()
        .commit(
            &StreamId::organisation(organisation(7)),
            [registered("А", vec![Identifier::Foreign(number)])],
        )
        .views();
    let found = |country, number| {
        views.organisations().by_foreign_number(country, number).map(|found| found.id)
    };
    assert_eq!(found("KZ", "bin-1"), Some(organisation(7)));
    assert_eq!((found("BY", "BIN-1"), found("RU", "BIN-1")), (None, None));
}

#[test]
fn a_sealed_number_finds_nobody() {
    let sealed = Sealed { key: KeyId("k".into()), nonce: vec![0; 24], bytes: vec![1] };
    let sealed = Identifier::SealedInn(sealed);
    let views = Story::new()
        .commit(&StreamId::organisation(organisation(7)), [registered("ИП", vec![sealed.clone()])])
        .views();
    assert!(views.organisations().by_identifier(&sealed).is_none());
    let trader = views.organisations().get(organisation(7)).expect("known");
    assert_eq!(trader.numbers().collect::<Vec<_>>(), [&sealed]);
}

#[test]
fn branches_are_open_between_the_records_of_their_beginning_and_end() {
    let stream = StreamId::organisation(organisation(7));
    let opened = BranchOpened {
        branch: 1,
        name: Text::ru("Филиал"),
        kpp: Kpp::parse("701743001").expect("a КПП"),
        region: code("RU-TOM"),
    };
    let closed = |year| Event::from(BranchClosed { branch: 1, closed_on: date(year, 5, 1) });
    let views = Story::new()
        .commit(&stream, [registered("А", vec![])])
        .commit(&stream, [opened.into()])
        .commit(&stream, [closed(2020)])
        .commit(&stream, [closed(2021)])
        .views();
    let organisation = views.organisations().get(organisation(7)).expect("known");
    let open = |at| organisation.branches_at(Position(at)).count();
    assert_eq!([open(0), open(1), open(2), open(3)], [0, 1, 0, 0]);
    assert_eq!(organisation.branches[&1].closed_on, Some(date(2020, 5, 1)));
}

#[test]
fn both_ends_of_a_succession_are_told_from_its_record_on() {
    let (seven, eight) =
        (StreamId::organisation(organisation(7)), StreamId::organisation(organisation(8)));
    let before = PredecessorRecorded {
        predecessor: organisation(7),
        form: code("accession"),
        on: date(2020, 7, 1),
    };
    let views = Story::new()
        .commit(&seven, [registered("А", vec![])])
        .commit(&eight, [registered("Б", vec![])])
        .commit(&seven, [succeeded(9, "spin_off")])
        .commit_all(vec![(seven, vec![succeeded(8, "accession")]), (eight, vec![before.into()])])
        .views();
    let ended = views.organisations().get(organisation(7)).expect("known");
    let successor = |at| ended.successor_at(Position(at)).map(|end| end.other);
    assert_eq!((successor(2), successor(3)), (None, Some(organisation(8))));
    assert_eq!(ended.further_successors[0].other, organisation(9));
    let follows = views.organisations().get(organisation(8)).expect("known");
    assert_eq!(follows.predecessors[0].other, organisation(7));
}

#[test]
fn a_type_that_differs_from_the_organisations_size_is_shown_beside_it() {
    let (stream, own) = (StreamId::cluster(cluster(1)), StreamId::organisation(organisation(7)));
    let views = Story::new()
        .commit(&own, [registered("А", vec![])])
        .commit(&stream, [listed(), participant(1, 7, "small"), participant(2, 9, "large")])
        .commit(&own, [size("medium")])
        .commit(&own, [size("small")])
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .views();
    let told = |at| {
        let at = Position(at);
        let row = views.register().row(cluster(1), at).expect("a row");
        let members = views.organisations().typed_members(&row, at);
        let members = members.map(|member| {
            let conflict = member.conflict().map(|(stated, own)| format!(" {stated}≠{own}"));
            let shown = member.participant_type().expect("a type");
            format!("{}: {shown}{}", member.item, conflict.unwrap_or_default())
        });
        members.collect::<Vec<_>>()
    };
    assert_eq!(told(3), ["1: small", "2: large"]);
    assert_eq!(told(4), ["1: medium small≠medium", "2: large"]);
    assert_eq!(told(5), ["1: small", "2: large"]);
}

#[test]
fn figures_count_a_participant_by_the_size_of_its_organisation() {
    let stream = StreamId::cluster(cluster(1));
    let sized = |story: Story, number| {
        story
            .commit(&StreamId::organisation(organisation(number)), [registered("А", vec![])])
            .commit(&StreamId::organisation(organisation(number)), [size("large")])
    };
    let members = [participant(1, 7, "small"), participant(2, 8, "education")];
    let story = Story::new()
        .commit(&StreamId::registry(), adopted(EditionKind::Catalogue, "0.1", CATALOGUE))
        .commit(&stream, [listed()])
        .commit(&stream, members)
        .commit(&stream, [participant(3, 9, "small")]);
    let story = sized(sized(story, 7), 8);
    let views = story.views();
    let day = jiff::civil::date(2016, 1, 1);
    let figures = Statistics::at(&views, story.last(), day).participants;
    let counted = |counts: &std::collections::BTreeMap<Code, u32>| {
        ["large", "small", "education"].map(|key| counts.get(key).copied().unwrap_or_default())
    };
    assert_eq!(counted(&figures.by_type), [1, 1, 1]);
    assert_eq!(counted(&figures.leaders[0].by_type), [1, 1, 1]);
    let row = views.register().row(cluster(1), story.last()).expect("a row");
    let members = views.organisations().typed_members(&row, story.last());
    assert_eq!(counted(&by_type(members)), [1, 1, 1]);
    assert_eq!(Statistics::at(&views, Position(5), day).participants.by_type[&code("small")], 2);
}
