//! What holds after every commit, whatever was asked before: random sequences of commands.

mod acts;
mod checks;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use registry_core::DecidedEvent;
use registry_core::access::Caller;
use registry_core::command::{
    AdmitDispute, AdoptEdition, AnswerDispute, CloseCkr, Command, ConfirmClaims, DenyMembership,
    EnterCluster, FileDispute, ListApplication, MergeClusters, NoteLapses, OpenCkr, Reassess,
    RefuseDispute, ResolveDispute, ResumeCluster, StartApplication, StateClaims, SubmitApplication,
    SuspendCluster, WithdrawCluster, WithdrawConfirmation, WithdrawDenial,
};
use registry_core::editions::SHIPPED;
use registry_core::lapse::reminders;
use registry_core::profile::CurrentClaim;
use registry_core::profile::changes::{Changes, OpenInput};
use registry_core::profile::reader::{GOVERNING_BODIES, PARTICIPANTS, PROJECTS};
use registry_core::state::{DisputeStanding, Loaded, StreamState};
use registry_core::testing::statements::{code, codes, item, items, link, number, ru, says, year};
use registry_core::testing::{Scene, Sketch, inn, ogrn, organisation};
use registry_events::actor::Role;
use registry_events::codec::{decode_clear, encode_clear};
use registry_events::edition::EditionKind;
use registry_events::entry::Content;
use registry_events::event::{ClaimLapsed, ClusterEvent, DisputeOutcome, LapseCause, Scope};
use registry_events::ids::{ApplicationId, ClusterId, StreamVersion};
use registry_events::path::ItemPath;
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, Identifier, NamedOrganisation};

use self::acts::{Act, act, later_act};
use self::checks::{check_corroboration, check_facts};
use super::{BEFORE, TODAY, changes, noted};

const NAMES: [&str; 4] = ["Белая сосна", "«БЕЛАЯ СОСНА»", "Тёплый дом", "теплый дом"];
const REGIONS: [&str; 2] = ["RU-TOM", "RU-VLG"];
const EDITIONS: [&str; 5] = ["1.1", "1.2", "1.3", "1.4", "1.5"];
/// The organisation that is a development centre.
const CENTRE: u32 = 90;

/// Everything that was listed, and everybody who can ask.
#[derive(Clone)]
struct Play {
    scene: Scene,
    clusters: Vec<(ClusterId, Caller)>,
    confirmers: Vec<Caller>,
    adopted: usize,
    accepted: usize,
    /// Every event that was recorded, with its stream.
    written: Vec<(StreamId, DecidedEvent)>,
}

/// A registry with one cluster, whose participants have representatives.
static OPENING: LazyLock<Play> = LazyLock::new(|| {
    let mut scene = Scene::open(TODAY);
    let listed = scene.listed(Sketch::new("Первый").high());
    let mut confirmers = vec![scene.officer(), scene.account(Role::Officer, Scope::Registry)];
    confirmers.push(scene.supporting_centre(&listed, "RU-TOM", CENTRE));
    confirmers.extend((1..=4).map(|number| scene.representative(number)));
    let clusters = vec![(listed.cluster, listed.representative)];
    Play { scene, clusters, confirmers, adopted: 0, accepted: 0, written: Vec::new() }
});

fn pick<T: Copy>(all: &[T], index: u8) -> T {
    all[usize::from(index) % all.len()]
}

/// One of twenty organisations, by INN, by OGRN, by both, or by those of two.
fn named((number, by): (u8, u8)) -> NamedOrganisation {
    let number = u32::from(number) % 20 + 1;
    let (by_inn, by_ogrn) = (Identifier::Inn(inn(number)), Identifier::Ogrn(ogrn(number)));
    let identifiers = match by % 5 {
        0 => vec![by_inn],
        1 => vec![by_ogrn],
        2 => vec![by_inn, Identifier::Ogrn(ogrn(number + 1))],
        _ => vec![by_inn, by_ogrn],
    };
    NamedOrganisation { identifiers, ..organisation(number) }
}

fn participant(of: (u8, u8)) -> OpenInput {
    item("participants").says("organisation", named(of)).says("participant_type", code("small"))
}

fn sketch(name: u8, first: u8) -> Sketch {
    Sketch::new(pick(&NAMES, name)).organisations_from(u32::from(first) % 10 + 1)
}

