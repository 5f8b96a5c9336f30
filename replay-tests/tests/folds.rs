//! A cluster's stream is folded twice, as rules see it and as pages show it: both say the same of
//! every claim, after any story and over the whole demonstration.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::sample::Index;
use registry_core::state::{ClusterState, Loaded, StreamState};
use registry_events::actor::Role;
use registry_events::claim::{Claim, ClaimRef, Corroboration, Relation, Stated};
use registry_events::confirmations::{Support, Word};
use registry_events::event::{
    ClaimConfirmed, ClaimLapsed, ConfirmationWithdrawn, DisputeAdmitted, DisputeAnswered,
    DisputeDeadlineMissed, DisputeEvent, DisputeLifted, DisputeOutcome, DisputeResolved,
    DisputeStep, Event, LapseCause,
};
use registry_events::ids::StreamVersion;
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::{Code, Value};
use registry_projections::card::Card;
use registry_projections::testing::{
    Story, claim, claims, closed, cluster, code, listed, opened, organisation, text,
};

/// What a fold says of a claim.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    stated: Stated,
    version: StreamVersion,
    disputed: bool,
    lapsed: bool,
    corroboration: Corroboration,
    awaits_until: Option<Date>,
    own: Vec<StreamVersion>,
    kept: Vec<StreamVersion>,
}

pub(crate) type AllTold = BTreeMap<FieldPath, Told>;

fn versions<W: Word>(given: &[W]) -> Vec<StreamVersion> {
    given.iter().map(W::version).collect()
}

/// Own and kept confirmations, and until when the kept ones count.
fn behind<W: Word>(support: &Support<W>) -> (Vec<StreamVersion>, Vec<StreamVersion>, Option<Date>) {
    let until = support.kept.as_ref().map(|kept| kept.until);
    (versions(&support.confirmations), versions(support.kept()), until)
}

pub(crate) fn told_by_rules(state: &ClusterState) -> AllTold {
    let told = |current: &registry_core::profile::CurrentClaim| {
        let (own, kept, awaits_until) = behind(&current.support);
        let told = Told {
            stated: current.claim.stated.clone(),
            version: current.version,
            disputed: current.disputed,
            lapsed: current.lapsed,
            corroboration: current.corroboration(),
            awaits_until,
            own,
            kept,
        };
        (current.claim.path.clone(), told)
    };
    state.profile.claims().map(told).collect()
}

pub(crate) fn told_by_card(card: &Card) -> AllTold {
    let told = |current: &registry_projections::card::CurrentClaim| {
        let (own, kept, awaits_until) = behind(&current.support);
        let told = Told {
            stated: current.claim.stated.clone(),
            version: current.place.version,
            disputed: current.disputed.is_some(),
            lapsed: current.lapsed.is_some(),
            corroboration: current.corroboration(),
            awaits_until,
            own,
            kept,
        };
        (current.claim.path.clone(), told)
    };
    let of_items = card.every_item().flat_map(|item| item.claims.iter());
    card.fields().iter().chain(of_items).map(told).collect()
}

pub(crate) fn cluster_of(loaded: &Loaded) -> &ClusterState {
    match loaded.state.as_ref() {
        StreamState::Cluster(state) => state,
        other => panic!("a cluster and not {other:?}"),
    }
}

/// Something that happens to the cluster; indices are taken of what there is then.
#[derive(Debug, Clone, Copy)]
enum Act {
    State { field: Index, says: u8, awaits: bool, by: u8 },
    Confirm { field: Index, by: u8, seen: bool },
    Withdraw { given: Index },
    Lapse { field: Index, cause: u8 },
    Reopen { organisation: u8, country: u8 },
    Contest { field: Index, claim: Index },
    Judge { dispute: Index, step: u8 },
    Lift { dispute: Index },
}

fn act() -> impl Strategy<Value = Act> {
    let (n, any_of) = (any::<u8>, any::<Index>);
    prop_oneof![
        5 => (any_of(), n(), any::<bool>(), n())
            .prop_map(|(field, says, awaits, by)| Act::State { field, says, awaits, by }),
        5 => (any_of(), n(), any::<bool>())
            .prop_map(|(field, by, seen)| Act::Confirm { field, by, seen }),
        1 => any_of().prop_map(|given| Act::Withdraw { given }),
        2 => (any_of(), n()).prop_map(|(field, cause)| Act::Lapse { field, cause }),
        1 => (n(), n()).prop_map(|(organisation, country)| Act::Reopen { organisation, country }),
        3 => (any_of(), any_of()).prop_map(|(field, claim)| Act::Contest { field, claim }),
        4 => (any_of(), n()).prop_map(|(dispute, step)| Act::Judge { dispute, step }),
        3 => any_of().prop_map(|dispute| Act::Lift { dispute }),
    ]
}

