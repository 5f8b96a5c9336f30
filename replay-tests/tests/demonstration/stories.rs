//! The stories of the demonstration, each at its fixed address, as its pages tell them.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use registry_events::actor::Role;
use registry_events::claim::{Absence, ClaimKind, Corroboration, Stated};
use registry_events::edition::EditionKind;
use registry_events::entry::{Content, Recorded};
use registry_events::event::DisputeOutcome;
use registry_events::ids::{ClusterId, OrganisationId, Position};
use registry_events::level::Level::{self, High, Initial, Medium};
use registry_events::stream::StreamKind;
use registry_events::value::{Code, Language, Text, Value, Year};
use registry_ops::demo::{Story, TOLD};
use registry_projections::card::{Card, Item, ListingStatus};
use registry_projections::levels::Period;
use registry_projections::register::RegisterRow;
use registry_projections::support::{Support, support_at};

use super::{Played, played};

fn id(story: Story) -> ClusterId {
    story.address().parse().expect("an address is a cluster's id")
}

fn card(story: Story) -> Arc<Card> {
    played().views.card(id(story)).unwrap_or_else(|| panic!("{story:?} is listed")).clone()
}

fn now() -> Position {
    played().views.position().expect("something was recorded")
}

fn periods(story: Story) -> Vec<Period> {
    played().views.levels(id(story)).expect("an assessment").periods(now())
}

fn levels(story: Story) -> Vec<Level> {
    periods(story).iter().map(|period| period.level).collect()
}

fn day(instant: jiff::Timestamp) -> Date {
    TimeZone::get("Europe/Moscow").expect("a zone").to_datetime(instant).date()
}

fn row(story: Story, at: Position) -> Arc<RegisterRow> {
    played().views.register().row(id(story), at).expect("a row")
}

fn support(story: Story, on: Date) -> Support {
    support_at(&row(story, now()), played().views.regions(), on, now())
}

/// The types of events in a cluster's stream, with the days of their recording.
fn events(story: Story) -> Vec<(Date, &'static str)> {
    let history = played().views.history(id(story)).expect("a history");
    history.lines().map(|line| (day(line.place.recorded_at), line.event_type)).collect()
}

fn has_event(story: Story, on: Date, event_type: &str) -> bool {
    events(story).iter().any(|(day, found)| *day == on && *found == event_type)
}

#[test]
fn five_steps_initial_medium_high_medium_when_the_strategy_ended_and_high_again() {
    let periods = periods(Story::FiveSteps);
    let levels: Vec<_> = periods.iter().map(|period| period.level).collect();
    assert_eq!(levels, [Initial, Medium, High, Medium, High]);
    // Its strategy was until 2020; the ninetieth day of grace is 31 March.
    let fall = &periods[3];
    assert_eq!(day(fall.since), date(2021, 4, 1));
    assert_eq!(fall.assessment.lost.iter().map(Code::as_str).collect::<Vec<_>>(), ["T1"]);
    assert!(
        has_event(Story::FiveSteps, date(2021, 4, 1), "ClaimLapsed"),
        "{:?}",
        events(Story::FiveSteps).len()
    );
    assert_eq!(day(periods[4].since), date(2022, 1, 20));
}

#[test]
fn a_participant_says_that_it_takes_no_part_and_the_level_follows() {
    assert_eq!(levels(Story::NotOurs), [Initial, Medium, Initial, Medium]);
    let fall = &periods(Story::NotOurs)[2];
    assert_eq!(day(fall.since), date(2018, 5, 18));
    assert!(fall.assessment.lost.iter().any(|marker| marker.as_str() == "M8"));
    assert!(has_event(Story::NotOurs, date(2018, 5, 18), "MembershipDenied"));
    let card = card(Story::NotOurs);
    let ended = card.items("participants").filter_map(|member| member.closed.as_ref());
    let denied: Vec<_> = ended.filter(|end| end.denied).collect();
    let [denied] = denied[..] else { panic!("{denied:?}") };
    assert_eq!(denied.on, Some(date(2018, 5, 14)));
    assert_eq!(denied.place.actor.role, Role::OrganisationRepresentative);
}

#[test]
fn one_dispute_was_upheld_one_rejected_one_is_open() {
    let card = card(Story::Disputes);
    let outcomes: Vec<_> =
        card.disputes.values().map(|d| d.resolution.as_ref().map(|r| r.outcome)).collect();
    assert_eq!(outcomes, [Some(DisputeOutcome::Upheld), Some(DisputeOutcome::Rejected), None]);
    // The figure was a minimum requirement: open while it didn't stand.
    assert!(has_event(Story::Disputes, date(2019, 3, 4), "RequirementOpened"));
    assert!(has_event(Story::Disputes, date(2019, 3, 20), "RequirementClosed"));
    let anew = card.fields().get("employees_total").expect("stated anew");
    assert!(anew.disputed.is_none() && card.requirements.is_empty());
}

