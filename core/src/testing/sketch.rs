//! Whole clusters, made up: what an application of each level states.

use jiff::civil::{Date, date};
use registry_events::ids::ClusterId;
use registry_events::path::ItemPath;

use registry_events::value::Value;

use super::organisation;
use super::statements::{
    code, codes, day, decimal, email, flag, item, item_path, items, link, number, point, ratings,
    roubles, ru, says, shares, url, year,
};
use crate::command::{Against, ConfirmClaims, Target};
use crate::profile::changes::{Changes, OpenInput};

/// A cluster to be made up.
///
/// Items get their numbers in this order: the contact 1, participants from 2, then the coordinator,
/// the project and the board, as far as the level has them; behind them the strategy, the partners
/// and what else the editions that ship ask for.
#[derive(Debug, Clone)]
pub struct Sketch {
    name: String,
    region: &'static str,
    day: Date,
    organisations_from: u32,
    participants: u32,
    small: bool,
}

impl Sketch {
    /// A cluster of Tomsk with participants 1 to 10, described in the year 2025, for the editions
    /// that ship.
    pub fn new(name: &str) -> Self {
        let (region, day) = ("RU-TOM", date(2025, 12, 31));
        let (organisations_from, participants, small) = (1, 10, false);
        Self { name: name.into(), region, day, organisations_from, participants, small }
    }