const DAY: Date = date(2016, 1, 1);
const COUNTRIES: [&str; 2] = ["DE", "FR"];
const OWN: [&str; 2] = ["official_name", "summary"];
const RELATIONS: [(Role, Relation); 4] = [
    (Role::Officer, Relation::Officer),
    (Role::RegionRepresentative, Relation::Ckr),
    (Role::RegionRepresentative, Relation::Region),
    (Role::ClusterRepresentative, Relation::Partner),
];

/// Where a dispute stands that was admitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Admitted,
    Upheld,
    Over,
}

/// A story of one cluster with what acts can be about.
struct Play {
    story: Story,
    stream: StreamId,
    /// The partner that is open.
    partner: u32,
    /// Every claim that was stated, by field.
    stated: BTreeMap<FieldPath, Vec<StreamVersion>>,
    given: Vec<StreamVersion>,
    disputes: Vec<(StreamVersion, FieldPath, Step)>,
}

fn path(text: &str) -> FieldPath {
    text.parse().expect("a path")
}

impl Play {
    fn new() -> Self {
        let (story, stream) = (Story::new(), StreamId::cluster(cluster(1)));
        let (stated, given, disputes) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut play = Self { story, stream, partner: 0, stated, given, disputes };
        play.record(2, Role::ClusterRepresentative, listed());
        for field in OWN {
            play.state(2, claim(field, text("Имя")));
        }
        play.open(1, 0);
        play
    }

    fn record(&mut self, account: u32, role: Role, event: impl Into<Event>) -> StreamVersion {
        self.story = std::mem::take(&mut self.story).by(account, role);
        self.story.record(&self.stream, [event.into()]);
        self.story.version(&self.stream)
    }

    fn state(&mut self, account: u32, claim: Claim) {
        let path = claim.path.clone();
        let version = self.record(account, Role::ClusterRepresentative, claims(vec![claim]));
        self.stated.entry(path).or_default().push(version);
    }

    fn open(&mut self, organisation_number: u8, country: u8) {
        self.partner += 1;
        let fields = [
            ("organisation", Value::Organisation(organisation(u32::from(organisation_number)))),
            ("country", country_of(country)),
        ];
        let event = opened("partners", self.partner, &fields);
        let version = self.record(2, Role::ClusterRepresentative, event);
        for (field, _) in fields {
            self.stated.insert(path(&format!("partners/{}/{field}", self.partner)), vec![version]);
        }
    }

    /// One of the fields that can be stated now.
    fn field(&self, index: Index) -> FieldPath {
        let partner = format!("partners/{}/country", self.partner);
        path(index.get::<&str>(&[OWN[0], OWN[1], partner.as_str()]))
    }

