//! An organisation itself: its dated numbers, its branches, how large it is.

use jiff::civil::date;
use registry_core::access::Caller;
use registry_core::command::{
    CloseBranch, EnterCluster, OpenBranch, OpenCkr, RecordIdentifier, RetireIdentifier,
    StateOrganisationDetails, StateOrganisationSize,
};
use registry_core::testing::statements::{code, item, link, text};
use registry_core::testing::{
    Scene, Sketch, inn, ogrn, ogrnip, organisation, personal_inn, sole_trader,
};
use registry_events::actor::Role;
use registry_events::claim::{ClaimKind, Source};
use registry_events::event::{Event, OrganisationEvent, Scope};
use registry_events::ids::OrganisationId;
use registry_events::stream::StreamId;
use registry_events::value::{Code, ForeignNumber, Identifier, Kpp, NamedOrganisation, WebUrl};

use super::{BEFORE, TODAY, changes, one_cluster, shipped_cluster};

/// Opens a branch in Tomsk.
pub(super) fn opens_branch(organisation: OrganisationId) -> OpenBranch {
    OpenBranch {
        organisation,
        name: text("Томский филиал (демо)"),
        kpp: Kpp::parse("701743001").expect("a КПП"),
        region: Code::literal("RU-TOM"),
    }
}

/// States a size as a change that is documented.
pub(super) fn states_size(
    organisation: OrganisationId,
    size: &'static str,
) -> StateOrganisationSize {
    StateOrganisationSize {
        organisation,
        size: Code::literal(size),
        described_on: BEFORE,
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: vec![link()],
    }
}

/// States a site as a change.
pub(super) fn states_site(organisation: OrganisationId) -> StateOrganisationDetails {
    StateOrganisationDetails {
        organisation,
        site: Some(WebUrl::parse("https://one.example").expect("an address")),
        point: None,
        okved: None,
        described_on: BEFORE,
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: Vec::new(),
    }
}

fn records(organisation: OrganisationId, identifier: Identifier) -> RecordIdentifier {
    RecordIdentifier { organisation, identifier, since: Some(BEFORE) }
}

fn retires(organisation: OrganisationId, identifier: Identifier) -> RetireIdentifier {
    RetireIdentifier { organisation, identifier, until: BEFORE }
}

/// A registry in which organisations 1 to 10 participate, and the ids of the first two.
fn two_organisations() -> (Scene, OrganisationId, OrganisationId) {
    let (scene, _) = one_cluster();
    let (one, two) = (scene.organisation(&organisation(1)), scene.organisation(&organisation(2)));
    (scene, one, two)
}

fn own(scene: &mut Scene, organisation: OrganisationId) -> Caller {
    scene.account(Role::OrganisationRepresentative, Scope::Organisation(organisation))
}

/// An organisation that the officer makes a region's ЦКР, which is the shortest way to register one.
fn registered(scene: &mut Scene, named: NamedOrganisation) -> Vec<String> {
    let (region, evidence) = (Code::literal("RU-TOM"), vec![link()]);
    let command = OpenCkr { region, organisation: named, opened_on: BEFORE, evidence };
    registry_core::testing::events_of(&scene.given(scene.officer(), command))
}

fn foreign(number: &str) -> Identifier {
    Identifier::Foreign(ForeignNumber::parse("KZ", number).expect("a number"))
}

#[test]
fn a_further_number_is_recorded_and_taken_in_one_commit() {
    let (mut scene, one, _) = two_organisations();
    scene
        .when(scene.officer(), records(one, Identifier::Ogrn(ogrn(61))))
        .then(&["organisation: IdentifierRecorded", "identifier: IdentifierTaken"]);
    let known = NamedOrganisation {
        name: text("Она же"),
        identifiers: vec![Identifier::Ogrn(ogrn(61)), Identifier::Inn(inn(1))],
    };
    assert_eq!(scene.organisation(&known), one);
}

#[test]
fn a_number_is_one_living_organisations_at_a_time() {
    let (mut scene, one, two) = two_organisations();
    let number = Identifier::Inn(inn(1));
    scene.when(scene.officer(), records(two, number.clone())).then_rejected("identifier.taken");
    scene
        .when(scene.officer(), records(one, number.clone()))
        .then_rejected("identifier.already-recorded");

    scene
        .when(scene.officer(), retires(one, number.clone()))
        .then(&["organisation: IdentifierRetired", "identifier: IdentifierReleased"]);
    scene.when(scene.officer(), retires(one, number.clone())).then_rejected("not-found");
    scene.when(scene.officer(), records(two, number)).accepted();
}