#[test]
fn two_profiles_of_one_programme_became_one() {
    let merged = card(Story::Merged);
    assert_eq!(merged.standing.status, ListingStatus::Merged);
    let into = played().views.cards().find(|card| card.absorbed.contains(&id(Story::Merged)));
    let into = into.expect("the other profile");
    let number = |card: &Card| {
        let status = card.items("official_statuses").next().expect("a status");
        text_of(status, "number")
    };
    assert_eq!(number(&merged), number(into));
    let register = played().views.register();
    let [merged, into] =
        [merged.cluster, into.cluster].map(|cluster| register.row(cluster, now()).expect("a row"));
    assert_eq!(merged.specialisation, into.specialisation, "they were alike");
    assert_eq!(merged.regions, into.regions);
}

#[test]
fn a_cluster_left_at_its_own_request() {
    let card = card(Story::Withdrawn);
    assert_eq!(card.standing.status, ListingStatus::Withdrawn);
    let actor = &card.standing.since.actor;
    assert_eq!(actor.role, Role::ClusterRepresentative);
    assert_eq!(day(card.standing.since.recorded_at), date(2019, 4, 17));
}

#[test]
fn a_waiver_was_closed_on_day_84_and_another_one_never() {
    let listed = date(2016, 10, 3);
    for story in [Story::WaiverClosed, Story::WaiverOpen] {
        assert!(has_event(story, listed, "RequirementOpened"), "{:?}", events(story));
    }
    let day_84 = listed.checked_add(jiff::Span::new().days(84)).expect("a day");
    assert!(has_event(Story::WaiverClosed, day_84, "RequirementClosed"));
    assert_eq!(card(Story::WaiverClosed).standing.status, ListingStatus::Listed);
    let day_91 = listed.checked_add(jiff::Span::new().days(91)).expect("a day");
    assert!(has_event(Story::WaiverOpen, day_91, "ClusterDeactivated"));
    assert_eq!(card(Story::WaiverOpen).standing.status, ListingStatus::Inactive);
}

#[test]
fn participants_that_are_not_disclosed_count_since_an_officer_saw_them() {
    let card = card(Story::NotDisclosed);
    let members: Vec<_> = card.open_items("participants").collect();
    assert_eq!(members.len(), 12);
    for member in members {
        let claim = member.claims.get("organisation").expect("a claim");
        assert_eq!(claim.claim.stated, Stated::Absent(Absence::Withheld));
        assert_eq!(claim.corroboration(), Corroboration::FullyCorroborated);
    }
    assert!(has_event(Story::NotDisclosed, date(2017, 12, 4), "RequirementClosed"));
    assert!(card.requirements.is_empty());
    assert_eq!(card.standing.status, ListingStatus::Listed);
}

#[test]
fn an_application_was_returned_twice_and_then_listed() {
    let own = |recorded: &&Recorded| matches!(recorded.stream.kind(), StreamKind::Application(_));
    // The body of an application is sealed; what stays clear is how many events it has.
    let Played { applications, .. } = played();
    let card = card(Story::ReturnedTwice);
    let listed = applications.iter().filter(own).find(|recorded| {
        recorded.recorded_at == card.listed.recorded_at
            && matches!(recorded.content, Content::Sealed(_))
    });
    let stream = &listed.expect("its listing").stream;
    let of = applications.iter().filter(|recorded| recorded.stream == *stream);
    let days: Vec<_> = of.map(|recorded| day(recorded.recorded_at)).collect();
    for step in [19, 21, 26, 28] {
        assert!(days.contains(&date(2018, 2, step)), "{days:?}");
    }
    assert!(days.ends_with(&[date(2018, 3, 5), date(2018, 3, 6)]), "{days:?}");
}

#[test]
fn one_university_is_in_five_clusters_once_through_a_branch() {
    let university = first_organisation(Story::FiveSteps);
    let organisations = played().views.organisations();
    let memberships = organisations.memberships(university).iter();
    let held = memberships.filter(|membership| membership.holds_at(now()));
    let found: BTreeSet<_> = held.map(|membership| membership.cluster).collect();
    let expected =
        [Story::FiveSteps, Story::NotOurs, Story::Disputes, Story::ReturnedTwice, Story::InEnglish]
            .map(id);
    assert_eq!(found, BTreeSet::from(expected));
    let record = organisations.get(university).expect("the university");
    let (_, branch) = record.branches_at(now()).next().expect("a branch");
    let through: Vec<_> = Story::ALL
        .into_iter()
        .filter(|story| {
            let card = card(*story);
            card.open_items("participants")
                .any(|member| text_of(member, "branch_kpp").as_deref() == Some(branch.kpp.as_str()))
        })
        .collect();
    assert_eq!(through, [Story::ReturnedTwice]);
}

