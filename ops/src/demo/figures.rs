//! The figures the demonstration must show on 2015-12-01, spread over 82 invented clusters.
//!
//! Totals are those of the presentation of late 2015; which cluster has what is invented. Charts of
//! which only the order of bars is known get numbers that rise in that order.
#![expect(clippy::cast_possible_wrap, reason = "the figures are all far below 2^63")]

use super::names::TRADES;

/// How many clusters are listed by 2015-12-01.
pub(super) const CLUSTERS: usize = 82;

/// The level a cluster is to reach.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    High,
    Medium,
    Initial,
}

/// The first four clusters reach the high level, the next ten the medium one.
pub(super) const fn aim(cluster: usize) -> Aim {
    match cluster {
        0..4 => Aim::High,
        4..14 => Aim::Medium,
        _ => Aim::Initial,
    }
}

/// How a cluster is supported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Support {
    Pilot,
    Ckr,
    Independent,
}

/// All four high clusters and six of the medium ones are pilots, one medium cluster is independent.
pub(super) const fn support(cluster: usize) -> Support {
    match cluster {
        0..=9 | 14..=25 => Support::Pilot,
        10..=12 | 26..=54 => Support::Ckr,
        _ => Support::Independent,
    }
}

/// The pilot programme of a cluster: twenty programmes, two of which have two profiles.
pub(super) const fn programme(cluster: usize) -> Option<usize> {
    let pilot = match cluster {
        0..=9 => cluster,
        14..=25 => cluster - 4,
        _ => return None,
    };
    Some(match pilot {
        0..5 => pilot + 1,
        21.. => 20,
        _ => pilot,
    })
}

/// Deals something to the clusters: the medium and high ones come first, the others in an order of
/// its own for each `step`, which shares no factor with their number, 68.
const fn turn(cluster: usize, step: usize) -> usize {
    if cluster < 14 { cluster } else { 14 + (cluster - 14) * step % (CLUSTERS - 14) }
}

/// Clusters per specialisation: the presentation's tie groups of 8, 5, 4, 6 and 2 specialisations.
pub(super) const fn clusters_of_trade(place: usize) -> usize {
    match place {
        0..8 => 1,
        8..13 => 2,
        13..17 => 3,
        17..23 => 6,
        _ => 8,
    }
}

/// The specialisation of each cluster. Steps of 31 among 82 mix the groups over the list.
pub(super) fn trades() -> Vec<usize> {
    let dealt = (0..TRADES.len()).flat_map(|place| vec![place; clusters_of_trade(place)]);
    let dealt: Vec<usize> = dealt.collect();
    let mut trades: Vec<_> =
        (0..CLUSTERS).map(|cluster| dealt[(cluster * 31 + 7) % CLUSTERS]).collect();
    let (first, second) = HALVES;
    if let Some(other) = (second + 1..CLUSTERS).find(|other| trades[*other] == trades[first]) {
        trades.swap(second, other);
    }
    trades
}

/// Two profiles of one pilot programme that are merged later: of one specialisation and one region.
pub(super) const HALVES: (usize, usize) = (24, 25);

/// The eight leaders by number of participants, most first; the others have 10 to 30.
pub(super) const LEADERS: [usize; 8] = [86, 80, 74, 68, 61, 55, 49, 44];

/// How many participants a cluster has.
pub(super) fn participants(cluster: usize) -> usize {
    match LEADERS.get(cluster) {
        Some(many) => *many,
        None => 10 + (cluster * 7 + 5) % 19,
    }
}

/// Clusters with a managing body; bodies are dealt to them in this order.
pub(super) const WITH_BODIES: usize = 49;

/// Whether a cluster has a managing body.
pub(super) const fn has_body(cluster: usize) -> bool {
    turn(cluster, 5) < WITH_BODIES
}
/// Of them, bodies of type coordinator; the others are management companies.
pub(super) const COORDINATORS: usize = 28;

/// Whether the `body`th body is a management company: dealt so that both kinds reach every level.
pub(super) const fn is_company(body: usize) -> bool {
    body * (WITH_BODIES - COORDINATORS) % WITH_BODIES < WITH_BODIES - COORDINATORS
}

