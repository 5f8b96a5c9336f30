//! A registry in memory, and a stage for commands.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;
use registry_events::actor::{Authority, Basis, Role};
use registry_events::codec::{decode_clear, encode_clear};
use registry_events::entry::{Content, Recorded};
use registry_events::event::{AccessEvent, ApplicationEvent, Event, Scope};
use registry_events::ids::{
    AccountId, ApplicationId, ClusterId, Digest, OrganisationId, Position, RequestId, StreamVersion,
};
use registry_events::personal::{seal_claims, seal_numbers, seal_words};
use registry_events::seal::{KeyId, Keyring, SealPlace};
use registry_events::stream::{StreamId, StreamKind};
use registry_events::value::{Code, NamedOrganisation};

use super::statements::{item_path, link, path, says};
use super::{Outcome, SMALL, Sketch, organisation};
use crate::access::{Caller, program};
use crate::command::{
    Command, ConfirmClaims, EnterCluster, GrantRole, ListApplication, OpenAccount, OpenCkr,
    OpenRegistry, StartApplication, StateClaims, SubmitApplication, Target,
};
use crate::decide::{DecidedEvent, Decision, decide};
use crate::editions::{RegistryState, SHIPPED, Shipped};
use crate::profile::changes::Changes;
use crate::rejection::Rejection;
use crate::state::{ApplicationState, ClusterState, Loaded, StreamState};
use crate::world::{Undecided, World};

/// A registry in memory.
#[derive(Debug, Clone)]
pub struct Scene {
    streams: BTreeMap<StreamId, Loaded>,
    today: Date,
    step: u64,
    administrator: Caller,
    officer: Caller,
}

/// A cluster that was listed from an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    /// The cluster.
    pub cluster: ClusterId,
    /// The application it was listed from.
    pub application: ApplicationId,
    /// The applicant, who represents the cluster now.
    pub representative: Caller,
}

impl Listed {
    /// The command that states something of the cluster.
    pub const fn state(&self, changes: Changes) -> StateClaims {
        StateClaims { cluster: self.cluster, changes, expected: None }
    }

    /// The command that confirms items such as `participants/2`.
    pub fn confirm<const N: usize>(&self, items: [&str; N]) -> ConfirmClaims {
        ConfirmClaims::of_items(self.cluster, items.map(item_path))
    }
}

/// How often streams are loaded for one decision, as the gateway bounds it.
const ROUNDS_MAX: usize = 12;

impl Scene {
    /// A registry that isn't open yet; nobody but the program can do anything.
    pub fn empty(today: Date) -> Self {
        let (streams, nobody) = (BTreeMap::new(), Caller::PROGRAM);
        Self { streams, today, step: 0, administrator: nobody, officer: nobody }
    }

    /// A registry that the program has opened with the editions that ship, with an administrator and
    /// an officer.
    pub fn open(today: Date) -> Self {
        Self::open_with(&SHIPPED, today)
    }

    /// A registry that was opened with the small editions.
    pub fn small(today: Date) -> Self {
        Self::open_with(&SMALL, today)
    }

    fn open_with(editions: &[Shipped], today: Date) -> Self {
        let mut scene = Self::empty(today);
        let opened = OpenRegistry { demonstration: true, time_zone: "Europe/Moscow".into() };
        let decide = |world: &World| opened.decide_with(editions, Caller::PROGRAM, world);
        let decision = scene.decided(decide).expect("an empty registry can be opened");
        scene.step += 1;
        scene.record(&decision);
        scene.administrator = scene.account(Role::Administrator, Scope::Registry);
        scene.officer = scene.account(Role::Officer, Scope::Registry);
        scene
    }

    /// Goes to a day.
    pub const fn on(&mut self, day: Date) -> &mut Self {
        self.today = day;
        self
    }

    /// The day it is.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// Records what follows from a command that must be accepted.
    #[track_caller]
    pub fn given(&mut self, caller: Caller, command: impl Into<Command>) -> Decision {
        self.when(caller, command).accepted()
    }