impl Play {
    /// Asks, and holds that asking twice gives the same answer.
    fn ask(&mut self, caller: Caller, command: impl Into<Command>) {
        let command = command.into();
        let twice = [(); 2].map(|()| self.scene.decide(caller, &command));
        assert_eq!(twice[0], twice[1], "{command:?}");
        let [Ok(decision), _] = twice else { return };
        let before = self.scene.clone();
        self.scene.given(caller, command);
        self.accepted += 1;
        for part in &decision.parts {
            check_corroboration(part, &before, &self.scene);
            let events = part.events.iter().cloned();
            self.written.extend(events.map(|event| (part.stream.clone(), event)));
        }
    }

    fn cluster(&self, index: u8) -> (ClusterId, Caller) {
        pick(&self.clusters, index)
    }

    /// The items of a cluster or of one of its collections, the closed ones too.
    fn items(&self, cluster: ClusterId, collection: Option<&str>) -> Vec<ItemPath> {
        let items = self.scene.cluster(cluster).profile.items().map(|item| item.path.clone());
        items.filter(|item| collection.is_none_or(|of| item.collection.as_str() == of)).collect()
    }

    fn item(&self, cluster: ClusterId, collection: &str, index: u8) -> Option<ItemPath> {
        let items = self.items(cluster, Some(collection));
        items.get(usize::from(index) % items.len().max(1)).cloned()
    }

    /// Some items of any collection.
    fn some(&self, cluster: ClusterId, indices: &[u8]) -> impl Iterator<Item = ItemPath> {
        let items = self.items(cluster, None);
        indices.iter().map(move |index| items[usize::from(*index) % items.len()].clone())
    }

    /// Numbers of participants.
    fn members(&self, cluster: ClusterId, indices: &[u8]) -> Vec<u32> {
        let member = |index: &u8| self.item(cluster, PARTICIPANTS, *index);
        indices.iter().filter_map(member).map(|item| item.item.0).collect()
    }