/// Years between an organisation's creation and its choice, for the `nth` body of its kind.
pub(super) const fn lag_years(is_company: bool, nth: usize) -> i64 {
    let (short, middle) = if is_company { (8, 6) } else { (14, 6) };
    if nth < short {
        (nth % 2) as i64
    } else if nth < short + middle {
        2 + (nth % 3) as i64
    } else if is_company && nth == short + middle {
        5
    } else {
        6 + (nth % 4) as i64
    }
}

/// Staff of the `body`th body in tenths: forty state it, in pairs that make 19, so the mean is 9.5.
pub(super) const fn staff_tenths(body: usize) -> Option<i64> {
    if body >= 40 {
        return None;
    }
    let less = 15 + (body / 2 * 4) as i64;
    Some(if body.is_multiple_of(2) { less } else { 190 - less })
}

/// The sources of funding of forty bodies: 11 live on fees or services only, 9 on budgets only, and
/// the sources rise in the presentation's order (5, 9, 12, 15, 18, 23).
pub(super) const fn funding(body: usize) -> &'static [&'static str] {
    match body {
        0..8 => &["other", "federal_budget", "regional_budget"],
        8..10 => &["own_services", "federal_budget", "regional_budget"],
        10 => &["municipal_budget", "member_fees", "own_services", "regional_budget"],
        11 => &["municipal_budget", "member_fees"],
        12 => &["member_fees", "regional_budget"],
        13..16 => &["municipal_budget", "other", "regional_budget"],
        16..19 => &["other", "federal_budget"],
        19 => &["other"],
        20..22 => &["member_fees"],
        22..27 => &["own_services"],
        27..31 => &["member_fees", "own_services"],
        31..35 => &["regional_budget"],
        35..39 => &["federal_budget", "regional_budget"],
        39 => &["federal_budget"],
        _ => &[],
    }
}

/// The collegial bodies beside them: three boards and two supervisory boards in five clusters.
pub(super) const COLLEGIAL: [&str; 5] =
    ["board", "supervisory_board", "board", "supervisory_board", "board"];

/// Joint projects of 27 clusters: 143, of which the first 14 clusters are the medium and high ones.
const PROJECTS: [usize; 27] =
    [12, 11, 10, 9, 8, 8, 7, 7, 6, 6, 6, 5, 5, 5, 4, 4, 4, 3, 3, 3, 3, 3, 3, 2, 2, 2, 2];

/// How many joint projects a cluster has.
pub(super) fn projects(cluster: usize) -> usize {
    PROJECTS.get(turn(cluster, 29)).copied().unwrap_or(0)
}

/// The stage of the `nth` project of all: 23 implemented, 70 in progress, 50 planned.
pub(super) const fn stage(nth: usize) -> &'static str {
    // Steps of 50 among 143 spread the stages over the clusters.
    match nth * 50 % 143 {
        0..23 => "implemented",
        23..93 => "in_progress",
        _ => "planned",
    }
}

const SPHERES: [(&str, usize); 6] = [
    ("design", 12),
    ("marketing", 19),
    ("education", 27),
    ("social_transport_energy_infra", 34),
    ("production_infra", 52),
    ("rnd", 71),
];

/// The spheres of the `nth` project: each bar is higher than the one before it.
pub(super) fn spheres(nth: usize) -> Vec<&'static str> {
    let of = |(place, (key, share)): (usize, &(&'static str, usize))| {
        ((nth * 37 + place * 53) % 143 < *share).then_some(*key)
    };
    let spheres: Vec<_> = SPHERES.iter().enumerate().filter_map(of).collect();
    if spheres.is_empty() { vec!["rnd"] } else { spheres }
}

/// Regions with a development centre and clusters.
pub(super) const WITH_CKR: [&str; 20] = [
    "RU-TOM", "RU-BA", "RU-TA", "RU-ULY", "RU-SAM", "RU-KLU", "RU-VOR", "RU-LIP", "RU-NIZ",
    "RU-NVS", "RU-KEM", "RU-PER", "RU-SVE", "RU-CHE", "RU-ROS", "RU-VGG", "RU-ARK", "RU-KYA",
    "RU-IRK", "RU-KHM",
];

/// Regions with a development centre and no cluster yet, as the presentation names them.
pub(super) const WITH_CKR_ONLY: [&str; 9] =
    ["RU-KL", "RU-UD", "RU-ALT", "RU-STA", "RU-AST", "RU-KIR", "RU-MUR", "RU-PNZ", "RU-TAM"];