    /// Decides a command, and records what follows from it.
    pub fn when(&mut self, caller: Caller, command: impl Into<Command>) -> Outcome {
        let decided = self.decide(caller, &command.into());
        self.step += 1;
        if let Ok(decision) = &decided {
            self.record(decision);
        }
        Outcome(decided)
    }

    /// Decides a command and records nothing; twice asked it answers the same.
    ///
    /// # Errors
    /// [`Rejection`].
    pub fn decide(&self, caller: Caller, command: &Command) -> Result<Decision, Rejection> {
        self.decided(|world| decide(command, caller, world))
    }

    /// What is decided once every stream it needs is loaded.
    fn decided(
        &self,
        decide: impl Fn(&World) -> Result<Decision, Undecided>,
    ) -> Result<Decision, Rejection> {
        let mut world = World::new(self.now(), self.today, self.entropy());
        for _ in 0..ROUNDS_MAX {
            match decide(&world) {
                Ok(decision) => return Ok(decision),
                Err(Undecided::Rejected(rejection)) => return Err(rejection),
                Err(Undecided::Needs(streams)) => {
                    for stream in streams {
                        let loaded = self.load(&stream);
                        world.load(stream, loaded);
                    }
                }
            }
        }
        panic!("the decision asks for ever more streams");
    }

    /// A stream as it stands.
    pub fn load(&self, stream: &StreamId) -> Loaded {
        self.streams.get(stream).cloned().unwrap_or_else(|| Loaded::empty(stream))
    }

    /// Every stream that holds something.
    pub fn streams(&self) -> impl Iterator<Item = (&StreamId, &Loaded)> {
        self.streams.iter()
    }

    /// Lets a newer program write an event of an unknown type to a stream.
    pub fn written_by_newer_program(&mut self, stream: &StreamId) {
        let (event_type, schema) = ("SomethingNew".into(), 1);
        let content = Content::Unknown { event_type, schema, actor: Box::new(program()) };
        self.take(stream, content);
    }

    /// A listed cluster.
    pub fn cluster(&self, id: ClusterId) -> &ClusterState {
        match self.streams.get(&StreamId::cluster(id)).map(|loaded| loaded.state.as_ref()) {
            Some(StreamState::Cluster(state)) => state,
            _ => panic!("there is no cluster {id}"),
        }
    }

    /// An application.
    pub fn application(&self, id: ApplicationId) -> &ApplicationState {
        match self.streams.get(&StreamId::application(id)).map(|loaded| loaded.state.as_ref()) {
            Some(StreamState::Application(state)) => state,
            _ => panic!("there is no application {id}"),
        }
    }

    /// The editions in force and before.
    pub fn registry(&self) -> &RegistryState {
        match self.streams.get(&StreamId::registry()).map(|loaded| loaded.state.as_ref()) {
            Some(StreamState::Registry(state)) => state,
            _ => panic!("the registry isn't open"),
        }
    }

    /// The id of an organisation the registry knows, by the first of its numbers.
    pub fn organisation(&self, named: &NamedOrganisation) -> OrganisationId {
        let first = named.identifiers.first().expect("an organisation has a number");
        let stream = first.stream().expect("a number in the clear");
        match self.load(&stream).state.as_ref() {
            StreamState::Holding(holding) => holding.organisation.expect("a known organisation"),
            _ => panic!("{stream} holds no identifier"),
        }
    }

    /// The administrator.
    pub const fn administrator(&self) -> Caller {
        self.administrator
    }

    /// The officer.
    pub const fn officer(&self) -> Caller {
        self.officer
    }

    /// A new account in a role.
    #[track_caller]
    pub fn account(&mut self, role: Role, scope: Scope) -> Caller {
        let account = self.account_without_role();
        self.grant(account, role, scope);
        Caller::of(account, role)
    }