    fn play(&mut self, act: Act) {
        match act {
            Act::List { name, region, first, level, joins } => {
                let sketch = sketch(name, first).in_region(pick(&REGIONS, region));
                let level = [Sketch::minimal, Sketch::medium, Sketch::high][usize::from(level) % 3];
                let joining = joins.into_iter().map(|number| participant((number, number)));
                self.list(joining.fold(level(&sketch), Changes::opening));
            }
            Act::Enter { name, first } => self.enter(sketch(name, first).minimal()),
            Act::Join { cluster, of } => {
                self.state(cluster, |_, _| Some(changes().opening(participant(of))));
            }
            Act::Become { cluster, item, of } => self.state(cluster, |play, cluster| {
                let item = play.item(cluster, PARTICIPANTS, item)?;
                Some(changes().stating(says(&format!("{item}/organisation"), named(of))))
            }),
            Act::Project { cluster, members, stage, shared } => {
                self.state(cluster, |play, cluster| {
                    let stage = pick(&["planned", "in_progress", "implemented"], stage);
                    let members = play.members(cluster, &members);
                    let project = Sketch::new("").project("Проект", stage, members).documented();
                    let alone = |project: OpenInput| project.without("cost_sharing");
                    Some(changes().opening(if shared { project } else { alone(project) }))
                });
            }
            Act::Restate { cluster, item, members } => self.state(cluster, |play, cluster| {
                let item = play.item(cluster, PROJECTS, item)?;
                let members = items(play.members(cluster, &members));
                Some(changes().stating(says(&format!("{item}/participants"), members)))
            }),
            Act::Body { cluster, kind, of } => self.state(cluster, |_, _| {
                let kind = pick(&["coordinator", "board", "management_company"], kind);
                let body = item("governing_bodies").says("type", code(kind));
                Some(changes().opening(body.says("organisation", named(of)).documented()))
            }),
            Act::Partner { cluster, of, abroad } => self.state(cluster, |_, _| {
                let partner = item("partners").says("organisation", named(of));
                Some(
                    changes()
                        .opening(partner.says("country", code(if abroad { "CN" } else { "RU" }))),
                )
            }),
            Act::Lapse { cluster, nth, outdated } => self.lapse(cluster, nth, outdated),
            Act::Close { cluster, items } => self.state(cluster, |play, cluster| {
                let items: BTreeSet<_> = play.some(cluster, &items).collect();
                Some(items.iter().fold(changes(), |all, item| all.closing(&item.to_string())))
            }),
            Act::Rename { cluster, name, region } => self.rename(cluster, name, region),
            Act::Count { cluster, count } => self.state(cluster, |_, _| {
                let employees = number(i64::from(count % 3));
                Some(changes().stating(says("employees_total", employees).on(BEFORE)))
            }),
            Act::Confirm { cluster, by, items } => {
                let (cluster, _) = self.cluster(cluster);
                let command =
                    ConfirmClaims::of_items(cluster, self.some(cluster, &items)).having_seen();
                self.ask(pick(&self.confirmers, by), command);
            }
            Act::Unconfirm { cluster, by, nth } => self.unconfirm(cluster, by, nth),
            Act::Deny { cluster, by, back } => self.deny(cluster, by, back),
            Act::Stand { cluster, what } => self.stand(cluster, what),
            Act::Adopt { participants } => self.adopt(8 + participants % 5),
            Act::Reassess { cluster } => {
                let (cluster, _) = self.cluster(cluster);
                self.ask(self.scene.administrator(), Reassess { cluster });
            }
            Act::Ckr { open } => self.centre(open),
            Act::Wait { days } => {
                let ahead = jiff::Span::new().days(i64::from(days));
                self.scene.on(self.scene.today().saturating_add(ahead));
            }
            Act::Note { cluster } => {
                let (cluster, _) = self.cluster(cluster);
                let command = NoteLapses { cluster };
                self.ask(Caller::PROGRAM, command.clone());
                self.scene.when(Caller::PROGRAM, command).then_rejected("clerk.nothing-due");
            }
            Act::Contest { cluster, by, claim } => self.contest(cluster, by, claim),
            Act::Judge { cluster, nth, what } => self.judge(cluster, nth, what),
            // One item that is confirmed and stated over and over.
            Act::Vouch { by } => {
                let (cluster, _) = self.cluster(0);
                let body = self.item(cluster, GOVERNING_BODIES, 0);
                let command = ConfirmClaims::of_items(cluster, body).having_seen();
                self.ask(pick(&self.confirmers, by), command);
            }
            Act::Again { year } => self.state(0, |play, cluster| {
                let body = play.item(cluster, GOVERNING_BODIES, 0)?;
                let selected = self::year(2010 + i64::from(year % 4));
                Some(changes().stating(says(&format!("{body}/year_selected"), selected)))
            }),
            Act::Merge { cluster, into } => {
                let ((cluster, _), (into, _)) = (self.cluster(cluster), self.cluster(into));
                let (merged_on, reason) = (BEFORE, "Решение".into());
                let command = MergeClusters { cluster, into, merged_on, reason, expected: None };
                self.ask(self.scene.officer(), command);
            }
        }
    }

    fn contest(&mut self, cluster: u8, by: u8, claim: u8) {
        let (cluster, _) = self.cluster(cluster);
        let claims: Vec<_> =
            self.scene.cluster(cluster).profile.claims().map(CurrentClaim::reference).collect();
        // A few claims, so that several disputes meet on one.
        let claim = claims[usize::from(claim % 6) * 5 % claims.len()].clone();
        let (grounds, evidence) = ("Число другое".into(), Vec::new());
        let command = FileDispute { cluster, claim, grounds, evidence };
        self.ask(pick(&self.confirmers, by), command);
    }

    /// Takes one of the steps of one of a cluster's disputes: mostly the next one, else any.
    fn judge(&mut self, cluster: u8, nth: u8, what: u8) {
        let (cluster, representative) = self.cluster(cluster);
        let open: Vec<_> = self.scene.cluster(cluster).disputes.keys().copied().collect();
        let Some(dispute) = open.get(usize::from(nth) % open.len().max(1)).copied() else { return };
        let (text, reason) = (String::from("Ответ"), String::from("Решение"));
        let officer = pick(&self.confirmers, nth % 2);
        let next = match self.scene.cluster(cluster).disputes[&dispute].standing {
            DisputeStanding::Filed => what % 2,
            DisputeStanding::Admitted => 2,
            DisputeStanding::Answered | DisputeStanding::Unanswered | DisputeStanding::Closed => {
                3 + what % 2
            }
        };
        match if what < 192 { next } else { what % 5 } {
            0 => {
                let evidence = vec![link()];
                self.ask(officer, AdmitDispute { cluster, dispute, text, evidence });
            }
            1 => self.ask(officer, RefuseDispute { cluster, dispute, reason }),
            2 => {
                let evidence = Vec::new();
                self.ask(representative, AnswerDispute { cluster, dispute, text, evidence });
            }
            what => {
                let outcomes = [DisputeOutcome::Upheld, DisputeOutcome::Rejected];
                let outcome = pick(&outcomes, what);
                self.ask(
                    officer,
                    ResolveDispute { cluster, dispute, outcome, reason, evidence: Vec::new() },
                );
            }
        }
    }