const WITHOUT_CKR: [&str; 24] = [
    "RU-SPE", "RU-MOW", "RU-MOS", "RU-LEN", "RU-KGD", "RU-VLA", "RU-YAR", "RU-TVE", "RU-TUL",
    "RU-RYA", "RU-BEL", "RU-BRY", "RU-SMO", "RU-OMS", "RU-TYU", "RU-PRI", "RU-KHA", "RU-KR",
    "RU-VLG", "RU-NGR", "RU-PSK", "RU-SAR", "RU-KDA", "RU-IVA",
];

/// The region of a cluster: one with a development centre for those that it supports, and every one
/// of the 44 for some cluster.
pub(super) const fn region(cluster: usize) -> &'static str {
    if cluster == HALVES.1 {
        return any_region(HALVES.0);
    }
    if matches!(support(cluster), Support::Ckr) {
        return WITH_CKR[cluster % WITH_CKR.len()];
    }
    any_region(cluster)
}

/// One of the 44 regions.
pub(super) const fn any_region(place: usize) -> &'static str {
    let place = place % (WITH_CKR.len() + WITHOUT_CKR.len());
    if place < WITH_CKR.len() { WITH_CKR[place] } else { WITHOUT_CKR[place - WITH_CKR.len()] }
}

/// The year of creation: medium and high clusters are mostly six years old and older.
pub(super) const fn year_created(cluster: usize) -> i64 {
    match aim(cluster) {
        Aim::High => 2006 + (cluster % 3) as i64,
        Aim::Medium if cluster.is_multiple_of(5) => 2011,
        Aim::Medium => 2005 + (cluster % 5) as i64,
        Aim::Initial => 2005 + (cluster * 5 % 11) as i64,
    }
}

/// Employees of a cluster: about a million in all, more where there are more participants.
pub(super) const fn employees(cluster: usize, participants: usize) -> i64 {
    (participants * (390 + cluster * 37 % 241)) as i64
}

/// The deck's priorities with the number of clusters of 68 that mark them high, least first.
const PRIORITIES: [(&str, usize); 7] = [
    ("international", 8),
    ("brand", 15),
    ("hr", 23),
    ("innovation_rnd", 30),
    ("government_relations", 37),
    ("organisation_cooperation", 45),
    ("production_market", 54),
];

/// How many clusters rate the priorities.
const WITH_PRIORITIES: usize = 68;

/// How a cluster rates the priorities, if it does.
pub(super) fn priorities(cluster: usize) -> Option<Vec<(&'static str, &'static str)>> {
    let answer = turn(cluster, 7);
    let mark = |place: usize, often: usize| match (answer * 31 + place * 17) % WITH_PRIORITIES {
        throw if throw < often => "high",
        throw if throw % 10 < 6 => "medium",
        throw if throw % 10 < 9 => "low",
        _ => "absent",
    };
    let marks = PRIORITIES.iter().enumerate();
    let marks = marks.map(|(place, (key, often))| (*key, mark(place, *often)));
    (answer < WITH_PRIORITIES).then(|| marks.collect())
}

/// Whether a cluster has partners in Russia, and whether abroad: 26 and 18, of them 15 both.
pub(super) const fn partners(cluster: usize) -> (bool, bool) {
    let turn = turn(cluster, 11);
    (turn < 26, matches!(turn, 0..8 | 14..21 | 26..29))
}

/// The years of a cluster's strategy.
pub(super) const fn strategy(cluster: usize) -> Option<(i16, i16)> {
    match (aim(cluster), turn(cluster, 9)) {
        (Aim::High, _) => Some((2014, 2020)),
        (Aim::Medium, _) if cluster.is_multiple_of(2) => Some((2015, 2019)),
        (Aim::Initial, 20..34) => Some((2013, 2017)),
        _ => None,
    }
}

/// How many services a cluster offers its participants.
pub(super) const fn services(cluster: usize) -> usize {
    match (aim(cluster), turn(cluster, 13)) {
        (Aim::High, _) => 6,
        (Aim::Medium, _) => 4,
        (Aim::Initial, turn) if turn < 50 => 1 + turn % 4,
        (Aim::Initial, _) => 0,
    }
}