    /// A new account that nobody gave a role.
    pub fn account_without_role(&mut self) -> AccountId {
        let opened = OpenAccount { label: "Учётная запись (демо)".into() };
        let decision = self.given(Caller::PROGRAM, opened);
        match &decision.parts[0].events[0].event {
            Event::Access(AccessEvent::AccountOpened(opened)) => opened.account,
            other => panic!("no account was opened: {other:?}"),
        }
    }

    /// Gives an account a role; answers with the grant's version.
    #[track_caller]
    pub fn grant(&mut self, account: AccountId, role: Role, scope: Scope) -> StreamVersion {
        let authority = Authority { basis: Basis::Letter, document: None };
        self.given(Caller::PROGRAM, GrantRole { account, role, scope, authority });
        self.load(&StreamId::access()).version
    }

    /// A new account that may apply.
    pub fn applicant(&mut self) -> Caller {
        self.account(Role::ClusterRepresentative, Scope::Registry)
    }

    /// A new account that speaks for the organisation of a number.
    #[track_caller]
    pub fn representative(&mut self, number: u32) -> Caller {
        let id = self.organisation(&organisation(number));
        self.account(Role::OrganisationRepresentative, Scope::Organisation(id))
    }

    /// A new account that speaks for the organisation of a number as a region's open ЦКР.
    pub fn centre(&mut self, region: &'static str, number: u32) -> Caller {
        let region = Code::literal(region);
        let opened_on = self.today;
        let (named, evidence) = (organisation(number), vec![link()]);
        let (officer, at) = (self.officer, region.clone());
        self.given(officer, OpenCkr { region: at, organisation: named, opened_on, evidence });
        let organisation = self.organisation(&organisation(number));
        self.account(Role::RegionRepresentative, Scope::Region { region, organisation })
    }

    /// The same, of a centre that supports a cluster: the cluster names it.
    #[track_caller]
    pub fn supporting_centre(
        &mut self,
        listed: &Listed,
        region: &'static str,
        number: u32,
    ) -> Caller {
        let centre = self.centre(region, number);
        let named = Changes::default().stating(says("ckr", organisation(number)));
        self.given(listed.representative, listed.state(named));
        centre
    }

    /// A draft of an application by a new applicant.
    #[track_caller]
    pub fn started(&mut self, changes: Changes) -> (ApplicationId, Caller) {
        let applicant = self.applicant();
        let right_to_speak = "Решение общего собрания участников (демо)".into();
        let decision = self.given(applicant, StartApplication { right_to_speak, changes });
        let StreamKind::Application(application) = decision.parts[0].stream.kind() else {
            panic!("no application was started: {decision:?}");
        };
        (application, applicant)
    }

    /// An application that waits for an officer.
    #[track_caller]
    pub fn submitted(&mut self, changes: Changes) -> (ApplicationId, Caller) {
        let (application, applicant) = self.started(changes);
        self.given(applicant, SubmitApplication { application });
        (application, applicant)
    }

    /// A cluster listed from an application that states this.
    #[track_caller]
    pub fn listed(&mut self, changes: Changes) -> Listed {
        let (application, representative) = self.submitted(changes);
        let decision = self.given(self.officer, ListApplication { application });
        let listed = |decided: &DecidedEvent| match &decided.event {
            Event::Application(ApplicationEvent::ApplicationListed(listed)) => Some(listed.cluster),
            _ => None,
        };
        let cluster = decision.parts[0].events.iter().find_map(listed).expect("a listing");
        Listed { cluster, application, representative }
    }

    /// A cluster that the officer entered without an application.
    #[track_caller]
    pub fn entered(&mut self, changes: Changes) -> ClusterId {
        let decision = self.given(self.officer, EnterCluster { changes });
        match decision.parts[0].stream.kind() {
            StreamKind::Cluster(cluster) => cluster,
            _ => panic!("no cluster was entered: {decision:?}"),
        }
    }