    /// Lets whoever speaks for a cluster state something of it.
    fn state(&mut self, cluster: u8, changes: impl FnOnce(&Self, ClusterId) -> Option<Changes>) {
        let (cluster, caller) = self.cluster(cluster);
        if let Some(changes) = changes(self, cluster) {
            self.ask(caller, StateClaims { cluster, changes, expected: None });
        }
    }

    fn rename(&mut self, cluster: u8, name: u8, region: u8) {
        let (cluster, _) = self.cluster(cluster);
        let changes = changes()
            .stating(says("official_name", ru(pick(&NAMES, name))))
            .stating(says("regions", codes([pick(&REGIONS, region)])));
        self.ask(self.scene.officer(), StateClaims { cluster, changes, expected: None });
    }

    /// Lets one of a cluster's claims grow too old, and the level follow.
    fn lapse(&mut self, cluster: u8, nth: u8, outdated: bool) {
        let (cluster, _) = self.cluster(cluster);
        let profile = &self.scene.cluster(cluster).profile;
        let claims: Vec<_> = profile.claims().map(CurrentClaim::reference).collect();
        let claim = claims[usize::from(nth) % claims.len()].clone();
        let cause = if outdated { LapseCause::Outdated } else { LapseCause::ChangeNotConfirmed };
        let lapsed = ClaimLapsed { claim, cause, held_until: BEFORE };
        noted(&mut self.scene, cluster, ClusterEvent::ClaimLapsed(lapsed));
        self.ask(self.scene.administrator(), Reassess { cluster });
    }

    fn unconfirm(&mut self, cluster: u8, by: u8, nth: u8) {
        let (cluster, _) = self.cluster(cluster);
        let given = &self.scene.cluster(cluster).confirmations;
        let nth = usize::from(nth) % given.keys().count().max(1);
        let Some(confirmation) = given.keys().nth(nth).copied() else { return };
        let reason = "Ошибка".into();
        let command = WithdrawConfirmation { cluster, confirmation, reason };
        self.ask(pick(&self.confirmers, by), command);
    }

    /// A participant says that it takes no part, or takes that back.
    fn deny(&mut self, cluster: u8, by: u8, back: bool) {
        let (cluster, _) = self.cluster(cluster);
        let reason = String::from("Мы не участвуем");
        let command = if back {
            let standing = self.scene.cluster(cluster).denials.values().next();
            let Some(item) = standing.map(|denial| denial.item.clone()) else { return };
            WithdrawDenial { cluster, item, reason, expected: None }.into()
        } else {
            let Some(item) = self.item(cluster, PARTICIPANTS, by) else { return };
            Command::from(DenyMembership { cluster, item, since: None, reason, expected: None })
        };
        for speaker in self.confirmers.clone() {
            self.ask(speaker, command.clone());
        }
    }

    fn stand(&mut self, cluster: u8, what: u8) {
        let (cluster, _) = self.cluster(cluster);
        let (reason, expected) = (String::from("Решение"), None);
        let command = match what % 5 {
            0 | 1 => SuspendCluster { cluster, reason, expected }.into(),
            2 | 3 => ResumeCluster { cluster, reason, expected }.into(),
            _ => Command::from(WithdrawCluster { cluster, reason, expected }),
        };
        self.ask(self.scene.officer(), command);
    }

    fn adopt(&mut self, participants_min: u8) {
        let Some(name) = EDITIONS.get(self.adopted) else { return };
        self.adopted += 1;
        let least = format!("participants_min = {participants_min}");
        let shipped = SHIPPED.iter().find(|shipped| shipped.kind == EditionKind::Rulebook);
        let text = shipped.expect("it ships").text.replace("participants_min = 10", &least);
        let text = text.replace("edition = \"1.0\"", &format!("edition = \"{name}\""));
        let (kind, edition) = (EditionKind::Rulebook, Code::literal(name));
        self.ask(
            self.scene.administrator(),
            AdoptEdition { kind, edition, text, proposals: Vec::new() },
        );
    }

