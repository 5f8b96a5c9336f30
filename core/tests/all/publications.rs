//! Publications: who keeps them, what must be said of one, and what can't be said twice.

use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::{
    ABOUT_MAX, CorrectPublication, RecordPublication, SUMMARY_CHARACTERS_MAX, TITLE_CHARACTERS_MAX,
    WithdrawPublication,
};
use registry_core::testing::Scene;
use registry_events::actor::Role;
use registry_events::claim::Evidence;
use registry_events::document::DocumentRef;
use registry_events::event::{Event, Publication, PublicationEvent, PublicationKind, Scope};
use registry_events::ids::StreamVersion;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Text, WebUrl};

use super::{BEFORE, TODAY};

/// An announcement with nothing but a title.
pub(crate) fn announcement(title: &str) -> Publication {
    Publication {
        kind: PublicationKind::Announcement,
        title: Text::ru(title),
        summary: None,
        published_on: BEFORE,
        found_at: None,
        regions: Vec::new(),
        specialisations: Vec::new(),
    }
}

fn address(address: &str) -> Evidence {
    Evidence::Link(WebUrl::parse(address).expect("an address"))
}

fn document(bytes: &[u8]) -> Evidence {
    Evidence::Document(DocumentRef::of(bytes).expect("a document"))
}

/// A report that is found at an address.
fn report(title: &str) -> Publication {
    let (kind, found_at) = (PublicationKind::Report, Some(address("https://press.example/report")));
    Publication { kind, found_at, ..announcement(title) }
}

const fn record(says: Publication) -> RecordPublication {
    RecordPublication { says }
}

fn correct(publication: StreamVersion, says: Publication) -> CorrectPublication {
    CorrectPublication { publication, says, reason: "Опечатка".into(), expected: None }
}

fn withdraw(publication: StreamVersion) -> WithdrawPublication {
    WithdrawPublication {
        publication, reason: "Записано дважды".into(), expected: None
    }
}

/// A registry with one report, and the report's number.
fn one_report() -> (Scene, Caller, StreamVersion) {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    scene.given(officer, record(report("Отчёт о кластерах")));
    let number = scene.load(&StreamId::registry()).version;
    (scene, officer, number)
}

#[test]
fn an_officer_records_corrects_and_withdraws_a_publication() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.officer();
    let recorded = scene.when(officer, record(report("  Отчёт\nо кластерах ")));
    let recorded = recorded.then(&["registry: PublicationRecorded"]);
    let Event::Publication(PublicationEvent::PublicationRecorded(event)) =
        &recorded.parts[0].events[0].event
    else {
        panic!("{recorded:?}")
    };
    assert_eq!(event.says.title, Text::ru("Отчёт о кластерах"), "a title stands on one line");
    let number = scene.load(&StreamId::registry()).version;
    let corrected = correct(number, report("Отчёт о кластерах за год"));
    scene.when(officer, corrected).then(&["registry: PublicationCorrected"]);
    scene.when(officer, withdraw(number)).then(&["registry: PublicationWithdrawn"]);
}

#[test]
fn nobody_but_an_officer_keeps_publications() {
    let (mut scene, _, number) = one_report();
    let administrator = scene.administrator();
    let auditor = scene.account(Role::Auditor, Scope::Registry);
    for caller in [administrator, auditor, Caller::PROGRAM] {
        scene.when(caller, record(report("Другой"))).then_rejected("access.role");
        scene.when(caller, correct(number, report("Другой"))).then_rejected("access.role");
        scene.when(caller, withdraw(number)).then_rejected("access.role");
    }
}

#[test]
fn a_publication_has_a_title_that_reads_and_texts_within_bounds() {
    let (mut scene, officer, _) = one_report();
    let mut refused = |says: Publication, problem: &str| {
        scene.when(officer, record(says)).then_problems(&[problem]);
    };
    refused(announcement(" "), "/title text.empty");
    refused(announcement("— !"), "/title name.unreadable");
    refused(announcement("Отчёт\u{202e}"), "/title text.control-character");
    let long = "я".repeat(TITLE_CHARACTERS_MAX + 1);
    refused(announcement(&long), "/title text.too-long 300 301");
    let summary = Some(Text::ru("я".repeat(SUMMARY_CHARACTERS_MAX + 1)));
    refused(Publication { summary, ..announcement("Съезд") }, "/summary text.too-long 2000 2001");
}

#[test]
fn a_publication_came_out_on_a_day_that_has_come() {
    let (mut scene, officer, _) = one_report();
    let on =
        |published_on: Date| record(Publication { published_on, ..announcement("Съезд") });
    let tomorrow = TODAY.tomorrow().expect("a day");
    scene.when(officer, on(tomorrow)).then_rejected("date.in-future");
    scene.when(officer, on(date(1899, 12, 31))).then_rejected("date.out-of-range");
    scene.when(officer, on(TODAY)).accepted();
}

