//! Names stand on one line however they were pasted; long texts keep their lines.

use registry_core::Decision;
use registry_core::command::{
    OpenAccount, RenameOrganisation, ReturnApplication, StartApplication,
};
use registry_core::testing::statements::{ru, says, text};
use registry_core::testing::{Scene, Sketch, organisation};
use registry_events::claim::ClaimKind;
use registry_events::event::{
    AccessEvent, ApplicationEvent, Event, OrganisationEvent, ProfileEvent, ReturnReason,
    UnmetRequirement,
};
use registry_events::value::Value;

use super::{TODAY, changes, one_cluster};

/// The Russian text of the first claim of this field that a decision records.
fn recorded(decision: &Decision, field: &str) -> String {
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let claims = events.flat_map(|decided| match &decided.event {
        Event::Profile(ProfileEvent::ClaimsStated(stated)) => stated.claims.clone(),
        Event::Profile(ProfileEvent::ItemOpened(opened)) => opened.claims.clone(),
        _ => Vec::new(),
    });
    let mut of_field = claims.filter(|claim| claim.path.field.as_str() == field);
    match of_field.next().expect("a claim").stated.value() {
        Some(Value::Text(text)) => text.ru.clone().expect("a Russian text"),
        Some(Value::NamedOrganisation(named)) => named.name.ru.clone().expect("a Russian name"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_pasted_name_stands_on_one_line() {
    let (mut scene, listed) = one_cluster();
    let pasted = ru("Кластер\r\n  «Белая\tсосна»\n(демо)");
    let claims = changes().stating(says("official_name", pasted));
    let decision = scene.given(scene.officer(), listed.state(claims));
    assert_eq!(recorded(&decision, "official_name"), "Кластер «Белая сосна» (демо)");
}

#[test]
fn a_title_is_measured_as_it_will_stand() {
    let (mut scene, listed) = one_cluster();
    let title = format!("{}{}и конец", "слово ".repeat(40), "\n".repeat(80));
    let project = Sketch::small("Белая сосна").project(&title, "planned", [2, 3, 4]);
    let decision = scene.given(scene.officer(), listed.state(changes().opening(project)));
    assert_eq!(recorded(&decision, "title"), format!("{}и конец", "слово ".repeat(40)));
}

#[test]
fn a_summary_keeps_its_lines() {
    let (mut scene, listed) = one_cluster();
    let long =
        format!("{}\n\n{}", "Первый абзац. ".repeat(10).trim(), "Второй. ".repeat(20).trim());
    let claims = changes().stating(says("summary", ru(&long)));
    let decision = scene.given(scene.officer(), listed.state(claims));
    assert_eq!(recorded(&decision, "summary"), long);
}

#[test]
fn an_organisation_is_registered_and_renamed_on_one_line() {
    let (mut scene, listed) = one_cluster();
    let mut named = organisation(40);
    named.name = text("ООО\n«Белая\tсосна»");
    let member = Sketch::participant_of(40, "large").without("organisation");
    let joins = changes().opening(member.says("organisation", named.clone()));
    let decision = scene.given(listed.representative, listed.state(joins.clone()));
    let events = decision.parts.iter().flat_map(|part| &part.events);
    let registered_as: Vec<_> = events
        .filter_map(|decided| match &decided.event {
            Event::Organisation(OrganisationEvent::OrganisationRegistered(registered)) => {
                registered.name.ru.clone()
            }
            _ => None,
        })
        .collect();
    assert_eq!(registered_as, ["ООО «Белая сосна»"]);

    let renamed = RenameOrganisation {
        organisation: scene.organisation(&named),
        name: text("ООО «Белая\n сосна»"),
        kind: ClaimKind::Change,
    };
    scene.when(scene.officer(), renamed).then_rejected("organisation.same-name");

    let applicant = scene.applicant();
    let right_to_speak = "Решение собрания".into();
    let decision = scene.given(applicant, StartApplication { right_to_speak, changes: joins });
    assert_eq!(recorded(&decision, "organisation"), "ООО «Белая сосна»");
}

#[test]
fn a_label_stands_on_one_line_and_a_reason_keeps_its_lines() {
    let mut scene = Scene::small(TODAY);
    let label = " Куратор\n реестра ".into();
    let decision = scene.given(scene.administrator(), OpenAccount { label });
    let Event::Access(AccessEvent::AccountOpened(opened)) = &decision.parts[0].events[0].event
    else {
        panic!("an account");
    };
    assert_eq!(opened.label, "Куратор реестра");

    let (application, _) = scene.submitted(Sketch::small("Белая сосна").minimal());
    let reason = ReturnReason {
        path: None,
        reason: " Первое\r\nВторое\tи третье ".into(),
        unmet: Some(UnmetRequirement::RightToSpeak),
    };
    let give_back = ReturnApplication { application, reasons: vec![reason] };
    let decision = scene.given(scene.officer(), give_back);
    let Event::Application(ApplicationEvent::ApplicationReturned(returned)) =
        &decision.parts[0].events[0].event
    else {
        panic!("a return");
    };
    assert_eq!(returned.reasons[0].reason, "Первое\nВторое и третье");
}