    /// A confirmation of the current claims on some fields, having seen originals.
    pub fn confirm_fields<const N: usize>(
        &self,
        cluster: ClusterId,
        fields: [&str; N],
    ) -> ConfirmClaims {
        let claim = |field: &str| self.cluster(cluster).profile.claim(&path(field));
        let targets = fields.map(|field| Target::Claim(claim(field).expect("a claim").reference()));
        ConfirmClaims { targets: targets.to_vec(), ..ConfirmClaims::of_items(cluster, []) }
            .having_seen()
    }

    /// A listed cluster of the high level, confirmed by the officer and by its first participant.
    #[track_caller]
    pub fn listed_high(&mut self, sketch: &Sketch) -> Listed {
        let listed = self.listed(sketch.high());
        self.given(self.officer, sketch.confirmed_by_officer(listed.cluster));
        if !sketch.is_small() {
            let site = self.confirm_fields(listed.cluster, ["website", "last_content_update"]);
            self.given(self.officer, site);
        }
        let participant = self.representative(sketch.organisation_number(0));
        self.given(participant, sketch.confirmed_by_participant(listed.cluster));
        listed
    }

    /// Records what was decided, as the log would: each stream at the version it was decided at.
    pub fn record(&mut self, decision: &Decision) {
        for part in &decision.parts {
            assert_eq!(part.expected, self.load(&part.stream).version, "of {}", part.stream);
            for decided in &part.events {
                let sealed = self.sealed(&part.stream, decided);
                self.take(&part.stream, written_and_read(&sealed));
            }
        }
    }

    /// What isn't public is sealed before it is written, here under keys that nobody keeps.
    fn sealed(&self, stream: &StreamId, decided: &DecidedEvent) -> DecidedEvent {
        let mut sealed = decided.clone();
        let place = SealPlace { stream, version: self.load(stream).version.next() };
        let seal = |key: &KeyId, plain: &[u8]| {
            let mut keyring = Keyring::empty();
            keyring.add(key.clone(), *blake3::hash(key.0.as_bytes()).as_bytes());
            keyring.seal(key, [0; 24], place, plain)
        };
        seal_numbers(&mut sealed.event, stream, seal).expect("a number that can be sealed");
        seal_words(&mut sealed.event, stream, seal).expect("words that can be sealed");
        if let StreamKind::Cluster(_) = stream.kind() {
            let in_force = self.registry().in_force().expect("an open registry");
            let catalogue = in_force.catalogue;
            seal_claims(&mut sealed.event, stream, catalogue, seal).expect("a value to seal");
        }
        sealed
    }

    fn take(&mut self, stream: &StreamId, content: Content) {
        let mut loaded = self.load(stream);
        loaded.evolve(&Recorded {
            position: Position(self.step),
            stream: stream.clone(),
            version: loaded.version.next(),
            index: 0,
            count: 1,
            recorded_at: self.now(),
            request_id: RequestId([0; 32]),
            request_digest: Digest::of(b"request"),
            content,
        });
        self.streams.insert(stream.clone(), loaded);
    }

    /// Nine in the morning of the day, UTC.
    fn now(&self) -> Timestamp {
        let morning = Offset::UTC.to_timestamp(self.today.at(9, 0, 0, 0));
        morning.expect("a day within jiff's range")
    }

    /// Another one for each step, the same in every run.
    fn entropy(&self) -> [u8; 32] {
        *blake3::hash(&self.step.to_be_bytes()).as_bytes()
    }
}

/// The event as a reader of the log gets it back.
fn written_and_read(decided: &DecidedEvent) -> Content {
    let bytes = encode_clear(&decided.actor, decided.cause.as_ref(), &decided.event);
    let content = decode_clear(&bytes.expect("an event that fits")).expect("what was written");
    assert!(
        matches!(&content, Content::Clear(clear) if clear.event == decided.event),
        "{:?} reads back otherwise",
        decided.event,
    );
    content
}