    fn centre(&mut self, open: bool) {
        let region = Code::literal("RU-TOM");
        let (officer, named) = (self.scene.officer(), organisation(CENTRE));
        if open {
            let (opened_on, evidence) = (BEFORE, vec![link()]);
            self.ask(officer, OpenCkr { region, organisation: named, opened_on, evidence });
        } else {
            let organisation = self.scene.organisation(&named);
            let (closed_on, reason) = (BEFORE, "Решение".into());
            self.ask(officer, CloseCkr { region, organisation, closed_on, reason });
        }
    }

    /// Lets an officer enter a cluster, and then speak of it.
    fn enter(&mut self, changes: Changes) {
        let officer = self.scene.officer();
        let before: BTreeSet<_> = self.clusters.iter().map(|(cluster, _)| *cluster).collect();
        self.ask(officer, EnterCluster { changes });
        let entered = self.scene.streams().find_map(|(stream, _)| match stream.kind() {
            StreamKind::Cluster(id) if !before.contains(&id) => Some(id),
            _ => None,
        });
        self.clusters.extend(entered.map(|cluster| (cluster, officer)));
    }

    /// Goes the way from an application to a listing, as far as it leads.
    fn list(&mut self, changes: Changes) {
        let applicant = self.scene.applicant();
        let right_to_speak = "Решение".into();
        self.ask(applicant, StartApplication { right_to_speak, changes });
        let Some(application) = self.application_of(applicant) else { return };
        self.ask(applicant, SubmitApplication { application });
        self.ask(self.scene.officer(), ListApplication { application });
        let cluster = self.scene.application(application).cluster;
        self.clusters.extend(cluster.map(|cluster| (cluster, applicant)));
    }

    fn application_of(&self, applicant: Caller) -> Option<ApplicationId> {
        self.scene.streams().find_map(|(stream, loaded)| {
            let (StreamKind::Application(id), StreamState::Application(state)) =
                (stream.kind(), loaded.state.as_ref())
            else {
                return None;
            };
            let own = state.applicant.as_ref()?.account == applicant.account;
            own.then_some(id)
        })
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_asked_the_rules_hold_after_every_commit(acts in vec(act(), 1..30)) {
        let mut play = OPENING.clone();
        for act in acts {
            play.play(act);
            play.check();
        }
    }

    #[test]
    fn whatever_happens_over_years_the_rules_hold_after_every_commit(
        acts in vec(later_act(), 1..60)
    ) {
        let mut play = OPENING.clone();
        for act in acts {
            play.play(act);
            play.check();
        }
    }
}

/// Events of a long play as they are written, with their streams.
static WRITTEN: LazyLock<Vec<(StreamId, Vec<u8>)>> = LazyLock::new(|| {
    let mut play = OPENING.clone();
    let runner = &mut TestRunner::deterministic();
    for strategy in [act().boxed(), later_act().boxed()] {
        let acts = vec(strategy, 200).new_tree(runner).expect("some acts");
        acts.current().into_iter().for_each(|act| play.play(act));
    }
    let bytes =
        |event: &DecidedEvent| encode_clear(&event.actor, event.cause.as_ref(), &event.event);
    let written = play.written.iter();
    written.map(|(stream, event)| (stream.clone(), bytes(event).expect("an event"))).collect()
});

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_decodes_is_taken_in_any_order_without_a_panic(
        steps in vec((any::<Index>(), any::<u8>(), vec((any::<Index>(), any::<u8>()), 0..3)), 1..120)
    ) {
        let mut states: BTreeMap<String, Loaded> = BTreeMap::new();
        for (event, version, damage) in steps {
            let (stream, mut bytes) = event.get(&WRITTEN).clone();
            for (place, byte) in damage {
                *place.get_mut(&mut bytes) = byte;
            }
            let Ok(Content::Clear(clear)) = decode_clear(&bytes) else { continue };
            let kind = stream.as_str().split('/').next().unwrap_or_default().to_owned();
            let loaded = states.entry(kind).or_insert_with(|| Loaded::empty(&stream));
            let mut state = loaded.state.as_ref().clone();
            state.evolve(StreamVersion(u64::from(version)), &clear.actor, &clear.event);
            if let StreamState::Cluster(cluster) = &state {
                check_facts(&cluster.profile);
                let _ = reminders(&cluster.profile, 90, TODAY);
            }
            loaded.state = state.into();
        }
    }
}
