//! What stands behind a claim: the confirmations given of it, and those it keeps for a while from the
//! claim it replaced. Rules and views hold different things of a confirmation; how confirmations
//! stand together is the same for both and is said here once.

use jiff::civil::Date;
use serde::Serialize;

use crate::actor::Party;
use crate::claim::{Claim, Corroboration, Relation};
use crate::ids::{AccountId, StreamVersion};

/// A confirmation, as far as it matters how it stands beside others.
pub trait Word: Clone + PartialEq {
    /// The version of the event that gave it.
    fn version(&self) -> StreamVersion;
    /// The account that gave it.
    fn account(&self) -> AccountId;
    /// The party it speaks for.
    fn party(&self) -> Party;
    /// How that party stands to the cluster.
    fn relation(&self) -> Relation;
    /// Whether it was given having seen evidence.
    fn has_seen(&self) -> bool;
    /// Until when it holds before it lapses, where it ages.
    fn holds_until(&self) -> Option<Date>;
}

/// The confirmations behind a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Support<W> {
    /// Those given of it that stand, oldest first.
    pub confirmations: Vec<W>,
    /// Those of the value before, which still count for a while.
    pub kept: Option<Kept<W>>,
}

/// Confirmations that a changed claim keeps from the one it replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Kept<W> {
    /// Those that stood, oldest first.
    pub confirmations: Vec<W>,
    /// Until when they count.
    pub until: Date,
}

impl<W> Default for Support<W> {
    fn default() -> Self {
        Self { confirmations: Vec::new(), kept: None }
    }
}

impl<W: Word> Support<W> {
    /// How well it supports a claim that is documented by its claimant or not, when only some
    /// confirmations count: as the better of what own and kept ones make of it, never both together,
    /// so that stating anew raises nothing.
    pub fn degree(&self, documented: bool, counts: impl Fn(&W) -> bool) -> Corroboration {
        let degree = |all: &[W]| {
            let counted = all.iter().filter(|given| counts(given));
            Corroboration::of(documented, counted.map(W::relation))
        };
        degree(&self.confirmations).max(degree(self.kept()))
    }

    /// Confirmations of the value before.
    pub fn kept(&self) -> &[W] {
        self.kept.as_ref().map_or(&[], |kept| &kept.confirmations)
    }

    /// Its own confirmations and those that it keeps and that weren't given anew: all that count now,
    /// each once.
    pub fn standing(&self) -> impl Iterator<Item = &W> {
        self.confirmations.iter().chain(self.waiting())
    }

    /// Confirmations that it keeps and whose parties haven't spoken of it as well anew.
    pub fn waiting(&self) -> impl Iterator<Item = &W> {
        let renewed = |kept: &W| self.confirmations.iter().any(|given| stands_for(given, kept));
        self.kept().iter().filter(move |kept| !renewed(kept))
    }

    /// Until when confirmations of the value before count, while these support a claim better than
    /// its own do.
    pub fn awaits_until(&self, documented: bool) -> Option<Date> {
        let own = Corroboration::of(documented, self.confirmations.iter().map(W::relation));
        let better = self.degree(documented, |_| true) > own;
        self.kept.as_ref().filter(|_| better).map(|kept| kept.until)
    }

    /// What a claim that says something else keeps: the better of its own and kept ones.
    pub fn passed_on(&self) -> &[W] {
        let degree = |all: &[W]| Corroboration::of(false, all.iter().map(W::relation));
        if degree(self.kept()) > degree(&self.confirmations) {
            self.kept()
        } else {
            &self.confirmations
        }
    }

    /// Until when that counts when it would count until a day: the days of grace don't begin anew for
    /// confirmations that are kept already.
    pub fn passed_on_until(&self, until: Date) -> Option<Date> {
        let kept = self.kept.as_ref().filter(|kept| self.passed_on() == kept.confirmations);
        let until = kept.map_or(until, |kept| kept.until.min(until));
        (!self.passed_on().is_empty()).then_some(until)
    }

    /// What stands behind the claim that replaces one it stood behind: saying the same again that
    /// keeps it all, saying something else it keeps it for a while. One's own word confirms nothing,
    /// and a disputed claim passes none on.
    #[must_use]
    pub fn inherited(
        &self,
        before: &Claim,
        disputed: bool,
        next: &Claim,
        by: (AccountId, Party),
    ) -> Self {
        let heard = self.without_words_of(by);
        if next.renews(before) {
            return heard;
        }
        let until = next.awaits_until.filter(|_| !disputed);
        let until = until.and_then(|until| heard.passed_on_until(until));
        let confirmations = heard.passed_on().to_vec();
        let kept = until.map(|until| Kept { confirmations, until });
        Self { confirmations: Vec::new(), kept }
    }