#[test]
fn all_but_an_announcement_is_found_somewhere() {
    let (mut scene, officer, _) = one_report();
    for kind in PublicationKind::ALL {
        let says = Publication { kind, ..announcement("Без адреса") };
        let outcome = scene.when(officer, record(says));
        if kind == PublicationKind::Announcement {
            outcome.accepted();
        } else {
            outcome.then_problems(&["/found_at publication.place-needed"]);
        }
    }
}

#[test]
fn what_a_publication_is_about_stands_in_the_dictionaries_once_and_within_a_bound() {
    let (mut scene, officer, _) = one_report();
    let tomsk = Code::literal("RU-TOM");
    let about =
        |regions: Vec<Code>| record(Publication { regions, ..announcement("О Томске") });
    let twice = about(vec![tomsk.clone(), tomsk.clone()]);
    scene.when(officer, twice).then_problems(&["/regions list.repeats"]);
    let unknown = about(vec![Code::literal("RU-XXX")]);
    scene.when(officer, unknown).then_problems(&["/regions code.unknown RU-XXX regions"]);
    let many = about(vec![tomsk.clone(); ABOUT_MAX + 1]);
    scene.when(officer, many).then_problems(&["/regions list.too-many 30 31"]);
    let specialisations = vec![Code::literal("alchemy")];
    let unknown = Publication { specialisations, ..announcement("Об алхимии") };
    let problem = "/specialisations code.unknown alchemy specialisation";
    scene.when(officer, record(unknown)).then_problems(&[problem]);
    scene.when(officer, about(vec![tomsk])).accepted();
}

#[test]
fn every_problem_of_a_publication_is_told_at_once() {
    let (mut scene, officer, number) = one_report();
    let published_on = TODAY.tomorrow().expect("a day");
    let says = Publication { published_on, found_at: None, ..report(" ") };
    let correction = CorrectPublication { reason: String::new(), ..correct(number, says) };
    scene.when(officer, correction).then_problems(&[
        "/says/title text.empty",
        "/says/published_on date.in-future 2026-03-03",
        "/says/found_at publication.place-needed",
        "/reason reason.needed",
    ]);
}

#[test]
fn a_publication_is_not_recorded_twice() {
    let (mut scene, officer, number) = one_report();
    let twice = "publication.already-recorded";
    let elsewhere = Some(address("https://other.example/report"));
    let same_title =
        Publication { found_at: elsewhere.clone(), ..report("ОТЧЕТ о кластерах!") };
    scene.when(officer, record(same_title)).then_rejected(twice);
    scene.when(officer, record(report("Под другим названием"))).then_rejected(twice);
    let earlier = BEFORE.yesterday().expect("a day");
    let of_another_day =
        Publication { published_on: earlier, ..report("Отчёт о кластерах") };
    scene.when(officer, record(of_another_day)).accepted();
    let bytes = b"%PDF-1.7 report";
    let kept =
        Publication { found_at: Some(document(bytes)), ..report("Отчёт на бумаге") };
    scene.when(officer, record(kept.clone())).accepted();
    let review = Publication {
        kind: PublicationKind::Review,
        title: Text::ru("Обзор"),
        published_on: TODAY,
        ..kept
    };
    scene.when(officer, record(review)).then_rejected(twice);
    let other = Publication { found_at: elsewhere, ..report("Ещё отчёт") };
    scene.given(officer, record(other));
    let last = scene.load(&StreamId::registry()).version;
    let into_the_first = correct(last, report("Отчёт о кластерах"));
    scene.when(officer, into_the_first).then_rejected(twice);
    scene.given(officer, withdraw(number));
    scene.when(officer, record(report("Отчёт о кластерах"))).accepted();
}

#[test]
fn a_correction_says_something_else_of_a_publication_that_stands() {
    let (mut scene, officer, number) = one_report();
    let same = correct(number, report("Отчёт о кластерах"));
    scene.when(officer, same).then_rejected("publication.unchanged");
    let unknown = StreamVersion(number.0 + 1);
    scene.when(officer, correct(unknown, report("Другой"))).then_rejected("not-found");
    scene.when(officer, withdraw(unknown)).then_rejected("not-found");
    let passed = CorrectPublication {
        expected: Some(StreamVersion(number.0 - 1)),
        ..correct(number, report("Другой"))
    };
    scene.when(officer, passed).then_rejected("version.passed");
    let seen =
        CorrectPublication { expected: Some(number), ..correct(number, report("Другой")) };
    scene.given(officer, seen);
    let stale = WithdrawPublication { expected: Some(number), ..withdraw(number) };
    scene.when(officer, stale).then_rejected("version.passed");
    scene.given(officer, withdraw(number));
    scene.when(officer, withdraw(number)).then_rejected("publication.withdrawn");
    scene.when(officer, correct(number, report("Третий"))).then_rejected("publication.withdrawn");
}

#[test]
fn before_a_registry_is_open_nothing_is_published() {
    let mut scene = Scene::empty(TODAY);
    let somebody = Caller { role: Role::Officer, ..Caller::PROGRAM };
    scene.when(somebody, record(announcement("Съезд"))).then_rejected("registry.not-open");
}