#[test]
fn of_two_that_claim_a_number_at_once_the_second_meets_a_stream_that_moved() {
    let (mut scene, one, two) = two_organisations();
    let number = Identifier::Ogrn(ogrn(61));
    let stream = number.stream().expect("a number in the clear");
    let expected = |decision: &registry_core::Decision| {
        let part = decision.parts.iter().find(|part| part.stream == stream);
        part.expect("the number's own stream").expected
    };
    let officer = scene.officer();
    let late = scene.decide(officer, &records(two, number.clone()).into()).expect("free as yet");
    let first = scene.given(officer, records(one, number.clone()));
    assert_eq!(expected(&late), expected(&first));
    assert!(scene.load(&stream).version > expected(&late), "the log refuses the second");
    scene.when(officer, records(two, number)).then_rejected("identifier.taken");
}

#[test]
fn an_organisation_keeps_a_number_by_which_it_is_found() {
    let (mut scene, one, _) = two_organisations();
    scene.given(scene.officer(), retires(one, Identifier::Inn(inn(1))));
    let last = retires(one, Identifier::Ogrn(ogrn(1)));
    scene.when(scene.officer(), last).then_rejected("identifier.last");
}

#[test]
fn a_number_is_dated_within_what_has_been() {
    let (mut scene, one, _) = two_organisations();
    let number = Identifier::Ogrn(ogrn(61));
    let tomorrow =
        RecordIdentifier { since: Some(date(2026, 3, 3)), ..records(one, number.clone()) };
    scene.when(scene.officer(), tomorrow).then_problems(&["/since date.in-future 2026-03-03"]);
    scene.given(scene.officer(), records(one, number.clone()));
    let before = RetireIdentifier { until: date(2020, 1, 1), ..retires(one, number) };
    scene.when(scene.officer(), before).then_problems(&["/until identifier.ends-before-it-begins"]);
}

#[test]
fn a_number_doesnt_end_before_there_can_have_been_one() {
    let (mut scene, one, _) = two_organisations();
    let numbers = [
        (Identifier::Ogrn(ogrn(61)), "2015-01-01", date(2014, 12, 31), date(2015, 1, 1)),
        (Identifier::Inn(inn(61)), "1993-01-01", date(1900, 1, 1), date(1993, 1, 1)),
    ];
    for (number, first, before, day) in numbers {
        let undated = RecordIdentifier { since: None, ..records(one, number.clone()) };
        scene.given(scene.officer(), undated);
        let early = RetireIdentifier { until: before, ..retires(one, number.clone()) };
        let told = format!("/until identifier.ends-before-numbers {first}");
        scene.when(scene.officer(), early).then_problems(&[&told]);
        let on = RetireIdentifier { until: day, ..retires(one, number) };
        scene.when(scene.officer(), on).accepted();
    }
}

#[test]
fn a_foreign_organisation_is_found_by_country_and_number() {
    let mut scene = Scene::small(TODAY);
    let named = NamedOrganisation {
        name: text("Verein (демо)"),
        identifiers: vec![foreign("bin 123-4")],
    };
    assert_eq!(
        registered(&mut scene, named.clone()),
        [
            "region: CkrOpened",
            "organisation: OrganisationRegistered",
            "identifier: IdentifierTaken"
        ]
    );
    let other = Identifier::Foreign(ForeignNumber::parse("BY", "BIN123-4").expect("a number"));
    assert_ne!(other.stream(), named.identifiers[0].stream(), "another country, another number");
    assert_eq!(foreign("BIN123-4").stream(), named.identifiers[0].stream());
}

#[test]
fn a_foreign_number_is_of_a_country_there_is() {
    let (mut scene, listed) = shipped_cluster();
    let nowhere = || Identifier::Foreign(ForeignNumber::parse("XX", "123").expect("a number"));
    let named = NamedOrganisation { name: text("Verein (демо)"), identifiers: vec![nowhere()] };
    let partner = item("partners").says("organisation", named).says("country", code("KZ"));
    scene
        .when(listed.representative, listed.state(changes().opening(partner)))
        .then_problems(&["/open/0/claims/0/value code.unknown XX country"]);
    let one = scene.organisation(&organisation(1));
    scene
        .when(scene.officer(), records(one, nowhere()))
        .then_problems(&["/identifier code.unknown XX country"]);
}

