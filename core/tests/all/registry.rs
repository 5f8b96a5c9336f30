//! The registry itself: opening, editions, newer programs; and the regions' development centres.

use registry_core::access::Caller;
use registry_core::command::{
    AdoptEdition, CloseCkr, Command, GrantRole, OpenAccount, OpenCkr, OpenRegistry, Reassess,
};
use registry_core::testing::statements::{code, link, says, year};
use registry_core::testing::{Outcome, Scene, Sketch, organisation};
use registry_events::actor::{Authority, Basis, Role};
use registry_events::edition::EditionKind;
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, OrganisationId, Uuid};
use registry_events::stream::StreamId;
use registry_events::value::Code;

use super::rulebook::{edition, small};
use super::{BEFORE, TODAY, changes, one_cluster};

fn open() -> OpenRegistry {
    OpenRegistry { demonstration: true, time_zone: "Europe/Moscow".into() }
}

#[test]
fn a_registry_is_opened_once_by_its_program_with_the_editions_that_ship() {
    let mut scene = Scene::open(TODAY);
    scene.when(Caller::PROGRAM, open()).then_rejected("registry.already-open");
    let in_force = scene.registry().in_force().expect("editions in force");
    assert_eq!(in_force.catalogue.edition.as_str(), "1.0");
    assert_eq!(in_force.rulebook.edition.as_str(), "1.0");
    assert_eq!(in_force.regions.regions.len(), 83);
    assert!(scene.registry().opened().is_some_and(|opened| opened.demonstration));
}

#[test]
fn before_a_registry_is_open_nothing_can_be_done() {
    let mut scene = Scene::empty(TODAY);
    let adopted = edition("0.91", |text| text);
    scene.when(Caller::PROGRAM, adopted).then_rejected("registry.not-open");
    let expected = ["registry: RegistryOpened, EditionTextRecorded, EditionAdopted, \
                     EditionTextRecorded, EditionAdopted, EditionTextRecorded ×4, EditionAdopted, \
                     EditionTextRecorded, EditionAdopted"];
    scene.when(Caller::PROGRAM, open()).then(&expected);
}

fn adopt(kind: EditionKind, edition: &'static str, text: String) -> AdoptEdition {
    AdoptEdition { kind, edition: Code::literal(edition), text, proposals: Vec::new() }
}

#[test]
fn an_edition_is_adopted_once_under_its_name() {
    let mut scene = Scene::small(TODAY);
    let administrator = scene.administrator();
    let again = adopt(EditionKind::Rulebook, "0.9", small(EditionKind::Rulebook));
    scene.when(administrator, again).then_rejected("edition.already-adopted");
    let regions = adopt(EditionKind::Regions, "0.91", small(EditionKind::Regions));
    scene.when(administrator, regions).then(&["registry: EditionTextRecorded, EditionAdopted"]);
}

#[test]
fn a_rulebook_speaks_only_of_fields_that_the_catalogue_in_force_has() {
    let mut scene = Scene::small(TODAY);
    let of_the_site = edition("0.91", |text| {
        let text = text.replace("facts_version = 1", "facts_version = 2");
        text.replace("when = \"location_stated\"", "when = \"location_stated && website_stated\"")
    });
    let problem = "/text edition.disagrees website: marker M7 speaks of this field";
    scene.when(scene.administrator(), of_the_site).then_problems(&[problem]);
}

#[test]
fn an_edition_has_a_plain_name_and_is_not_without_end() {
    let mut scene = Scene::small(TODAY);
    let administrator = scene.administrator();
    for name in ["../../x", "1/0", ".hidden", "a-name-of-more-than-forty-characters-is-long"] {
        let regions = small(EditionKind::Regions);
        // A text names itself, and is read as it stands.
        let edition = serde_json::from_value(name.into()).expect("a code");
        let adopted = AdoptEdition {
            kind: EditionKind::Regions,
            edition,
            text: regions,
            proposals: Vec::new(),
        };
        scene.when(administrator, adopted).then_rejected("edition.name-malformed");
    }
    let endless = format!("{}{}", small(EditionKind::Rulebook), "# и так далее\n".repeat(60_000));
    let endless = adopt(EditionKind::Rulebook, "0.91", endless);
    let problem = "/text edition.unreadable it has more than 1048576 bytes";
    scene.when(administrator, endless).then_problems(&[problem]);
}