    fn current(&self, path: &FieldPath) -> ClaimRef {
        let version = *self.stated[path].last().expect("a claim");
        ClaimRef { path: path.clone(), version }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::State { field, says, awaits, by } => {
                let path = self.field(field);
                let value = match &path.item {
                    None => text(["Имя", "Другое", "Третье"][usize::from(says % 3)]),
                    Some(_) => country_of(says),
                };
                let awaits_until = awaits.then_some(DAY);
                let claim = Claim { awaits_until, ..claim(&path.to_string(), value) };
                self.state(u32::from(by % 3) + 2, claim);
            }
            Act::Confirm { field, by, seen } => self.confirm(field, by, seen),
            Act::Withdraw { given } => {
                if !self.given.is_empty() {
                    let confirmation = self.given.swap_remove(given.index(self.given.len()));
                    let reason = "ошибка".into();
                    self.record(1, Role::Officer, ConfirmationWithdrawn { confirmation, reason });
                }
            }
            Act::Lapse { field, cause } => {
                use LapseCause::{ChangeNotConfirmed, Outdated, SeenTooLongAgo};
                let claim = self.current(&self.field(field));
                let cause = [Outdated, ChangeNotConfirmed, SeenTooLongAgo][usize::from(cause % 3)];
                self.record(1, Role::Clerk, ClaimLapsed { claim, cause, held_until: DAY });
            }
            Act::Reopen { organisation, country } => {
                let leaving = closed("partners", self.partner, "ушёл");
                self.record(2, Role::ClusterRepresentative, leaving);
                self.open(organisation % 2 + 1, country);
            }
            Act::Contest { field, claim } => self.contest(field, claim),
            Act::Judge { dispute, step } => self.judge(dispute, step),
            Act::Lift { dispute } => self.lift(dispute),
        }
    }

    fn confirm(&mut self, field: Index, by: u8, seen: bool) {
        let (role, relation) = RELATIONS[usize::from(by % 4)];
        let confirmed = ClaimConfirmed {
            claim: self.current(&self.field(field)),
            relation,
            evidence: Vec::new(),
            note: None,
            seen_on: None,
            holds_until: seen.then_some(DAY),
        };
        let given = self.record(u32::from(by % 5) + 3, role, confirmed);
        self.given.push(given);
    }

    /// Admits a dispute of the claim that is current, or of one before.
    fn contest(&mut self, field: Index, claim: Index) {
        let path = self.field(field);
        let dispute = self.story.version(&self.stream);
        let version = *claim.get(&self.stated[&path]);
        let known_by = path.item.as_ref().map(|_| Code::literal("organisation"));
        let (text, evidence) = ("Не так".into(), Vec::new());
        let claim = ClaimRef { path: path.clone(), version };
        let admitted =
            DisputeAdmitted { dispute, claim, text, evidence, answer_until: DAY, known_by };
        self.record(1, Role::Officer, DisputeEvent::DisputeAdmitted(admitted));
        self.disputes.push((dispute, path, Step::Admitted));
    }

    fn judge(&mut self, index: Index, step: u8) {
        let open = |dispute: &&mut (StreamVersion, FieldPath, Step)| dispute.2 == Step::Admitted;
        let mut all: Vec<_> = self.disputes.iter_mut().filter(open).collect();
        let number = all.len();
        if number == 0 {
            return;
        }
        let (dispute, _, standing) = &mut *all[index.index(number)];
        let (dispute, reason) = (*dispute, "Решение".into());
        let event = match step % 4 {
            0 => {
                let (text, evidence) = ("Так".into(), Vec::new());
                DisputeEvent::DisputeAnswered(DisputeAnswered { dispute, text, evidence })
            }
            1 => {
                let (step, due_on) = (DisputeStep::Answer, DAY);
                DisputeEvent::DisputeDeadlineMissed(DisputeDeadlineMissed { dispute, step, due_on })
            }
            2 => {
                *standing = Step::Over;
                let outcome = DisputeOutcome::Rejected;
                DisputeEvent::DisputeResolved(DisputeResolved {
                    dispute,
                    outcome,
                    reason,
                    evidence: Vec::new(),
                })
            }
            _ => {
                *standing = Step::Upheld;
                let outcome = DisputeOutcome::Upheld;
                DisputeEvent::DisputeResolved(DisputeResolved {
                    dispute,
                    outcome,
                    reason,
                    evidence: Vec::new(),
                })
            }
        };
        self.record(1, Role::Officer, event);
    }

    /// Lifts an upheld dispute of a field that can still be stated.
    fn lift(&mut self, index: Index) {
        let upheld = |dispute: &&mut (StreamVersion, FieldPath, Step)| dispute.2 == Step::Upheld;
        let mut all: Vec<_> = self.disputes.iter_mut().filter(upheld).collect();
        let number = all.len();
        if number == 0 {
            return;
        }
        let (dispute, about, standing) = &mut *all[index.index(number)];
        *standing = Step::Over;
        let (dispute, about) = (*dispute, about.clone());
        let claim = self.current(&about);
        self.record(
            1,
            Role::Officer,
            DisputeEvent::DisputeLifted(DisputeLifted { dispute, claim }),
        );
    }
}

fn country_of(number: u8) -> Value {
    Value::Code(code(COUNTRIES[usize::from(number) % COUNTRIES.len()]))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn rules_and_card_say_the_same_of_every_claim_after_every_event(
        acts in prop::collection::vec(act(), 1..60)
    ) {
        let mut play = Play::new();
        for act in &acts {
            play.act(*act);
        }
        let mut loaded = Loaded::empty(&play.stream);
        for recorded in play.story.recorded() {
            loaded.evolve(recorded);
            let card = Card::fold(play.story.recorded(), recorded.position).expect("a card");
            prop_assert_eq!(told_by_rules(cluster_of(&loaded)), told_by_card(&card));
        }
    }
}