#[test]
fn a_sole_trader_is_known_by_the_ogrnip_and_the_tax_number_is_sealed() {
    let mut scene = Scene::small(TODAY);
    assert_eq!(
        registered(&mut scene, sole_trader(1)),
        [
            "region: CkrOpened",
            "organisation: OrganisationRegistered",
            "identifier: IdentifierTaken"
        ]
    );
    let id = scene.organisation(&sole_trader(1));
    let loaded = scene.load(&StreamId::organisation(id));
    let registry_core::state::StreamState::Organisation(state) = loaded.state.as_ref() else {
        panic!("no organisation");
    };
    let numbers: Vec<_> = state.current_identifiers().map(|dated| &dated.identifier).collect();
    assert!(matches!(numbers[..], [Identifier::Ogrn(_), Identifier::SealedInn(_)]), "{numbers:?}");
}

#[test]
fn a_persons_number_goes_with_an_ogrnip_and_with_no_number_of_a_legal_entity() {
    let (mut scene, listed) = one_cluster();
    let person = || Identifier::Inn(personal_inn(1));
    for (numbers, refusal) in [
        (vec![person()], "inn.personal"),
        (vec![person(), Identifier::Ogrn(ogrn(61))], "organisation.numbers-mixed"),
        (vec![Identifier::Ogrn(ogrnip(1)), Identifier::Inn(inn(61))], "organisation.numbers-mixed"),
    ] {
        let named =
            NamedOrganisation { name: text("Кто-то (демо)"), identifiers: numbers };
        let member = item("participants")
            .says("organisation", named)
            .says("participant_type", code("small"));
        scene
            .when(listed.representative, listed.state(changes().opening(member)))
            .then_problems(&[&format!("/open/0/claims/0/value {refusal}")]);
    }
}

#[test]
fn a_sole_trader_can_participate_and_its_tax_number_can_come_later() {
    let mut scene = Scene::small(TODAY);
    let named =
        NamedOrganisation { identifiers: vec![Identifier::Ogrn(ogrnip(1))], ..sole_trader(1) };
    let member =
        item("participants").says("organisation", named).says("participant_type", code("small"));
    let changes = Sketch::small("Белая сосна").minimal().opening(member);
    scene.given(scene.officer(), EnterCluster { changes });
    let id = scene.organisation(&sole_trader(1));
    let records = records(id, Identifier::Inn(personal_inn(1)));
    scene.when(scene.officer(), records.clone()).then(&["organisation: IdentifierRecorded"]);
    scene.when(scene.officer(), records).then_rejected("identifier.already-recorded");
}

#[test]
fn the_number_that_is_decided_for_a_sole_trader_is_in_the_clear_until_it_is_written() {
    let mut scene = Scene::small(TODAY);
    let (region, evidence) = (Code::literal("RU-TOM"), vec![link()]);
    let command = OpenCkr { region, organisation: sole_trader(1), opened_on: BEFORE, evidence };
    let decision = scene.given(scene.officer(), command);
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let registered = events.filter_map(|decided| match &decided.event {
        Event::Organisation(OrganisationEvent::OrganisationRegistered(event)) => Some(event),
        _ => None,
    });
    let numbers: Vec<_> = registered.flat_map(|event| &event.identifiers).cloned().collect();
    assert_eq!(numbers, sole_trader(1).identifiers);
}

#[test]
fn a_representative_records_branches_of_its_own_organisation_only() {
    let (mut scene, one, two) = two_organisations();
    let caller = own(&mut scene, one);
    scene.when(caller, opens_branch(one)).then(&["organisation: BranchOpened"]);
    scene.when(caller, opens_branch(two)).then_rejected("access.no-grant");
    scene.when(caller, opens_branch(one)).then_rejected("branch.kpp-taken");
    scene.when(scene.officer(), opens_branch(two)).accepted();

    let close = CloseBranch { organisation: one, branch: 1, closed_on: BEFORE };
    scene.when(caller, close.clone()).then(&["organisation: BranchClosed"]);
    scene.when(caller, close.clone()).then_rejected("branch.already-closed");
    scene.when(caller, CloseBranch { branch: 2, ..close }).then_rejected("not-found");
    // The code is free again, and the new branch gets a number of its own.
    scene.when(caller, opens_branch(one)).accepted();
    let second = CloseBranch { organisation: one, branch: 2, closed_on: TODAY };
    scene.when(caller, second).accepted();
}

