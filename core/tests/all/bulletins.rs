//! Bulletins: who publishes the statistics, of which days, how often.

use jiff::civil::{Date, date};
use registry_core::access::Caller;
use registry_core::command::PublishStatistics;
use registry_core::testing::Scene;
use registry_events::actor::Role;
use registry_events::event::Scope;
use registry_events::ids::{Digest, Position};

use super::{BEFORE, TODAY};

fn bulletin(date: Date) -> PublishStatistics {
    PublishStatistics { date, position: Position(3), digest: Digest::of(b"figures") }
}

#[test]
fn an_administrator_or_the_clerk_publishes_the_statistics_of_a_day_once() {
    let mut scene = Scene::small(TODAY);
    let administrator = scene.administrator();
    let yesterday = TODAY.yesterday().expect("a day");
    scene.when(administrator, bulletin(yesterday)).then(&["registry: StatisticsPublished"]);
    scene.when(Caller::PROGRAM, bulletin(yesterday)).then_rejected("bulletin.already-published");
    scene.when(Caller::PROGRAM, bulletin(BEFORE)).then(&["registry: StatisticsPublished"]);
}

#[test]
fn the_statistics_of_a_day_that_is_not_over_are_not_published() {
    let mut scene = Scene::small(TODAY);
    scene.when(Caller::PROGRAM, bulletin(TODAY)).then_rejected("date.not-over");
    let tomorrow = TODAY.tomorrow().expect("a day");
    scene.when(Caller::PROGRAM, bulletin(tomorrow)).then_rejected("date.in-future");
    scene.when(Caller::PROGRAM, bulletin(date(1899, 12, 31))).then_rejected("date.out-of-range");
}

#[test]
fn an_officer_publishes_no_statistics() {
    let mut scene = Scene::small(TODAY);
    let officer = scene.account(Role::Officer, Scope::Registry);
    scene.when(officer, bulletin(TODAY)).then_rejected("access.role");
}

#[test]
fn before_a_registry_is_open_no_statistics_are_published() {
    let mut scene = Scene::empty(TODAY);
    scene.when(Caller::PROGRAM, bulletin(TODAY)).then_rejected("registry.not-open");
}
