//! What each chart shows, as a sentence computed from the figures; none where there is nothing to
//! say, so that the chart keeps its plain title.

use std::cmp::Ordering;

use registry_events::value::{Code, Decimal, Language};
use registry_projections::statistics::{ByLevel, LagFigures, Statistics};

use super::bars::count;
use super::growth::Point;
use super::plans::stands_apart;
use crate::pages::frame::Frame;
use crate::read::lens::Lens;
use crate::read::statistics::{FigureRow, FigureTable, age};
use crate::words::messages::Messages;
use crate::words::typography::{self, integer};

/// Says what charts show.
pub(super) struct Findings<'f> {
    pub(super) figures: &'f Statistics,
    pub(super) lens: &'f Lens<'f>,
    pub(super) words: Messages,
}

impl Findings<'_> {
    /// What the chart of a table shows.
    pub(super) fn of(&self, table: &FigureTable) -> Option<String> {
        match table.key {
            "levels" => self.levels(),
            "support" => self.support(),
            "ages" => self.ages(),
            "participants" => self.participants(),
            "employees" => self.employees(),
            "participant-types" => self.most(table, "found-types", self.figures.participants.total),
            "leaders" => self.leaders(),
            "specialisations" => self.specialisations(table),
            "project-stages" => self.stages(),
            "project-spheres" => self.spheres(table),
            "priorities" => self.priorities(),
            "partners" => self.partners(),
            "bodies" => self.most(table, "found-bodies", sum(table)),
            "staff" => self.staff(),
            "chosen" => self.chosen(),
            "financing" => self.financing(),
            "regions" => self.regions(),
            "regions-without-clusters" => self.invited(),
            "ckr-leaders" => self.most_named(table, "found-ckr-leaders", 0),
            "coverage" => Some(self.coverage()),
            _ => None,
        }
    }

    fn say(&self, key: &str, numbers: &[(&str, u32)]) -> String {
        self.words.say_about(key, numbers, &[])
    }

    fn total(&self) -> Option<u32> {
        Some(self.figures.clusters.total).filter(|total| *total > 0)
    }

    fn levels(&self) -> Option<String> {
        let of = self.total()?;
        let ByLevel { initial, medium, high } = self.figures.clusters.by_level;
        let numbers = [("initial", initial), ("medium", medium), ("high", high), ("of", of)];
        Some(self.say("found-levels", &numbers))
    }

    fn support(&self) -> Option<String> {
        let of = self.total()?;
        let levels = &self.figures.clusters.level_by_support;
        let all = [
            ("found-support-pilot", levels.pilot_itc?),
            ("found-support-ckr", levels.ckr?),
            ("found-support-independent", levels.independent?),
        ];
        let groups = all.map(|(key, levels)| (key, Group::of(&levels)));
        let above: u32 = groups.iter().map(|(_, group)| group.above).sum();
        if above == 0 {
            return Some(self.say("found-support-none", &[("above", above), ("of", of)]));
        }
        let (key, group) =
            greatest_share(groups.into_iter()).unwrap_or(("found-support", Group::default()));
        let numbers = [("above", above), ("of", of), ("n", group.above), ("all", group.of)];
        Some(self.say(key, &numbers))
    }

    fn ages(&self) -> Option<String> {
        let ages = &self.figures.clusters.level_by_age;
        let groups = ages.iter().map(|age| (age.years, Group::of(&age.by_level)));
        let (years, group) = greatest_share(groups)?;
        let age = age(years).get(self.words.language);
        let numbers = [("n", group.above), ("of", group.of)];
        Some(self.words.say_about("found-ages", &numbers, &[("age", age)]))
    }

    fn participants(&self) -> Option<String> {
        let participants = &self.figures.participants;
        let total = Some(participants.total).filter(|total| *total > 0)?;
        let numbers = [("n", total), ("organisations", participants.organisations?)];
        Some(self.say("found-participants", &numbers))
    }

    fn employees(&self) -> Option<String> {
        let employees = u32::try_from(self.figures.participants.employees?).ok()?;
        Some(self.say("found-employees", &[("n", employees)]))
    }

    /// Which row has the most of one column.
    fn most(&self, table: &FigureTable, key: &str, of: u32) -> Option<String> {
        let (row, most) = greatest(counted(table))?;
        let label = self.within_sentence(&row.label);
        Some(self.words.say_about(key, &[("n", most), ("of", of)], &[("label", &label)]))
    }

    /// The same where the label is a name or stands in quotation marks.
    fn most_named(&self, table: &FigureTable, key: &str, of: u32) -> Option<String> {
        let (row, most) = greatest(counted(table))?;
        Some(self.words.say_about(key, &[("n", most), ("of", of)], &[("label", &row.label)]))
    }

    /// A label inside a Russian sentence: its first letter is small, unless it is an abbreviation.
    fn within_sentence(&self, label: &str) -> String {
        let mut letters = label.chars();
        let first = letters.next().map(char::to_lowercase);
        let is_abbreviation = letters.clone().next().is_some_and(char::is_uppercase);
        match first {
            Some(first) if !is_abbreviation && self.words.language == Language::Ru => {
                first.chain(letters).collect()
            }
            _ => label.to_owned(),
        }
    }

    fn leaders(&self) -> Option<String> {
        let participants = &self.figures.participants;
        let n = u32::try_from(participants.leaders.len()).ok().filter(|n| *n > 1)?;
        let of_leaders: u32 = participants.leaders.iter().map(|leader| leader.total).sum();
        let share = u64::from(of_leaders) * 1000 / u64::from(participants.total.max(1));
        let share = u32::try_from((share + 5) / 10).unwrap_or_default();
        Some(self.say("found-leaders", &[("n", n), ("share", share)]))
    }

    fn specialisations(&self, table: &FigureTable) -> Option<String> {
        let of = self.total()?;
        let most = self.most(table, "found-specialisation", of);
        most.or_else(|| {
            let all = &self.figures.specialisations;
            let taken = all.iter().filter(|one| one.total > 0).count();
            let number = |count| u32::try_from(count).unwrap_or_default();
            let numbers = [("n", number(taken)), ("of", number(all.len()))];
            (taken > 0).then(|| self.say("found-specialisations", &numbers))
        })
    }

    fn stages(&self) -> Option<String> {
        let projects = &self.figures.projects;
        self.total()?;
        let base = projects.base;
        let numbers = [
            ("total", projects.total),
            ("stated", base.stated),
            ("of", base.clusters),
            ("silent", projects.clusters_not_provided),
        ];
        let key = match (projects.total, projects.clusters_not_provided) {
            (0, _) => "found-stages-none",
            (_, 0) => "found-stages-all",
            _ => "found-stages",
        };
        Some(self.say(key, &numbers))
    }

    /// Some spheres are called «в сфере …», which isn't said twice.
    fn spheres(&self, table: &FigureTable) -> Option<String> {
        const SPHERE: &str = "В сфере ";
        let of = self.figures.projects.total;
        let (row, most) = greatest(counted(table))?;
        let Some(what) = row.label.strip_prefix(SPHERE) else {
            return self.most_named(table, "found-spheres", of);
        };
        let numbers = [("n", most), ("of", of)];
        Some(self.words.say_about("found-spheres-in", &numbers, &[("label", what)]))
    }

    fn priorities(&self) -> Option<String> {
        let priorities = &self.figures.priorities;
        let of = priorities.base?.stated;
        let lines = priorities.by_priority.iter().map(|line| (&line.key, line.high));
        let (key, most) = greatest(lines)?;
        let label = self.term("priority", key);
        let numbers = [("n", most), ("of", of)];
        Some(self.words.say_about("found-priorities", &numbers, &[("label", &label)]))
    }

    fn partners(&self) -> Option<String> {
        let partners = &self.figures.partners;
        self.total()?;
        let (foreign, russian) =
            partners.clusters_with_foreign.zip(partners.clusters_with_russian)?;
        let numbers = [("foreign", foreign), ("russian", russian)];
        (foreign + russian > 0).then(|| self.say("found-partners", &numbers))
    }

    fn staff(&self) -> Option<String> {
        let bodies = &self.figures.governing_bodies;
        let mean = typography::decimal(bodies.average_staff?, self.words.language);
        Some(self.words.say_with("found-staff", &[("mean", &mean)]))
    }

    fn chosen(&self) -> Option<String> {
        let chosen = self.figures.governing_bodies.chosen_after_creation?;
        let all = [chosen.coordinator, chosen.management_company];
        let existing: u32 =
            all.iter().map(|lags: &LagFigures| lags.from_2_to_4 + lags.from_5).sum();
        let of = existing + all.iter().map(|lags| lags.up_to_1).sum::<u32>();
        (of > 0).then(|| self.say("found-chosen", &[("n", existing), ("of", of)]))
    }

    fn financing(&self) -> Option<String> {
        let financing = &self.figures.financing;
        let of = financing.base.stated.filter(|of| *of > 0)?;
        let numbers = [
            ("fees", financing.fees_or_services_only?),
            ("budgets", financing.budget_only?),
            ("of", of),
        ];
        Some(self.say("found-financing", &numbers))
    }

    fn regions(&self) -> Option<String> {
        let regions = &self.figures.regions;
        let of = Some(regions.with_ckr).filter(|of| *of > 0)?;
        Some(self.say("found-regions", &[("n", regions.with_ckr_and_clusters?), ("of", of)]))
    }

    fn invited(&self) -> Option<String> {
        let invited = self.figures.regions.with_ckr_without_clusters.as_ref()?.len();
        let n = u32::try_from(invited).ok().filter(|n| *n > 0)?;
        Some(self.say("found-invited", &[("n", n)]))
    }

    fn coverage(&self) -> String {
        let coverage = &self.figures.coverage;
        let estimate = coverage.estimate.as_ref().map(|estimate| estimate.value);
        let key = if estimate.is_some() { "found-coverage-of" } else { "found-coverage" };
        let of = estimate.unwrap_or_default();
        self.say(key, &[("n", coverage.registered), ("of", of)])
    }

    fn term(&self, dictionary: &str, key: &Code) -> String {
        self.lens.term(dictionary, key).in_language_or_other(self.words.language).to_owned()
    }
}