#[test]
fn a_firm_was_reorganised_under_a_new_inn_and_its_cluster_states_the_new_one() {
    let organisations = played().views.organisations();
    let card = card(Story::Disputes);
    let members = card.open_items("participants").filter_map(organisation_of);
    let followed = members.filter_map(|member| organisations.get(member));
    let successor = followed.into_iter().find(|one| !one.predecessors.is_empty());
    let successor = successor.expect("a member that followed another firm");
    let before = organisations.get(successor.predecessors[0].other).expect("the firm before");
    assert_eq!(before.successor.as_ref().map(|next| next.other), Some(successor.id));
    let numbers = |of: &Arc<registry_projections::organisations::Organisation>| {
        of.identifiers.iter().map(|one| one.identifier.clone()).collect::<Vec<_>>()
    };
    assert!(numbers(successor).iter().all(|number| !numbers(before).contains(number)));
}

#[test]
fn support_was_none_then_a_centres_then_a_pilots_and_a_centre_was_closed() {
    let on = |year, month| support(Story::Support, date(year, month, 1));
    assert_eq!(on(2017, 1), Support::Independent);
    assert_eq!(on(2018, 1), Support::Ckr);
    assert_eq!(on(2020, 1), Support::PilotItc);
    let views = &played().views;
    let supported = |on: Date| {
        let rows = views.register().rows_at(now());
        let of = rows.filter(|row| row.regions.iter().any(|code| code.as_str() == "RU-KHM"));
        of.filter(|row| support_at(row, views.regions(), on, now()) == Support::Ckr).count()
    };
    assert!(supported(date(2022, 12, 1)) > 0);
    assert_eq!(supported(date(2023, 1, 1)), 0);
}

#[test]
fn a_figure_of_2016_was_corrected_in_2018() {
    let history = played().views.history(id(Story::Corrected)).expect("a history");
    let of_2016 = Some(date(2016, 12, 31));
    let told: Vec<_> = history
        .lines()
        .filter_map(|line| Some((day(line.place.recorded_at).year(), line.new.as_ref()?)))
        .filter(|(_, claim)| {
            claim.path.field.as_str() == "employees_total" && claim.described_on == of_2016
        })
        .map(|(year, claim)| (year, claim.kind, claim.stated.value().and_then(Value::as_integer)))
        .collect();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.contains(&(2017, ClaimKind::Change, Some(5_400))), "{told:?}");
    assert!(told.contains(&(2018, ClaimKind::Correction, Some(4_500))), "{told:?}");
}

#[test]
fn a_profile_is_told_in_english_with_a_partner_abroad_and_a_link_both_sides_confirm() {
    let card = card(Story::InEnglish);
    for field in ["official_name", "summary", "description", "brand", "head_role"] {
        let claim = card.fields().get(field).unwrap_or_else(|| panic!("{field}"));
        let text = claim.claim.stated.value().and_then(Value::as_text);
        assert!(text.is_some_and(|text| text.en.is_some()), "{field}");
    }
    let abroad = |partner: &&Item| super::code_of(partner, "country") != Some("RU");
    let partner = card.open_items("partners").find(abroad).expect("a partner abroad");
    assert!(
        partner.claims.get("organisation").is_some_and(|c| !c.support.confirmations.is_empty())
    );
    for (here, there) in
        [(Story::InEnglish, Story::FiveSteps), (Story::FiveSteps, Story::InEnglish)]
    {
        let here = self::card(here);
        let leads = |link: &&Item| {
            let cluster = link.claims.get("cluster").and_then(|c| c.claim.stated.value());
            cluster == Some(&Value::Cluster(id(there)))
        };
        let link = here.open_items("cluster_links").find(leads).expect("a link");
        assert!(link.claims.get("cluster").is_some_and(|c| !c.support.confirmations.is_empty()));
    }
}

#[test]
fn three_clusters_to_compare_a_high_one_a_young_one_and_one_that_provides_little() {
    assert_eq!(levels(Story::FiveSteps).last(), Some(&High));
    let young = row(Story::Young, now());
    assert_eq!(young.year_created.map(Year::get), Some(2024));
    let card = card(Story::NotProvided);
    let absent = Stated::Absent(Absence::NotProvided);
    let said = card.fields().iter().filter(|claim| claim.claim.stated == absent);
    assert!(said.count() >= 5);
}

