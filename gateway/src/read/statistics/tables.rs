//! The figures under their headings, in the order of the page.

use std::collections::BTreeMap;

use registry_events::dictionary::REGIONS_KEY;
use registry_events::level::Level;
use registry_events::value::{Code, Decimal, Language};
use registry_projections::statistics::{ByLevel, LagFigures, Statistics};

use super::{Base, Figure, FigureRow, FigureTable};
use crate::read::lens::Lens;
use crate::read::row::SPECIALISATION;
use crate::words::{Said, terms};

/// All tables in one language.
pub fn tables(figures: &Statistics, lens: &Lens<'_>, language: Language) -> Vec<FigureTable> {
    let maker = Maker { figures, lens, language };
    vec![
        maker.levels(),
        maker.ages(),
        maker.participants(),
        maker.participant_types(),
        maker.leaders(),
        maker.specialisations(),
        maker.stages(),
        maker.spheres(),
        maker.bodies(),
        maker.staff(),
        maker.lags(),
        maker.sources(),
        maker.regions(),
        maker.regions_without_clusters(),
    ]
}

struct Maker<'m> {
    figures: &'m Statistics,
    lens: &'m Lens<'m>,
    language: Language,
}

const CLUSTERS: Said = Said::new("Кластеры", "Clusters");
const COUNT: Said = Said::new("Количество", "Count");
const TOTAL: Said = Said::new("Всего", "Total");
const BODIES: Said = Said::new("Органы", "Bodies");