    /// Takes a confirmation in the place of an older word of the same party; what is kept falls away
    /// once each of its parties has spoken anew.
    pub fn take(&mut self, given: W) {
        let of = |given: &W| (given.party(), given.relation());
        self.confirmations.retain(|older| of(older) != of(&given));
        self.confirmations.push(given);
        if self.waiting().next().is_none() {
            self.kept = None;
        }
    }

    /// Takes a confirmation back, also where it is kept. Who takes its newest word back isn't held to
    /// an older one.
    pub fn withdraw(&mut self, confirmation: StreamVersion) {
        let newest = self.confirmations.iter().find(|given| given.version() == confirmation);
        let party = newest.map(W::party);
        self.confirmations.retain(|given| given.version() != confirmation);
        if let Some(kept) = &mut self.kept {
            let stays = |given: &W| given.version() != confirmation && Some(given.party()) != party;
            kept.confirmations.retain(stays);
        }
    }

    /// Drops the confirmations that held until a day or less: what they saw was seen too long ago.
    pub fn drop_seen(&mut self, until: Date) {
        let holds = |given: &W| given.holds_until().is_none_or(|held| held > until);
        self.confirmations.retain(holds);
        if let Some(kept) = &mut self.kept {
            kept.confirmations.retain(holds);
        }
    }

    /// Drops the confirmations given before a version: what they said was found not to stand, and
    /// only later words speak of what has become true since.
    pub fn drop_given_before(&mut self, version: StreamVersion) {
        let is_later = |given: &W| given.version() >= version;
        self.confirmations.retain(is_later);
        if let Some(kept) = &mut self.kept {
            kept.confirmations.retain(is_later);
        }
    }

    /// Drops the words that are kept of the value before: it was found not to stand, and who states
    /// another one in time doesn't keep what was said of it.
    pub fn drop_kept(&mut self) {
        self.kept = None;
    }

    fn without_words_of(&self, by: (AccountId, Party)) -> Self {
        let kept = self.kept.as_ref().map(|kept| Kept {
            confirmations: second_parties(&kept.confirmations, by),
            until: kept.until,
        });
        Self { confirmations: second_parties(&self.confirmations, by), kept }
    }
}

/// Whether a confirmation says anew, and as well, what an older one says of the value before.
fn stands_for<W: Word>(given: &W, older: &W) -> bool {
    let of = |given: &W| (given.party(), given.relation());
    of(given) == of(older) && given.has_seen() >= older.has_seen()
}