/// How the register grew in the year before the day shown, else since its beginning.
pub(super) fn growth(
    points: &[Point],
    year_before: Option<&Point>,
    frame: &Frame,
) -> Option<String> {
    let last = points.last().filter(|last| last.total > 0)?;
    let key = if year_before.is_some() { "found-growth" } else { "found-growth-first" };
    let then = year_before.map_or(0, |point| point.total);
    let said = |day| typography::date(day, frame.language);
    let (day, ago) = (said(last.day), year_before.map(|point| said(point.day)).unwrap_or_default());
    let (now_text, then_text) = (integer(last.total), integer(then));
    let parts = [("day", &*day), ("ago", &*ago), ("then_text", &*then_text), ("now", &*now_text)];
    Some(frame.words.say_about(key, &[("n", last.total)], &parts))
}

/// How many clusters of a group stand above the initial level, and how many there are.
#[derive(Clone, Copy, Default)]
struct Group {
    above: u32,
    of: u32,
}

/// A share of fewer says little, so such groups aren't compared.
const GROUP_MIN: u32 = 5;

impl Group {
    const fn of(levels: &ByLevel) -> Self {
        let above = levels.medium + levels.high;
        Self { above, of: levels.initial + above }
    }

    fn compared_with(self, other: Self) -> Ordering {
        let products = |one: u32, two: u32| u64::from(one) * u64::from(two);
        products(self.above, other.of).cmp(&products(other.above, self.of))
    }
}

