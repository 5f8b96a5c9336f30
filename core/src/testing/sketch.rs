//! Whole clusters, made up: what an application of each level states.

use jiff::civil::{Date, date};
use registry_events::ids::ClusterId;
use registry_events::path::ItemPath;

use super::organisation;
use super::statements::{
    code, codes, decimal, email, flag, item, item_path, items, number, point, roubles, ru, says,
    year,
};
use crate::command::{Against, ConfirmClaims, Target};
use crate::profile::changes::{Changes, OpenInput};

/// A cluster to be made up.
///
/// Items get their numbers in this order: the contact 1, participants from 2, then the coordinator,
/// the project and the board, as far as the level has them.
#[derive(Debug, Clone)]
pub struct Sketch {
    name: String,
    region: &'static str,
    day: Date,
    organisations_from: u32,
    participants: u32,
}

impl Sketch {
    /// A cluster of Tomsk with participants 1 to 10, described in the year 2025.
    pub fn new(name: &str) -> Self {
        let (region, day) = ("RU-TOM", date(2025, 12, 31));
        Self { name: name.into(), region, day, organisations_from: 1, participants: 10 }
    }

    /// In another region.
    #[must_use]
    pub fn in_region(self, region: &'static str) -> Self {
        Self { region, ..self }
    }

    /// Described on another day.
    #[must_use]
    pub fn described_on(self, day: Date) -> Self {
        Self { day, ..self }
    }

    /// With so many participants.
    #[must_use]
    pub fn participants(self, participants: u32) -> Self {
        Self { participants, ..self }
    }

    /// With organisations from this number on; the one after the participants coordinates.
    #[must_use]
    pub fn organisations_from(self, number: u32) -> Self {
        Self { organisations_from: number, ..self }
    }

    /// What an application must state: M1 to M10 and nothing more.
    pub fn minimal(&self) -> Changes {
        let mut changes = Changes::default()
            .stating(says("official_name", ru(&self.name)))
            .stating(says("regions", codes([self.region])))
            .stating(says("location", point()))
            .stating(says("specialisation_key", code("furniture")))
            .stating(says("year_created", year(2012)))
            .stating(says("summary", ru(SUMMARY)))
            .stating(says("employees_total", number(1_840)).on(self.day))
            .opening(Self::contact());
        for index in 0..self.participants {
            changes = changes.opening(self.participant(index));
        }
        changes
    }

    /// As [`Sketch::minimal`] with a documented coordinator and project: G1, G2, G4, G5 and P1.
    pub fn medium(&self) -> Changes {
        let project = self.project("Общая сушильная линия (демо)", "planned", [2, 3, 4]);
        self.minimal().opening(self.coordinator().documented()).opening(project.documented())
    }

    /// As [`Sketch::medium`] with a project under way and a board: every marker. The level follows
    /// once [`Sketch::confirmed_by_officer`] and [`Sketch::confirmed_by_participant`] are recorded.
    pub fn high(&self) -> Changes {
        let project = self
            .project("Общая сушильная линия (демо)", "in_progress", [2, 3, 4])
            .without("spheres")
            .says("spheres", codes(["production_infra", "education"]))
            .says("budget", roubles(48_000_000));
        self.minimal()
            .opening(self.coordinator().documented())
            .opening(project.documented())
            .opening(Self::board().documented())
    }

    /// The contact.
    pub fn contact() -> OpenInput {
        item("contacts")
            .says("role", ru("Дирекция кластера"))
            .says("email", email("info@pine.example"))
    }

    /// A participant by its place in the list, from 0; medium enterprises and colleges by turns.
    pub fn participant(&self, index: u32) -> OpenInput {
        let kind = if index.is_multiple_of(2) { "medium" } else { "education" };
        Self::participant_of(self.organisation_number(index), kind)
    }

    /// The organisation of a number as a participant of a type.
    pub fn participant_of(number: u32, kind: &str) -> OpenInput {
        item("participants")
            .says("organisation", organisation(number))
            .says("participant_type", code(kind))
    }

    /// A coordinator that isn't a participant, with years, staff and funding.
    pub fn coordinator(&self) -> OpenInput {
        item("governing_bodies")
            .says("type", code("coordinator"))
            .says("organisation", organisation(self.organisation_number(self.participants)))
            .says("year_organisation_created", year(2010))
            .says("year_selected", year(2012))
            .says_on(self.day, "staff_fte", decimal("4.5"))
            .says("funding_sources", codes(["member_fees", "regional_budget"]))
    }

    /// A board.
    pub fn board() -> OpenInput {
        item("governing_bodies").says("type", code("board"))
    }

    /// A project of participants by their item numbers, in one sphere, with shared costs.
    pub fn project(
        &self,
        title: &str,
        stage: &str,
        participants: impl IntoIterator<Item = u32>,
    ) -> OpenInput {
        item("projects")
            .says("title", ru(title))
            .says("stage", code(stage))
            .says("spheres", codes(["production_infra"]))
            .says("participants", items(participants))
            .says("cost_sharing", flag(true))
    }

    /// The number of a participant's organisation by its place in the list, from 0.
    pub const fn organisation_number(&self, index: u32) -> u32 {
        self.organisations_from + index
    }

    /// The item of a participant by its place in the list, from 0.
    pub fn participant_item(&self, index: u32) -> ItemPath {
        item_path(&format!("participants/{}", index + 2))
    }

    /// The coordinator's item.
    pub fn coordinator_item(&self) -> ItemPath {
        item_path(&format!("governing_bodies/{}", self.participants + 2))
    }

    /// The project's item.
    pub fn project_item(&self) -> ItemPath {
        item_path(&format!("projects/{}", self.participants + 3))
    }

    /// The board's item.
    pub fn board_item(&self) -> ItemPath {
        item_path(&format!("governing_bodies/{}", self.participants + 4))
    }

    /// An officer's confirmation of the gates of the high level and of half of the memberships.
    pub fn confirmed_by_officer(&self, cluster: ClusterId) -> ConfirmClaims {
        let half = (0..self.participants.div_ceil(2)).map(|index| self.participant_item(index));
        ConfirmClaims::of_items(cluster, self.gate_items().into_iter().chain(half))
    }

    /// A participant's confirmation of the gates of the high level; the first participant is in the
    /// project.
    pub fn confirmed_by_participant(&self, cluster: ClusterId) -> ConfirmClaims {
        ConfirmClaims::of_items(cluster, self.gate_items())
    }

    fn gate_items(&self) -> [ItemPath; 3] {
        [self.coordinator_item(), self.project_item(), self.board_item()]
    }
}

impl ConfirmClaims {
    /// A confirmation of everything that is said of some items, against originals.
    pub fn of_items(cluster: ClusterId, items: impl IntoIterator<Item = ItemPath>) -> Self {
        let targets = items.into_iter().map(Target::Item).collect();
        Self { cluster, targets, against: Against::Original, evidence: Vec::new(), note: None }
    }
}

const SUMMARY: &str = "Кластер объединяет мебельные фабрики, производителей плит и фурнитуры, \
    колледж и испытательную лабораторию. Вместе мы проектируем и выпускаем корпусную мебель из \
    местной древесины. Ищем партнёров для экспорта и поставщиков лаков на водной основе. Все \
    сведения вымышлены.";