/// Confirmations without those of who speaks: of the account, and for the registry of any officer.
fn second_parties<W: Word>(given: &[W], (account, party): (AccountId, Party)) -> Vec<W> {
    let own = |given: &&W| {
        let same_party = party == Party::Registry && given.party() == party;
        given.account() == account || same_party
    };
    given.iter().filter(|given| !own(given)).cloned().collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::claim::{ClaimKind, Source, Stated};
    use crate::ids::{OrganisationId, Uuid};
    use crate::value::Value;

    /// The last day on which confirmations of the value before count.
    const UNTIL: Date = date(2026, 6, 1);
    /// Who states what isn't told otherwise.
    const MANAGER: (AccountId, Party) = (account(9), Party::Cluster);

    #[derive(Debug, Clone, PartialEq, Eq)]
    struct Given {
        version: u64,
        by: (AccountId, Party),
        relation: Relation,
        seen: bool,
    }

    impl Word for Given {
        fn version(&self) -> StreamVersion {
            StreamVersion(self.version)
        }

        fn account(&self) -> AccountId {
            self.by.0
        }

        fn party(&self) -> Party {
            self.by.1
        }

        fn relation(&self) -> Relation {
            self.relation
        }

        fn has_seen(&self) -> bool {
            self.seen
        }

        fn holds_until(&self) -> Option<Date> {
            None
        }
    }

    const fn account(number: u128) -> AccountId {
        AccountId::from_uuid(Uuid::from_u128(number))
    }

    const fn organisation(number: u128) -> Party {
        Party::Organisation(OrganisationId::from_uuid(Uuid::from_u128(number)))
    }

    const fn participant(version: u64) -> Given {
        let (by, relation) = ((account(1), organisation(1)), Relation::Participant);
        Given { version, by, relation, seen: false }
    }

    const fn officer(version: u64, number: u128) -> Given {
        let (by, relation) = ((account(number), Party::Registry), Relation::Officer);
        Given { version, by, relation, seen: true }
    }

    fn given(words: impl IntoIterator<Item = Given>) -> Support<Given> {
        let mut support = Support::default();
        words.into_iter().for_each(|word| support.take(word));
        support
    }

    fn says(number: i64, awaits_until: Option<Date>) -> Claim {
        Claim {
            path: "employees_total".parse().expect("a path"),
            stated: Stated::Value(Value::Integer(number)),
            kind: ClaimKind::Change,
            described_on: None,
            source: Source::OWN,
            evidence: Vec::new(),
            holds_until: None,
            replaces: None,
            awaits_until,
        }
    }

    /// What another value keeps when it is stated by somebody.
    fn changed(support: &Support<Given>, by: (AccountId, Party), until: Date) -> Support<Given> {
        support.inherited(&says(1, None), false, &says(2, Some(until)), by)
    }

    fn versions<'g>(given: impl IntoIterator<Item = &'g Given>) -> Vec<u64> {
        given.into_iter().map(|given| given.version).collect()
    }

    #[test]
    fn the_same_said_again_keeps_its_confirmations_for_good() {
        let support = given([participant(2), officer(3, 5)]);
        let again = support.inherited(&says(1, None), false, &says(1, None), MANAGER);
        assert_eq!(again, support);
    }

    #[test]
    fn another_value_keeps_them_until_a_day_and_begins_with_none_of_its_own() {
        let kept = changed(&given([participant(2)]), MANAGER, UNTIL);
        assert_eq!((kept.confirmations.len(), versions(kept.kept())), (0, vec![2]));
        assert_eq!(kept.degree(false, |_| true), Corroboration::PartiallyCorroborated);
        assert_eq!(kept.awaits_until(true), Some(UNTIL));
        assert_eq!(given([participant(2)]).awaits_until(true), None, "nothing is waited for");
    }

    #[test]
    fn the_days_of_grace_do_not_begin_anew_with_each_change() {
        let once = changed(&given([participant(2)]), MANAGER, UNTIL);
        let twice = changed(&once, MANAGER, date(2026, 9, 1));
        assert_eq!(twice.kept.map(|kept| kept.until), Some(UNTIL));
        assert_eq!(once.passed_on_until(date(2026, 9, 1)), Some(UNTIL));
    }

    #[test]
    fn own_and_kept_confirmations_are_never_added_up() {
        let mut support = changed(&given([participant(2)]), MANAGER, UNTIL);
        let centre =
            Given { relation: Relation::Ckr, by: (account(2), organisation(2)), ..participant(4) };
        support.take(centre);
        assert_eq!(support.degree(false, |_| true), Corroboration::PartiallyCorroborated);
        assert_eq!(versions(support.standing()), [4, 2]);
    }

    #[test]
    fn only_what_counts_makes_the_degree() {
        let support = given([participant(2), officer(3, 5)]);
        assert_eq!(support.degree(true, |_| false), Corroboration::Documented);
        let by_participant = |word: &Given| word.relation == Relation::Participant;
        let degree = support.degree(false, by_participant);
        assert_eq!(degree, Corroboration::PartiallyCorroborated);
    }

    #[test]
    fn a_disputed_claim_passes_none_on() {
        let support = given([participant(2)]);
        let kept = support.inherited(&says(1, None), true, &says(2, Some(UNTIL)), MANAGER);
        assert_eq!(kept, Support::default());
    }

    #[test]
    fn ones_own_word_confirms_nothing_and_an_officers_none_of_the_registry() {
        let support = given([participant(2), officer(3, 5)]);
        let by_participant = changed(&support, (account(1), Party::Cluster), UNTIL);
        assert_eq!(versions(by_participant.kept()), [3]);
        let by_officer = changed(&support, (account(6), Party::Registry), UNTIL);
        assert_eq!(versions(by_officer.kept()), [2]);
    }

    #[test]
    fn what_is_kept_falls_away_once_each_party_has_spoken_as_well_anew() {
        let mut support = changed(&given([participant(2), officer(3, 5)]), MANAGER, UNTIL);
        support.take(Given { seen: false, ..officer(5, 6) });
        assert_eq!(versions(support.waiting()), [2, 3], "less was seen than before");
        support.take(officer(6, 6));
        assert_eq!(versions(support.waiting()), [2]);
        support.take(participant(7));
        assert_eq!((support.kept.is_none(), versions(support.standing())), (true, vec![6, 7]));
    }

    #[test]
    fn who_takes_its_newest_word_back_is_not_held_to_an_older_one() {
        let mut support = changed(&given([officer(2, 5)]), MANAGER, UNTIL);
        support.take(Given { seen: false, ..officer(4, 5) });
        support.withdraw(StreamVersion(4));
        assert_eq!(support.standing().count(), 0);
        let mut support = changed(&given([participant(2), officer(3, 5)]), MANAGER, UNTIL);
        support.withdraw(StreamVersion(2));
        assert_eq!(versions(support.standing()), [3], "also where it is kept");
    }

    #[test]
    fn words_given_before_a_version_drop_also_where_they_are_kept() {
        let mut support = changed(&given([participant(2), officer(3, 5)]), MANAGER, UNTIL);
        support.take(officer(6, 6));
        support.drop_given_before(StreamVersion(6));
        assert_eq!((versions(support.kept()), versions(support.standing())), (vec![], vec![6]));
    }
}