/// The clusters whose level changed because an edition came into force, by the change's direction.
fn moved_by_the_edition(up: bool) -> Vec<ClusterId> {
    let views = &played().views;
    let moved = |cluster: &ClusterId| {
        let periods = views.levels(*cluster).map_or(Vec::new(), |levels| levels.periods(now()));
        periods.windows(2).any(|pair| {
            let cause = pair[1].assessment.cause.as_ref();
            cause.is_some_and(|cause| cause.edition.is_some())
                && (pair[0].level < pair[1].level) == up
        })
    };
    let mut moved: Vec<_> = views.cards().map(|card| card.cluster).filter(moved).collect();
    moved.sort_unstable();
    moved
}

#[test]
fn edition_1_1_was_adopted_on_2021_07_01_and_three_clusters_rose_and_two_fell() {
    let adopted = played().views.editions().adoptions().last().expect("an edition");
    assert_eq!((adopted.kind, adopted.edition.as_str()), (EditionKind::Rulebook, "1.1"));
    assert_eq!(day(adopted.recorded_at), date(2021, 7, 1));
    let sorted = |stories: &[Story]| {
        let mut ids: Vec<_> = stories.iter().copied().map(id).collect();
        ids.sort_unstable();
        ids
    };
    let risen = [Story::FirstNeighbour, Story::SecondNeighbour, Story::ThirdNeighbour];
    let fallen = [Story::FellByEdition, Story::FellByEditionToo];
    assert_eq!(moved_by_the_edition(true), sorted(&risen));
    assert_eq!(moved_by_the_edition(false), sorted(&fallen));
    for story in risen {
        assert_eq!(levels(story), [Initial, Medium], "{story:?}");
    }
    for story in risen.into_iter().chain(fallen) {
        let on_the_day = |period: &&Period| day(period.since) == date(2021, 7, 1);
        let periods = periods(story);
        let assessment = &periods.iter().find(on_the_day).expect("a new level").assessment;
        assert_eq!(assessment.edition.as_str(), "1.1");
        assert!(assessment.gained.is_empty() && assessment.lost.is_empty(), "{story:?}");
        let cause = assessment.cause.as_ref().expect("a cause");
        assert_eq!(cause.event_type, "EditionAdopted");
        assert_eq!(cause.place.position, adopted.position);
        assert_eq!(cause.edition, Some((EditionKind::Rulebook, adopted.edition.clone())));
    }
}

#[test]
fn with_edition_1_1_every_cluster_on_the_register_was_assessed_anew() {
    let views = &played().views;
    let before = date(2021, 7, 2);
    for card in views.cards().filter(|card| day(card.listed.recorded_at) < before) {
        let gone = !matches!(card.standing.status, ListingStatus::Listed | ListingStatus::Inactive)
            && day(card.standing.since.recorded_at) < before;
        let assessments = views.levels(card.cluster).expect("levels").assessments();
        let anew = assessments.iter().any(|one| day(one.place.recorded_at) == date(2021, 7, 1));
        assert_eq!(anew, !gone, "{}", card.cluster);
        let last = assessments.last().expect("an assessment");
        assert_eq!(last.edition.as_str(), if gone { "1.0" } else { "1.1" }, "{}", card.cluster);
    }
}

#[test]
fn every_story_is_told_and_stands_in_the_readme() {
    let readme = include_str!("../../../README.md");
    for story in Story::ALL {
        let told = TOLD.iter().any(|told| told.stories.contains(&story));
        assert!(told && readme.contains(&format!("`{}`", story.address())), "{story:?}");
    }
}

#[test]
fn every_story_says_that_it_is_a_demonstration() {
    for story in Story::ALL {
        let name = row(story, now()).name.clone().expect("a name");
        assert!(name.text.ru.as_deref().is_some_and(|ru| ru.contains("(демо)")), "{story:?}");
    }
}

fn organisation_of(item: &Item) -> Option<OrganisationId> {
    item.claims.get("organisation")?.claim.stated.value()?.as_organisation()
}

fn first_organisation(story: Story) -> OrganisationId {
    let card = card(story);
    card.open_items("participants").find_map(organisation_of).expect("a participant")
}

fn text_of(item: &Item, field: &str) -> Option<String> {
    let text: &Text = item.claims.get(field)?.claim.stated.value()?.as_text()?;
    Some(text.in_language_or_other(Language::Ru).into())
}