#[test]
fn a_catalogue_agrees_with_the_dictionaries_in_force_and_with_the_rules() {
    let mut scene = Scene::small(TODAY);
    let administrator = scene.administrator();
    let small = small(EditionKind::Catalogue).replace("edition = \"0.9\"", "edition = \"0.91\"");
    let unknown = small.replacen("\"participant_type\"\nlabel", "\"nothing\"\nlabel", 1);
    let shown = small.replacen(
        "key = \"organisation\"\ncollection = \"participants\"\ntype = \"organisation\"",
        "key = \"organisation\"\ncollection = \"participants\"\ntype = \"text\"",
        1,
    );
    let located = small.replacen("key = \"location\"", "key = \"place\"", 1);
    for (text, problem) in [
        (unknown, "/text edition.disagrees participant_type: no dictionary nothing is in force"),
        (located, "/text edition.disagrees location: marker M7 speaks of this field"),
        (
            shown,
            "/text edition.disagrees participants/organisation: rules need this field, of type \
             organisation",
        ),
    ] {
        assert_ne!(text, small);
        let adopted = adopt(EditionKind::Catalogue, "0.91", text);
        scene.when(administrator, adopted).then_problems(&[problem]);
    }
    scene.when(administrator, adopt(EditionKind::Catalogue, "0.91", small)).accepted();
}

#[test]
fn dictionaries_have_what_the_catalogue_and_the_regions_in_force_name() {
    let mut scene = Scene::small(TODAY);
    let small = small(EditionKind::Dictionaries).replace("edition = \"0.9\"", "edition = \"0.91\"");
    let without = |key: &str| small.replace(&format!("key = \"{key}\""), "key = \"another\"");
    for (text, problem) in [
        (
            without("participant_type"),
            "/text edition.disagrees participant_type: no dictionary participant_type is in force",
        ),
        (without("SFO"), "/text edition.disagrees RU-AL: federal_district has no term SFO"),
    ] {
        assert_ne!(text, small);
        let adopted = adopt(EditionKind::Dictionaries, "0.91", text);
        scene.when(scene.administrator(), adopted).then_problems(&[problem]);
    }
    scene.given(scene.administrator(), adopt(EditionKind::Dictionaries, "0.91", small));
}

#[test]
fn a_region_lies_in_a_district_that_the_dictionaries_have() {
    let mut scene = Scene::small(TODAY);
    let nowhere = small(EditionKind::Regions).replace("\tDFO\t", "\tXFO\t");
    scene
        .when(scene.administrator(), adopt(EditionKind::Regions, "0.91", nowhere))
        .then_problems(&["/text edition.disagrees RU-AMU: federal_district has no term XFO"]);
}

#[test]
fn an_edition_is_adopted_under_the_name_its_text_gives_it() {
    let mut scene = Scene::small(TODAY);
    for kind in [EditionKind::Catalogue, EditionKind::Dictionaries, EditionKind::Rulebook] {
        scene
            .when(scene.administrator(), adopt(kind, "0.91", small(kind)))
            .then_problems(&["/edition edition.unreadable edition = \"0.9\", not \"0.91\""]);
    }
}

#[test]
fn a_text_that_is_no_edition_is_not_adopted() {
    let mut scene = Scene::small(TODAY);
    for kind in EditionKind::ALL {
        let broken = adopt(kind, "0.91", "edition = 0.91".into());
        scene.when(scene.administrator(), broken).then_rejected("edition.unreadable");
    }
}

