//! What the items of the long lists add to the facts. A sum over a page is remembered with the page,
//! so that facts cost what changed and not what there is.

use std::collections::{BTreeMap, BTreeSet};

use registry_events::claim::Corroboration;
use registry_events::ids::ItemId;
use registry_events::path::FieldPath;
use registry_events::value::Code;

use super::{Fact, Facts, Made};
use crate::access::Party;
use crate::profile::reader::{ItemReader, NEWS, PARTICIPANTS, PARTNERS, PROJECTS};
use crate::profile::{CurrentClaim, ItemPage, Profile};

/// The fact that claims of several lists add to.
const CONFIRMING_PARTIES: &str = "gate_confirming_parties";

/// What some items add to the facts.
#[derive(Debug, Default)]
pub(crate) struct Sum {
    /// Who manages the cluster: their word wasn't counted.
    managers: BTreeSet<Party>,
    /// Participants that projects name, and whether these took part.
    members: BTreeMap<ItemId, bool>,
    counts: BTreeMap<&'static str, usize>,
    degrees: BTreeMap<&'static str, Corroboration>,
    codes: BTreeMap<&'static str, BTreeSet<Code>>,
    /// Parties that confirmed a claim behind a gate of the high level.
    parties: BTreeSet<Party>,
    /// The claims behind each fact, when somebody asked for them.
    basis: Option<BTreeMap<&'static str, Vec<FieldPath>>>,
}

/// Adds an open item of a list.
type Add = fn(&Facts, &Profile, &ItemReader<'_>, &mut Sum);

/// The lists that can be long, each with how its items add up.
const LISTS: [(&str, Add); 4] = [
    (PARTICIPANTS, |facts, _, member, sum| facts.add_member(member, sum)),
    (PROJECTS, Facts::add_project),
    (PARTNERS, |facts, _, partner, sum| facts.add_partner(partner, sum)),
    (NEWS, |facts, _, news, sum| facts.add_news(news, sum)),
];

impl Facts {
    /// Takes the facts of the long lists, and how many parties confirmed anything behind the gates of
    /// the high level, each the whole of it: of these lists, and some others.
    pub(super) fn take_long_lists(&mut self, profile: &Profile, gates: &[Made<'_>]) {
        let basis = self.basis.take();
        let mut sum = Sum { basis, ..self.empty_sum() };
        for made in gates {
            sum.gate(self, made);
        }
        for (list, add) in LISTS {
            profile.pages(list).for_each(|page| self.add_page(profile, page, add, &mut sum));
        }
        self.take_sum(sum);
    }

    /// Adds a page from what is remembered of it, or counts it anew when claims are asked for.
    fn add_page(&self, profile: &Profile, page: &ItemPage, add: Add, sum: &mut Sum) {
        if sum.basis.is_some() {
            return self.count_page(profile, page, add, sum);
        }
        let holds = |known: &Sum| self.still_holds(known, profile);
        let remembered = page.remembered().facts.get(holds, || {
            let mut sum = self.empty_sum();
            self.count_page(profile, page, add, &mut sum);
            sum
        });
        sum.add(&remembered);
    }

    fn count_page(&self, profile: &Profile, page: &ItemPage, add: Add, sum: &mut Sum) {
        let open = page.values().filter(|item| item.is_open());
        open.for_each(|item| add(self, profile, &ItemReader::of(item), sum));
    }

    fn empty_sum(&self) -> Sum {
        Sum { managers: self.managers.clone(), ..Sum::default() }
    }

    /// Whether what a sum rests on beside its page is as it was.
    fn still_holds(&self, sum: &Sum, profile: &Profile) -> bool {
        let same =
            |(member, took_part): (&ItemId, &bool)| self.takes_part(profile, *member) == *took_part;
        sum.managers == self.managers && sum.members.iter().all(same)
    }

    fn take_sum(&mut self, sum: Sum) {
        let whole = |count| Fact::Integer(i64::try_from(count).unwrap_or(i64::MAX));
        let counts = sum.counts.into_iter().map(|(name, count)| (name, whole(count)));
        let codes = sum.codes.into_iter().map(|(name, codes)| (name, whole(codes.len())));
        let degrees = sum.degrees.into_iter();
        let degrees = degrees.map(|(name, degree)| (name, Fact::Integer(degree.degree())));
        self.values.extend(counts.chain(codes).chain(degrees));
        self.values.insert(CONFIRMING_PARTIES, whole(sum.parties.len()));
        self.basis = sum.basis;
    }
}

impl Sum {
    /// Counts a claim.
    pub(super) fn count(&mut self, fact: &'static str, claim: &CurrentClaim) {
        *self.counts.entry(fact).or_default() += 1;
        self.rests_on(fact, claim);
    }

    /// Counts a thing, which rests on all the claims that make it.
    pub(super) fn count_made(&mut self, fact: &'static str, made: &Made<'_>) {
        *self.counts.entry(fact).or_default() += 1;
        for claim in made {
            self.rests_on(fact, claim);
        }
    }

    /// Takes how well a thing is supported; the best one counts.
    pub(super) fn degree_made(&mut self, facts: &Facts, fact: &'static str, made: &Made<'_>) {
        let best = self.degrees.entry(fact).or_default();
        *best = facts.support(made).max(*best);
        for claim in made {
            self.rests_on(fact, claim);
        }
    }

    /// Takes a code, of which each counts once; `false` when it is there already.
    pub(super) fn code(&mut self, fact: &'static str, code: &Code) -> bool {
        let codes = self.codes.entry(fact).or_default();
        !codes.contains(code) && codes.insert(code.clone())
    }

    /// Takes the parties that confirmed the whole of a thing behind a gate of the high level.
    pub(super) fn gate(&mut self, facts: &Facts, made: &Made<'_>) {
        let parties = facts.parties_of(made);
        if !parties.is_empty() {
            for claim in made {
                self.rests_on(CONFIRMING_PARTIES, claim);
            }
            self.parties.extend(parties);
        }
    }

    /// Notes that a project was judged by whether a participant takes part.
    pub(super) fn judged_by(&mut self, member: ItemId, takes_part: bool) {
        self.members.insert(member, takes_part);
    }

    /// Notes a claim behind a fact.
    pub(super) fn rests_on(&mut self, fact: &'static str, claim: &CurrentClaim) {
        if let Some(basis) = &mut self.basis {
            basis.entry(fact).or_default().push(claim.claim.path.clone());
        }
    }

    fn add(&mut self, other: &Self) {
        for (fact, count) in &other.counts {
            *self.counts.entry(fact).or_default() += count;
        }
        for (fact, degree) in &other.degrees {
            let best = self.degrees.entry(fact).or_default();
            *best = (*degree).max(*best);
        }
        for (fact, codes) in &other.codes {
            for code in codes {
                self.code(fact, code);
            }
        }
        self.parties.extend(&other.parties);
    }
}