#[test]
fn a_branch_is_in_a_region_of_the_dictionary() {
    let (mut scene, one, _) = two_organisations();
    let elsewhere = OpenBranch { region: Code::literal("RU-XXX"), ..opens_branch(one) };
    scene.when(scene.officer(), elsewhere).then_problems(&["/region code.unknown RU-XXX regions"]);
}

#[test]
fn a_representative_states_how_large_its_own_organisation_is() {
    let (mut scene, one, two) = two_organisations();
    let caller = own(&mut scene, one);
    scene.when(caller, states_size(one, "medium")).then(&["organisation: OrganisationSizeStated"]);
    scene.when(caller, states_size(two, "medium")).then_rejected("access.no-grant");
    scene.when(caller, states_size(one, "medium")).then_rejected("size.unchanged");
    scene
        .when(caller, states_size(one, "education"))
        .then_problems(&["/size size.unknown education"]);
    let tomorrow =
        StateOrganisationSize { described_on: date(2026, 3, 3), ..states_size(one, "large") };
    scene.when(caller, tomorrow).then_problems(&["/described_on date.in-future 2026-03-03"]);
}

#[test]
fn a_change_of_size_is_not_older_than_what_it_changes_and_a_correction_can_be() {
    let (mut scene, one, _) = two_organisations();
    scene.given(scene.officer(), states_size(one, "medium"));
    let older =
        StateOrganisationSize { described_on: date(2020, 1, 1), ..states_size(one, "small") };
    scene.when(scene.officer(), older.clone()).then_rejected("size.newer-stated");
    let correction = StateOrganisationSize { kind: ClaimKind::Correction, ..older };
    scene.when(scene.officer(), correction).accepted();
}

#[test]
fn a_representative_states_where_its_own_organisation_is_found_and_what_it_does() {
    let (mut scene, one, two) = two_organisations();
    let caller = own(&mut scene, one);
    let stated = &["organisation: OrganisationDetailsStated"];
    scene.when(caller, states_site(one)).then(stated);
    scene.when(caller, states_site(two)).then_rejected("access.no-grant");
    scene.when(caller, states_site(one)).then_rejected("details.unchanged");
    let okved = |code| StateOrganisationDetails {
        site: None,
        okved: Some(Code::literal(code)),
        ..states_site(one)
    };
    for code in ["31.099", "3109", "31.09.1.2", "furniture"] {
        scene
            .when(caller, okved(code))
            .then_problems(&[&format!("/okved code.format {code} okved2")]);
    }
    scene.when(caller, okved("31.09")).then(stated);
    let nothing = StateOrganisationDetails { site: None, ..states_site(one) };
    scene.when(caller, nothing).then_problems(&["request.empty"]);
    let tomorrow = StateOrganisationDetails { described_on: date(2026, 3, 3), ..okved("31.01") };
    scene.when(caller, tomorrow).then_problems(&["/described_on date.in-future 2026-03-03"]);
}

#[test]
fn each_detail_of_an_organisation_has_a_day_of_its_own() {
    let (mut scene, one, _) = two_organisations();
    scene.given(scene.officer(), states_site(one));
    let okved = |code, described_on| StateOrganisationDetails {
        site: None,
        okved: Some(Code::literal(code)),
        described_on,
        ..states_site(one)
    };
    scene.given(scene.officer(), okved("31.09", date(2020, 1, 1)));
    let both = StateOrganisationDetails { okved: Some(Code::literal("31.01")), ..states_site(one) };
    scene.given(scene.officer(), both);
    let older = okved("31.02", date(2021, 1, 1));
    scene.when(scene.officer(), older.clone()).then_rejected("details.newer-stated");
    let correction = StateOrganisationDetails { kind: ClaimKind::Correction, ..older };
    scene.when(scene.officer(), correction).accepted();
}