#[test]
fn a_new_term_can_be_stated_once_its_dictionary_is_adopted() {
    let (mut scene, listed) = one_cluster();
    let beekeeping =
        || listed.state(changes().stating(says("specialisation_key", code("beekeeping"))));
    scene.when(listed.representative, beekeeping()).then_rejected("code.unknown");
    let text = small(EditionKind::Dictionaries)
        .replace("edition = \"0.9\"", "edition = \"0.91\"")
        .replace(
            "{ key = \"furniture\"",
            "{ key = \"beekeeping\", ru = \"Пчеловодство\", en = \"Beekeeping\" },\n    { key = \"furniture\"",
        );
    scene.given(scene.administrator(), adopt(EditionKind::Dictionaries, "0.91", text));
    scene.when(listed.representative, beekeeping()).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_new_field_is_an_entry_of_the_catalogue_and_no_code() {
    let (mut scene, listed) = one_cluster();
    let field = "\n[[field]]\nkey = \"mascot_year\"\nsection = \"identity\"\ntype = \"year\"\n\
        label = { ru = \"Год талисмана\", en = \"Year of the mascot\" }\n\
        hint = { ru = \"Год\", en = \"Year\" }\nexample = { ru = \"2012\", en = \"2012\" }\n\
        why = { ru = \"Для пробы\", en = \"For a test\" }\nmark = \"optional\"\n\
        bounds = { min = 1990 }\nvisibility = \"public\"\n";
    let text = small(EditionKind::Catalogue).replace("edition = \"0.9\"", "edition = \"0.91\"");
    scene.given(scene.administrator(), adopt(EditionKind::Catalogue, "0.91", text + field));
    let mascot = |value| listed.state(changes().stating(says("mascot_year", year(value))));
    scene
        .when(listed.representative, mascot(1980))
        .then_problems(&["/claims/0/value number.too-small 1990"]);
    scene.when(listed.representative, mascot(2001)).then(&["cluster: ClaimsStated"]);
}

#[test]
fn a_past_rulebook_can_still_be_applied() {
    let mut scene = Scene::small(TODAY);
    scene.given(
        scene.administrator(),
        edition("0.91", |text| text.replace("markers_min = 5", "markers_min = 6")),
    );
    let markers_min = |edition: &str| {
        scene.registry().rulebook_of(edition).map(|rulebook| rulebook.levels[0].markers_min)
    };
    assert_eq!(
        (markers_min("0.9"), markers_min("0.91"), markers_min("7")),
        (Some(5), Some(6), None)
    );
    assert_eq!(scene.registry().rulebook().map(|book| book.edition.as_str()), Some("0.91"));
}

#[test]
fn a_cluster_that_was_never_listed_is_not_reassessed() {
    let mut scene = Scene::small(TODAY);
    let cluster = ClusterId::from_random([9; 5]);
    scene.when(scene.administrator(), Reassess { cluster }).then_rejected("not-found");
}

#[test]
fn a_stream_that_a_newer_program_wrote_to_is_read_and_not_written() {
    let (mut scene, listed) = one_cluster();
    let restated = || listed.state(changes().stating(says("year_created", year(2011))));
    scene.written_by_newer_program(&StreamId::access());
    scene.when(listed.representative, restated()).then(&["cluster: ClaimsStated"]);
    let opened = OpenAccount { label: "Кто-то".into() };
    scene.when(scene.administrator(), opened).then_rejected("stream.newer-than-program");

    scene.written_by_newer_program(&StreamId::cluster(listed.cluster));
    scene.when(listed.representative, restated()).then_rejected("stream.newer-than-program");
}

#[test]
fn when_a_newer_program_wrote_to_the_registry_s_own_stream_nothing_is_written() {
    let (mut scene, listed) = one_cluster();
    scene.written_by_newer_program(&StreamId::registry());
    let restated = listed.state(changes().stating(says("year_created", year(2011))));
    let opened = OpenAccount { label: "Кто-то".into() };
    let commands: [(Caller, Command); 2] =
        [(listed.representative, restated.into()), (scene.administrator(), opened.into())];
    for (caller, command) in commands {
        scene.when(caller, command).then_rejected("stream.newer-than-program");
    }
}

#[test]
fn an_account_has_a_label() {
    let mut scene = Scene::small(TODAY);
    let nameless = OpenAccount { label: " ".into() };
    scene.when(scene.administrator(), nameless).then_problems(&["/label reason.needed"]);
    let opened = OpenAccount { label: "Представитель кластера".into() };
    scene.when(scene.administrator(), opened).then(&["access: AccountOpened"]);
}

/// The command that opens a centre of organisation 51.
fn open_ckr(region: &str) -> OpenCkr {
    OpenCkr {
        region: Code::parse(region).expect("a code"),
        organisation: organisation(51),
        opened_on: BEFORE,
        evidence: vec![link()],
    }
}

fn close_ckr(scene: &mut Scene, organisation: OrganisationId) -> Outcome {
    let (region, closed_on) = (Code::literal("RU-TOM"), TODAY);
    let reason = "Решение области".into();
    scene.when(scene.officer(), CloseCkr { region, organisation, closed_on, reason })
}

#[test]
fn a_development_centre_is_opened_once_and_can_be_closed_and_opened_again() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    scene.when(officer, open_ckr("RU-TOM")).then(&[
        "region: CkrOpened",
        "organisation: OrganisationRegistered",
        "identifier ×2: IdentifierTaken",
    ]);
    scene.when(officer, open_ckr("RU-TOM")).then_rejected("ckr.already-open");
    let organisation = scene.organisation(&organisation(51));
    close_ckr(&mut scene, organisation).then(&["region: CkrClosed"]);
    close_ckr(&mut scene, organisation).then_rejected("not-found");
    scene.when(officer, open_ckr("RU-TOM")).then(&["region: CkrOpened"]);
}