    /// The same for the small editions.
    pub fn small(name: &str) -> Self {
        Self { small: true, ..Self::new(name) }
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

    /// As [`Sketch::minimal`] with a documented coordinator and project: G1, G2, G4, G5 and P1. For
    /// the editions that ship T1, T2, C1, I1 and I2 beside them, which are ten together.
    pub fn medium(&self) -> Changes {
        let project = self.project("Общая сушильная линия (демо)", "planned", [2, 3, 4]);
        let medium =
            self.minimal().opening(self.coordinator().documented()).opening(project.documented());
        if self.small { medium } else { self.with_plans(medium).opening(self.partner("RU")) }
    }

    /// As [`Sketch::medium`] with a project under way and a board. For the editions that ship also
    /// T3, C2, O1 and O4; what is missing of the 21 are C3, O2 and O3. The level, and O1, follow
    /// once [`Sketch::confirmed_by_officer`] and [`Sketch::confirmed_by_participant`] are recorded
    /// and the site is confirmed.
    pub fn high(&self) -> Changes {
        let project = self
            .project("Общая сушильная линия (демо)", "in_progress", [2, 3, 4])
            .without("spheres")
            .says("spheres", codes(["production_infra", "education"]))
            .says("budget", roubles(48_000_000));
        let high = self
            .minimal()
            .opening(self.coordinator().documented())
            .opening(project.documented())
            .opening(Self::board().documented());
        if self.small { high } else { self.with_openness(high) }
    }

    /// With a strategy, priorities, shared infrastructure and services.
    fn with_plans(&self, changes: Changes) -> Changes {
        changes
            .opening(self.strategy())
            .opening(Self::shared_laboratory())
            .stating(says("priorities", Self::priorities()))
            .stating(says("services", codes(["training", "networking", "rnd"])))
    }

    /// With all that the high level asks for beside bodies and projects.
    fn with_openness(&self, changes: Changes) -> Changes {
        let changes = changes
            .opening(self.strategy())
            .opening(self.partner("RU"))
            .opening(self.partner("CN"))
            .opening(Self::shared_laboratory())
            .stating(says("priorities", Self::priorities()))
            .stating(says("services", codes(["training", "networking", "rnd"])))
            .stating(says("website", url("https://pine.example/")))
            .stating(says("last_content_update", day(self.day)));
        let targets = ["Выручка участников (демо)", "Доля экспорта (демо)"];
        let changes = targets.into_iter().map(|target| self.goal(target)).fold(changes, opening);
        let news = ["Линия запущена (демо)", "Принят новый участник (демо)"];
        news.into_iter().map(|title| self.news(title)).fold(changes, opening)
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
            .says("funding_sources", shares([("member_fees", "60"), ("regional_budget", "40")]))
    }

    /// A strategy of the five years from the year of the description on.
    pub fn strategy(&self) -> OpenInput {
        let first = self.day.year();
        item("strategies")
            .says("title", ru("Программа развития (демо)"))
            .says("approved_on", day(date(first, 1, 15)))
            .says("period_from", day(date(first, 1, 1)))
            .says("period_to", day(date(first + 4, 12, 31)))
            .says("url", url("https://pine.example/strategy"))
    }

    /// A partner of a country, which is no participant.
    pub fn partner(&self, country: &str) -> OpenInput {
        let next =
            self.organisation_number(self.participants) + if country == "RU" { 1 } else { 2 };
        item("partners").says("organisation", organisation(next)).says("country", code(country))
    }

    /// A facility that participants share.
    pub fn shared_laboratory() -> OpenInput {
        item("infrastructure")
            .says("name", ru("Испытательная лаборатория (демо)"))
            .says("type", code("lab"))
            .says("shared", flag(true))
    }

    /// A target of the year after the description.
    pub fn goal(&self, indicator: &str) -> OpenInput {
        item("goals")
            .says("indicator", ru(indicator))
            .says("target_year", year(i64::from(self.day.year()) + 1))
            .says("target", decimal("25.5"))
    }

    /// A piece of news of the day of the description.
    pub fn news(&self, title: &str) -> OpenInput {
        item("news").says("date", day(self.day)).says("title", ru(title))
    }

    /// All seven priorities, rated.
    pub fn priorities() -> Value {
        ratings([
            ("international", "low"),
            ("brand", "absent"),
            ("hr", "high"),
            ("innovation_rnd", "medium"),
            ("government_relations", "medium"),
            ("organisation_cooperation", "high"),
            ("production_market", "high"),
        ])
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

    /// The strategy's item in [`Sketch::high`].
    pub fn strategy_item(&self) -> ItemPath {
        item_path(&format!("strategies/{}", self.participants + 5))
    }

    /// The items of the partner in Russia and of the one abroad in [`Sketch::high`].
    pub fn partner_items(&self) -> [ItemPath; 2] {
        [6, 7].map(|place| item_path(&format!("partners/{}", self.participants + place)))
    }

    /// An officer's confirmation of the gates of the high level that are items, and of half of the
    /// memberships.
    pub fn confirmed_by_officer(&self, cluster: ClusterId) -> ConfirmClaims {
        let half = (0..self.participants.div_ceil(2)).map(|index| self.participant_item(index));
        let mut gates = self.gate_items().to_vec();
        if !self.small {
            gates.push(self.strategy_item());
            gates.extend(self.partner_items());
        }
        ConfirmClaims::of_items(cluster, gates.into_iter().chain(half)).having_seen()
    }

    /// Whether it is one for the small editions.
    pub const fn is_small(&self) -> bool {
        self.small
    }

    /// A participant's confirmation of the project; the first participant is in it.
    pub fn confirmed_by_participant(&self, cluster: ClusterId) -> ConfirmClaims {
        ConfirmClaims::of_items(cluster, [self.project_item()])
    }

    fn gate_items(&self) -> [ItemPath; 3] {
        [self.coordinator_item(), self.project_item(), self.board_item()]
    }
}

fn opening(changes: Changes, item: OpenInput) -> Changes {
    changes.opening(item)
}

impl ConfirmClaims {
    /// A confirmation of everything that is said of some items, against originals.
    pub fn of_items(cluster: ClusterId, items: impl IntoIterator<Item = ItemPath>) -> Self {
        let targets = items.into_iter().map(Target::Item).collect();
        Self {
            cluster,
            targets,
            against: Against::Original,
            evidence: Vec::new(),
            note: None,
            seen_on: None,
        }
    }

    /// Having seen a document that shows it.
    #[must_use]
    pub fn having_seen(self) -> Self {
        Self { evidence: vec![link()], ..self }
    }
}

const SUMMARY: &str = "Кластер объединяет мебельные фабрики, производителей плит и фурнитуры, \
    колледж и испытательную лабораторию. Вместе мы проектируем и выпускаем корпусную мебель из \
    местной древесины. Ищем партнёров для экспорта и поставщиков лаков на водной основе. Все \
    сведения вымышлены.";
