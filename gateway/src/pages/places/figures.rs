//! A region's figures beside the median of the regions that have clusters.

use std::collections::BTreeMap;

use registry_events::value::Decimal;

use super::integer_of;
use super::tally::Tally;
use crate::pages::frame::Frame;
use crate::pages::row::as_i128;
use crate::words::typography::{decimal, integer};

/// A figure.
pub(super) struct FigureView {
    /// What is counted.
    pub(super) label: String,
    /// How many; none where no cluster states it.
    pub(super) number: Option<String>,
    /// «3 из 5»: how many of the clusters state it.
    pub(super) stated: String,
    /// The median; none where no region has the figure.
    pub(super) median: Option<String>,
    /// How many regions the median is of.
    pub(super) of: String,
}

/// A figure of a region: its number, and how many of its clusters state it.
type Counted = fn(&Tally) -> (Option<i128>, usize);

const FIGURES: [(&str, Counted); 4] = [
    ("figure-clusters", |tally| (Some(as_i128(tally.clusters)), tally.clusters)),
    ("figure-memberships", |tally| (tally.participants.get(), tally.participants.stated)),
    ("figure-employees", |tally| (tally.employees.get(), tally.employees.stated)),
    ("figure-projects", |tally| (tally.projects.get(), tally.projects.stated)),
];

/// The figures of a region that has clusters.
pub(super) fn all(own: &Tally, country: &BTreeMap<&str, Tally>, frame: &Frame) -> Vec<FigureView> {
    FIGURES.into_iter().map(|(key, of)| FigureView::new(key, of, own, country, frame)).collect()
}

impl FigureView {
    fn new(
        key: &str,
        counted: Counted,
        own: &Tally,
        country: &BTreeMap<&str, Tally>,
        frame: &Frame,
    ) -> Self {
        let (number, stated) = counted(own);
        let numbers: Vec<_> = country.values().filter_map(|tally| counted(tally).0).collect();
        let (met, of) = (integer_of(stated), integer_of(own.clusters));
        Self {
            label: frame.say(key),
            number: number.map(integer),
            stated: frame.words.say_with("met-of", &[("met", &met), ("of", &of)]),
            of: integer_of(numbers.len()),
            median: median(numbers).map(|median| decimal(median, frame.language)),
        }
    }
}

/// The number in the middle, of two the mean.
fn median(mut numbers: Vec<i128>) -> Option<Decimal> {
    numbers.sort_unstable();
    let upper = *numbers.get(numbers.len() / 2)?;
    let lower = *numbers.get((numbers.len() - 1) / 2)?;
    Some(Decimal::try_from_i128_with_scale(upper + lower, 0).ok()? / Decimal::TWO)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_the_middle_one_or_the_mean_of_two_and_none_of_none() {
        assert_eq!(median(vec![]), None);
        assert_eq!(median(vec![9, 1, 4]), Some(Decimal::from(4)));
        assert_eq!(median(vec![1, 2]), Some(Decimal::new(15, 1)));
    }
}