#[test]
fn a_development_centre_stands_in_a_known_region_and_not_in_the_future() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    scene.when(officer, open_ckr("RU-XXX")).then_rejected("not-found");
    let tomorrow = TODAY.tomorrow().expect("a day");
    let later = OpenCkr { opened_on: tomorrow, ..open_ckr("RU-TOM") };
    scene.when(officer, later).then_problems(&["/opened_on date.in-future 2026-03-03"]);
    scene.given(officer, open_ckr("RU-TOM"));
    let command = CloseCkr {
        region: Code::literal("RU-TOM"),
        organisation: scene.organisation(&organisation(51)),
        closed_on: tomorrow,
        reason: "Решение".into(),
    };
    scene.when(officer, command.clone()).then_problems(&["/closed_on date.in-future 2026-03-03"]);
    let silent = CloseCkr { reason: String::new(), ..command };
    scene.when(officer, silent).then_problems(&["/reason reason.needed"]);
}

#[test]
fn a_development_centre_is_an_organisation_that_can_be_told() {
    let mut scene = Scene::small(TODAY);
    let mut unnumbered = open_ckr("RU-TOM");
    unnumbered.organisation.identifiers.clear();
    scene
        .when(scene.officer(), unnumbered)
        .then_problems(&["/organisation organisation.identifier-needed"]);
}

#[test]
fn a_grant_is_for_something_that_exists() {
    let mut scene = Scene::small(TODAY);
    scene.listed(Sketch::small("Белая сосна").minimal());
    let account = scene.account_without_role();
    let authority = Authority { basis: Basis::Letter, document: None };
    let grant = |role, scope| GrantRole { account, role, scope, authority: authority.clone() };
    let nobody = OrganisationId::from_uuid(Uuid::from_u128(7));
    let known = scene.organisation(&organisation(1));
    let (region, nowhere) = (Code::literal("RU-TOM"), Code::literal("RU-XXX"));
    let missing = [
        grant(Role::ClusterRepresentative, Scope::Cluster(ClusterId::from_random([9; 5]))),
        grant(Role::OrganisationRepresentative, Scope::Organisation(nobody)),
        grant(Role::RegionRepresentative, Scope::Region { region, organisation: nobody }),
        grant(Role::RegionRepresentative, Scope::Region { region: nowhere, organisation: known }),
    ];
    for command in missing {
        scene.when(scene.administrator(), command).then_rejected("not-found");
    }
}