impl Maker<'_> {
    fn say(&self, said: Said) -> String {
        said.get(self.language).to_owned()
    }

    fn table(&self, key: &'static str, title: Said, columns: &[Said]) -> FigureTable {
        FigureTable {
            key,
            title: self.say(title),
            base: None,
            columns: columns.iter().map(|column| self.say(*column)).collect(),
            rows: Vec::new(),
        }
    }

    fn level_columns(&self) -> Vec<String> {
        Level::ALL.iter().map(|level| self.say(terms::level(*level))).collect()
    }

    /// A row per term of a dictionary, in its order; unknown codes last.
    fn by_term(
        &self,
        dictionary: &str,
        path: &str,
        counts: &BTreeMap<Code, u32>,
    ) -> Vec<FigureRow> {
        let known = self.lens.dictionaries().and_then(|all| all.dictionary(dictionary));
        let terms = known.into_iter().flat_map(|known| known.terms.iter().map(|term| &term.key));
        let mut keys: Vec<&Code> = terms.filter(|key| counts.contains_key(*key)).collect();
        let others: Vec<_> = counts.keys().filter(|key| !keys.contains(key)).collect();
        keys.extend(others);
        let row = |key: &Code| {
            let count = counts.get(key).copied().unwrap_or_default();
            FigureRow::of(self.term(dictionary, key), [whole(format!("{path}.{key}"), count)])
        };
        keys.into_iter().map(row).collect()
    }

    fn term(&self, dictionary: &str, key: &Code) -> String {
        self.lens.term(dictionary, key).in_language_or_other(self.language).to_owned()
    }

    fn levels(&self) -> FigureTable {
        let clusters = &self.figures.clusters;
        let title = Said::new("Кластеры по уровням оргразвития", "Clusters by level");
        let mut table = self.table("levels", title, &[CLUSTERS]);
        table.rows.push(self.row(TOTAL, [whole("clusters.total", clusters.total)]));
        for (level, figure) in
            Level::ALL.into_iter().zip(by_level("clusters.by_level", &clusters.by_level))
        {
            table.rows.push(self.row(terms::level(level), [figure]));
        }
        table
    }

    fn ages(&self) -> FigureTable {
        let title = Said::new("Уровень и возраст кластера", "Level and age of the cluster");
        let mut table = self.table("ages", title, &[]);
        table.columns = self.level_columns();
        for age in &self.figures.clusters.level_by_age {
            let path = format!("clusters.level_by_age.{}", age.years);
            let figures = by_level(&path, &age.by_level);
            table.rows.push(FigureRow::of(self.say(years(age.years)), figures));
        }
        table
    }

    fn participants(&self) -> FigureTable {
        let figures = &self.figures.participants;
        let mut table = self.table(
            "participants",
            Said::new("Участники и работники", "Participants and employees"),
            &[COUNT],
        );
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = vec![
            self.row(
                Said::new("Участия в кластерах", "Memberships"),
                [whole("participants.total", figures.total)],
            ),
            self.row(
                Said::new("Разные организации", "Different organisations"),
                [whole("participants.organisations", figures.organisations)],
            ),
            self.row(
                Said::new("Работники", "Employees"),
                [Figure {
                    path: "participants.employees".into(),
                    value: Some(Decimal::from(figures.employees)),
                }],
            ),
        ];
        table
    }

    fn participant_types(&self) -> FigureTable {
        let figures = &self.figures.participants;
        let title = Said::new("Состав участников", "Participants by type");
        let mut table =
            self.table("participant-types", title, &[Said::new("Участия", "Memberships")]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = self.by_term("participant_type", "participants.by_type", &figures.by_type);
        table
    }

    fn leaders(&self) -> FigureTable {
        let title = Said::new(
            "Кластеры с наибольшим числом участников",
            "Clusters with the most participants",
        );
        let mut table = self.table("leaders", title, &[Said::new("Участники", "Participants")]);
        for leader in &self.figures.participants.leaders {
            let name = leader.name.in_language_or_other(self.language).to_owned();
            let path = format!("participants.leaders.{}.total", leader.cluster);
            let mut row = FigureRow::of(name, [whole(path, leader.total)]);
            row.cluster = Some(leader.cluster.to_string());
            table.rows.push(row);
        }
        table
    }

    fn specialisations(&self) -> FigureTable {
        let title = Said::new("Ключевая специализация", "Key specialisation");
        let mut table = self.table("specialisations", title, &[CLUSTERS]);
        table.columns.extend(self.level_columns());
        for one in &self.figures.specialisations {
            let path = format!("specialisations.{}", one.key);
            let total = whole(format!("{path}.total"), one.total);
            let levels = by_level(&format!("{path}.by_level"), &one.by_level);
            let figures = std::iter::once(total).chain(levels);
            table.rows.push(FigureRow::of(self.term(SPECIALISATION, &one.key), figures));
        }
        table
    }

    fn stages(&self) -> FigureTable {
        let figures = &self.figures.projects;
        let title = Said::new("Совместные проекты по стадиям", "Joint projects by stage");
        let columns = [Said::new("Проекты", "Projects"), CLUSTERS];
        let mut table = self.table("project-stages", title, &columns);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = self.by_term("project_stage", "projects.by_stage", &figures.by_stage);
        let of_clusters =
            self.by_term("project_stage", "projects.clusters_by_stage", &figures.clusters_by_stage);
        for (row, clusters) in table.rows.iter_mut().zip(of_clusters) {
            row.figures.extend(clusters.figures);
        }
        let stated = whole("projects.base.stated", figures.base.stated);
        table.rows.push(self.row(TOTAL, [whole("projects.total", figures.total), stated]));
        let nothing = Figure { path: "projects.not_provided".into(), value: None };
        let silent = whole("projects.clusters_not_provided", figures.clusters_not_provided);
        let said =
            Said::new("Информация по проектам не представлена", "No information on projects");
        table.rows.push(self.row(said, [nothing, silent]));
        table
    }

    fn spheres(&self) -> FigureTable {
        let figures = &self.figures.projects;
        let title = Said::new("Совместные проекты по сферам", "Joint projects by sphere");
        let mut table = self.table("project-spheres", title, &[Said::new("Проекты", "Projects")]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows = self.by_term("project_sphere", "projects.by_sphere", &figures.by_sphere);
        table
    }

    fn bodies(&self) -> FigureTable {
        let figures = &self.figures.governing_bodies;
        let mut table =
            self.table("bodies", Said::new("Органы управления", "Governing bodies"), &[BODIES]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.clusters });
        table.rows =
            self.by_term("governing_body_type", "governing_bodies.by_type", &figures.by_type);
        table
    }

    fn staff(&self) -> FigureTable {
        let figures = &self.figures.governing_bodies;
        let title = Said::new("Сотрудники, занятые управлением", "Management staff");
        let mut table = self.table("staff", title, &[Said::new("Значение", "Value")]);
        table.base =
            Some(Base { stated: figures.staff_stated, of: self.figures.financing.base.bodies });
        let mean =
            Figure { path: "governing_bodies.average_staff".into(), value: figures.average_staff };
        let said = Said::new("В среднем на орган управления", "Mean per body");
        table.rows.push(self.row(said, [mean]));
        table
    }

    fn lags(&self) -> FigureTable {
        let title = Said::new(
            "Сколько лет было организации, когда её выбрали",
            "Age of the organisation when it was chosen",
        );
        let columns = [
            Said::new("0–1 год", "0–1 year"),
            Said::new("2–4 года", "2–4 years"),
            Said::new("5 лет и больше", "5 years and more"),
        ];
        let mut table = self.table("chosen", title, &columns);
        let chosen = &self.figures.governing_bodies.chosen_after_creation;
        for (key, lags) in [
            ("coordinator", &chosen.coordinator),
            ("management_company", &chosen.management_company),
        ] {
            let label = self.term("governing_body_type", &Code::literal(key));
            table.rows.push(FigureRow::of(label, lag_figures(key, lags)));
        }
        table
    }

    fn sources(&self) -> FigureTable {
        let figures = &self.figures.financing;
        let title = Said::new("Источники финансирования", "Sources of funding");
        let mut table = self.table("financing", title, &[BODIES]);
        table.base = Some(Base { stated: figures.base.stated, of: figures.base.bodies });
        table.rows = self.by_term("funding_source", "financing.by_source", &figures.by_source);
        table.rows.push(self.row(
            Said::new(
                "Только взносы участников или доходы от услуг",
                "Member fees or own services only",
            ),
            [whole("financing.fees_or_services_only", figures.fees_or_services_only)],
        ));
        table.rows.push(self.row(
            Said::new("Только бюджетные средства", "Budgets only"),
            [whole("financing.budget_only", figures.budget_only)],
        ));
        table
    }

    fn regions(&self) -> FigureTable {
        let figures = &self.figures.regions;
        let mut table = self.table("regions", Said::new("Субъекты РФ", "Regions"), &[COUNT]);
        table.rows = vec![
            self.row(
                Said::new("С кластерами в реестре", "With listed clusters"),
                [whole("regions.with_clusters", figures.with_clusters)],
            ),
            self.row(
                Said::new("С ЦКР", "With a cluster development centre"),
                [whole("regions.with_ckr", figures.with_ckr)],
            ),
            self.row(
                Said::new("С ЦКР и кластерами", "With a centre and clusters"),
                [whole("regions.with_ckr_and_clusters", figures.with_ckr_and_clusters)],
            ),
        ];
        table
    }

    fn regions_without_clusters(&self) -> FigureTable {
        let title = Said::new(
            "Субъекты РФ с ЦКР, которых пока нет на карте",
            "Regions with a centre that aren’t on the map yet",
        );
        let mut table = self.table("regions-without-clusters", title, &[]);
        let codes = &self.figures.regions.with_ckr_without_clusters;
        table.rows =
            codes.iter().map(|code| FigureRow::of(self.term(REGIONS_KEY, code), [])).collect();
        table
    }

    fn row(&self, label: Said, figures: impl IntoIterator<Item = Figure>) -> FigureRow {
        FigureRow::of(self.say(label), figures)
    }
}