/// How many pieces of news a cluster has published.
pub(super) const fn news(cluster: usize) -> usize {
    match (aim(cluster), turn(cluster, 19)) {
        (Aim::High, _) => 3,
        (Aim::Medium, _) => 2,
        (Aim::Initial, turn) if turn < 44 => turn % 3,
        (Aim::Initial, _) => 0,
    }
}

/// Whether a cluster states a site: a third has none.
pub(super) const fn has_site(cluster: usize) -> bool {
    turn(cluster, 3) < 55
}

/// Whether the participants share a facility.
pub(super) const fn has_infrastructure(cluster: usize) -> bool {
    turn(cluster, 15) < 25
}

/// Whether the profile is told in English.
pub(super) const fn is_in_english(cluster: usize) -> bool {
    turn(cluster, 21) < 20 && cluster != 3 && !matches!(cluster, 8..12)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_add_up_to_the_presentations_totals() {
        assert_eq!((0..25).map(clusters_of_trade).sum::<usize>(), CLUSTERS);
        assert_eq!(PROJECTS.iter().sum::<usize>(), 143);
        let stages: Vec<_> = (0..143).map(stage).collect();
        let count = |wanted| stages.iter().filter(|stage| **stage == wanted).count();
        assert_eq!((count("implemented"), count("in_progress"), count("planned")), (23, 70, 50));
        assert_eq!((0..CLUSTERS).filter(|cluster| has_body(*cluster)).count(), WITH_BODIES);
        assert_eq!((0..CLUSTERS).map(projects).sum::<usize>(), 143);
        assert_eq!((0..WITH_BODIES).filter(|body| is_company(*body)).count(), 21);
        let staff: Vec<_> = (0..WITH_BODIES).filter_map(staff_tenths).collect();
        assert_eq!((staff.len(), staff.iter().sum::<i64>()), (40, 3_800));
        assert!(staff.iter().all(|tenths| *tenths >= 5));
    }

    #[test]
    fn participants_and_employees_are_in_range() {
        let participants_total: usize = (0..CLUSTERS).map(participants).sum();
        assert!((1_910..=1_990).contains(&participants_total), "{participants_total}");
        let all = (0..CLUSTERS).map(|cluster| employees(cluster, participants(cluster)));
        let employees_total: i64 = all.sum();
        assert!((950_000..=1_050_000).contains(&employees_total), "{employees_total}");
    }

    #[test]
    fn support_and_partners_are_the_presentations() {
        let count = |wanted| (0..CLUSTERS).filter(|c| support(*c) == wanted).count();
        let counts = [Support::Pilot, Support::Ckr, Support::Independent].map(count);
        assert_eq!(counts, [22, 32, 28]);
        let programmes: std::collections::BTreeSet<_> =
            (0..CLUSTERS).filter_map(programme).collect();
        assert_eq!(programmes, (1..=20).collect());
        let both = |wanted| (0..CLUSTERS).filter(|c| partners(*c) == wanted).count();
        assert_eq!((both((true, false)), both((false, true)), both((true, true))), (11, 3, 15));
        assert!(
            (0..CLUSTERS)
                .filter(|c| support(*c) == Support::Ckr)
                .all(|c| WITH_CKR.contains(&region(c)))
        );
    }

    #[test]
    fn the_profiles_of_one_programme_that_are_merged_are_alike() {
        let (first, second) = HALVES;
        assert_eq!(programme(first), programme(second));
        assert_eq!(trades()[first], trades()[second]);
        assert_eq!(region(first), region(second));
    }

    #[test]
    fn priorities_rise_in_the_presentations_order() {
        let answers: Vec<_> = (0..CLUSTERS).filter_map(priorities).collect();
        assert_eq!(answers.len(), 68);
        let high = |place: usize| answers.iter().filter(|marks| marks[place].1 == "high").count();
        let counts: Vec<_> = (0..7).map(high).collect();
        assert!(counts.windows(2).all(|pair| pair[0] < pair[1]), "{counts:?}");
    }

    #[test]
    fn spheres_rise_in_the_presentations_order() {
        let counts =
            SPHERES.map(|(key, _)| (0..143).filter(|nth| spheres(*nth).contains(&key)).count());
        assert!(counts.windows(2).all(|pair| pair[0] < pair[1]), "{counts:?}");
    }
}