/// The group with the greatest share above the initial level: large groups have the most clusters
/// of everything. None where no group has any, or two have equal shares.
fn greatest_share<T>(groups: impl Iterator<Item = (T, Group)>) -> Option<(T, Group)> {
    let mut groups: Vec<_> = groups.filter(|(_, group)| group.of >= GROUP_MIN).collect();
    groups.sort_by(|(_, one), (_, other)| other.compared_with(*one));
    let mut groups = groups.into_iter();
    let (key, first) = groups.next().filter(|(_, group)| group.above > 0)?;
    let alone = groups.next().is_none_or(|(_, next)| first.compared_with(next).is_gt());
    alone.then_some((key, first))
}

/// What there is most of; none where nothing is counted or two are equal.
fn greatest<T: Clone>(all: impl Iterator<Item = (T, u32)>) -> Option<(T, u32)> {
    let all: Vec<_> = all.collect();
    let most = all.iter().map(|(_, count)| *count).max().filter(|most| *most > 0)?;
    let mut having = all.into_iter().filter(|(_, count)| *count == most);
    let first = having.next();
    first.filter(|_| having.next().is_none())
}

/// The first figure of each row that counts the same.
fn counted(table: &FigureTable) -> impl Iterator<Item = (&FigureRow, u32)> {
    let rows = table.rows.iter().filter(|row| !stands_apart(row));
    rows.filter_map(|row| Some((row, count(row.figures.first()?)?)))
}

fn sum(table: &FigureTable) -> u32 {
    let figures = table.rows.iter().filter_map(|row| row.figures.first()?.value);
    u32::try_from(figures.sum::<Decimal>()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_compared_by_their_shares_and_not_by_their_size() {
        let group = |above, of| Group { above, of };
        let most = |groups: &[(&'static str, Group)]| {
            greatest_share(groups.iter().copied()).map(|(key, _)| key)
        };
        let pilots = ("pilots", group(12, 22));
        let independent = ("independent", group(25, 123));
        assert_eq!(most(&[independent, pilots]), Some("pilots"));
        assert_eq!(most(&[independent, ("few", group(4, 4))]), Some("independent"));
        assert_eq!(most(&[pilots, ("equal", group(6, 11))]), None);
        assert_eq!(most(&[("none", group(0, 30))]), None);
    }
}