impl FigureRow {
    fn of(label: String, figures: impl IntoIterator<Item = Figure>) -> Self {
        Self { label, cluster: None, figures: figures.into_iter().collect() }
    }
}

fn whole(path: impl Into<String>, count: u32) -> Figure {
    Figure { path: path.into(), value: Some(Decimal::from(count)) }
}

fn by_level(path: &str, counts: &ByLevel) -> [Figure; 3] {
    let figure = |level: Level, count| whole(format!("{path}.{}", level.key()), count);
    [
        figure(Level::Initial, counts.initial),
        figure(Level::Medium, counts.medium),
        figure(Level::High, counts.high),
    ]
}

fn lag_figures(body_type: &str, lags: &LagFigures) -> [Figure; 3] {
    let path = |key| format!("governing_bodies.chosen_after_creation.{body_type}.{key}");
    [
        whole(path("0_1"), lags.up_to_1),
        whole(path("2_4"), lags.from_2_to_4),
        whole(path("5_plus"), lags.from_5),
    ]
}

fn years(key: &str) -> Said {
    match key {
        "0_2" => Said::new("до 2 лет", "up to 2 years"),
        "3_5" => Said::new("3–5 лет", "3–5 years"),
        "6_10" => Said::new("6–10 лет", "6–10 years"),
        _ => Said::new("больше 10 лет", "more than 10 years"),
    }
}
