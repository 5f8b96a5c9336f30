//! How each event of the log moves the views, and what the end of a commit does.

use std::sync::Arc;

use jiff::Timestamp;
use registry_events::actor::Actor;
use registry_events::entry::{Clear, Content, Recorded};
use registry_events::event::{ClusterEvent, Event};
use registry_events::ids::{
    ClusterId, ExpectedId, OrganisationId, Position, ProposalId, ReportId, StreamVersion,
};
use registry_events::stream::{EventRef, StreamKind};
use registry_events::value::Code;

use super::Views;
use crate::card::{self, Card, Effect};
use crate::history::Happening;
use crate::levels::{Assessment, Cause};
use crate::place::Place;
use crate::register::Touched;

impl Views {
    /// Takes the next event of the log, whatever it is.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.take(recorded.clone());
    }

    /// The same for an event that nobody else needs: its claims are moved and not copied.
    pub fn take(&mut self, recorded: Recorded) {
        let (last, recorded_at) = (recorded.position, recorded.recorded_at);
        self.position = Some(recorded.position);
        self.recorded_at = Some(recorded.recorded_at);
        self.within_commit = recorded.index.saturating_add(1) < recorded.count;
        match recorded.stream.kind() {
            StreamKind::Cluster(cluster) => self.apply_to_cluster(cluster, recorded),
            StreamKind::Organisation(id) => self.apply_to_organisation(id, &recorded),
            StreamKind::Region(code) => self.apply_to_region(&code, &recorded),
            StreamKind::Registry => self.apply_to_registry(&recorded),
            StreamKind::Enquiries(cluster) => self.apply_to_enquiries(cluster, &recorded),
            StreamKind::Expected(id) => self.apply_to_expected(id, &recorded),
            StreamKind::Report(id) => self.apply_to_report(id, &recorded),
            StreamKind::Proposal(id) => self.apply_to_proposal(id, &recorded),
            StreamKind::Access => self.apply_to_access(&recorded),
            StreamKind::Account(_)
            | StreamKind::Application(_)
            | StreamKind::Identifier
            | StreamKind::Name
            | StreamKind::Unknown => {}
        }
        if !self.within_commit {
            self.end_commit(recorded_at, last);
        }
    }

    fn apply_to_cluster(&mut self, cluster: ClusterId, recorded: Recorded) {
        let Recorded { position, version, recorded_at, content, .. } = recorded;
        match content {
            Content::Clear(clear) => {
                let actor = self.shared(&clear.actor);
                let place = Place { position, version, recorded_at, actor };
                self.tell_cluster(cluster, &place, *clear);
            }
            Content::Sealed(_) => self.pass_over(cluster, version, false),
            Content::Unknown { .. } => self.pass_over(cluster, version, true),
        }
    }

    fn pass_over(&mut self, cluster: ClusterId, version: StreamVersion, unknown: bool) {
        if let Some(card) = self.cards.get_mut(&cluster) {
            Arc::make_mut(card).pass_over(version, unknown);
        }
    }

    /// An event of a cluster's stream, in the clear: card first, then what is told by its change.
    fn tell_cluster(&mut self, cluster: ClusterId, place: &Place, mut clear: Clear) {
        let claims = card::take_claims(&mut clear.event);
        let event = &clear.event;
        if card::is_listing(event) && !self.cards.contains_key(&cluster) {
            self.cards.insert(cluster, Arc::new(Card::open(cluster, place)));
        }
        let Some(card) = self.cards.get_mut(&cluster).map(Arc::make_mut) else { return };
        let effect = card.apply(place, event, claims);
        if matches!(effect, Effect::Foreign) {
            return;
        }
        touched(&mut self.touched, cluster).note(event, &effect);
        self.masked.apply(cluster, place, event);
        let assessment = self.assess(cluster, place, &clear);
        let Some(card) = self.cards.get(&cluster) else { return };
        let catalogue = self.editions.catalogue().map(AsRef::as_ref);
        let happening = Happening { card, catalogue, place, event, effect: &effect, assessment };
        let history = Arc::make_mut(self.histories.entry(cluster).or_default());
        history.record(&happening);
        self.documents.note((cluster, place.version), history.of_event(place.version));
    }

    /// Takes an assessment, or the correction of one, into the level's history.
    fn assess(
        &mut self,
        cluster: ClusterId,
        place: &Place,
        clear: &Clear,
    ) -> Option<Arc<Assessment>> {
        let Event::Cluster(event) = &clear.event else { return None };
        match event {
            ClusterEvent::LevelAssessed(assessed) => {
                let cause = clear.cause.as_ref().and_then(|cause| self.cause(cluster, cause));
                let mut assessment = Assessment::new(place, assessed, cause);
                self.editions.put_in_order(&assessed.edition, &mut assessment.gained);
                self.editions.put_in_order(&assessed.edition, &mut assessment.lost);
                let levels = Arc::make_mut(self.levels.entry(cluster).or_default());
                Some(levels.assess(assessment))
            }
            ClusterEvent::AssessmentCorrected(corrected) => {
                let levels = self.levels.get_mut(&cluster).map(Arc::make_mut)?;
                levels.correct(place, corrected);
                None
            }
            ClusterEvent::ClusterListed(_)
            | ClusterEvent::ClaimConfirmed(_)
            | ClusterEvent::ConfirmationWithdrawn(_)
            | ClusterEvent::MembershipDenied(_)
            | ClusterEvent::MembershipDenialWithdrawn(_)
            | ClusterEvent::ClaimLapsed(_)
            | ClusterEvent::RequirementOpened(_)
            | ClusterEvent::RequirementClosed(_)
            | ClusterEvent::ClusterDeactivated(_)
            | ClusterEvent::ClusterReactivated(_)
            | ClusterEvent::ClusterMerged(_)
            | ClusterEvent::ClusterAbsorbed(_)
            | ClusterEvent::ClusterSuspended(_)
            | ClusterEvent::ClusterResumed(_)
            | ClusterEvent::ClusterWithdrawn(_)
            | ClusterEvent::ValueMasked(_)
            | ClusterEvent::MaskLifted(_) => None,
        }
    }

    /// The event an assessment names as its cause, when it stands in the same stream or is the
    /// adoption of an edition.
    fn cause(&self, cluster: ClusterId, cause: &EventRef) -> Option<Cause> {
        if cause.stream.kind() == StreamKind::Registry {
            return self.editions.adoption(cause.version).map(Cause::of_adoption);
        }
        let own = cause.stream.kind() == StreamKind::Cluster(cluster);
        let history = self.histories.get(&cluster).filter(|_| own)?;
        history.event(cause.version).map(Cause::of)
    }

    fn apply_to_organisation(&mut self, id: OrganisationId, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Organisation(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.organisations.apply(id, &place, event);
        }
    }

    fn apply_to_access(&mut self, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Access(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.rights.apply(&place, event);
        }
    }

    fn apply_to_region(&mut self, code: &Code, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Region(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.regions.apply(code, &place, event);
        }
    }

    fn apply_to_enquiries(&mut self, cluster: ClusterId, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Enquiry(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.enquiries.apply(cluster, &place, event);
        }
    }

    fn apply_to_report(&mut self, id: ReportId, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Report(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.voice.apply_report(id, &place, event);
        }
    }

    fn apply_to_proposal(&mut self, id: ProposalId, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Proposal(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.voice.apply_proposal(id, &place, event);
        }
    }

    fn apply_to_expected(&mut self, id: ExpectedId, recorded: &Recorded) {
        if let Content::Clear(clear) = &recorded.content
            && let Event::Expected(event) = &clear.event
        {
            let place = self.place(recorded, &clear.actor);
            self.expected.apply(id, &place, event);
        }
    }

    fn apply_to_registry(&mut self, recorded: &Recorded) {
        let Content::Clear(clear) = &recorded.content else { return };
        let place = self.place(recorded, &clear.actor);
        match &clear.event {
            Event::Registry(event) => {
                self.editions.apply(&place, event);
                self.bulletins.apply(&place, event);
                self.estimates.apply(&place, event);
                self.forgotten.apply(&place, event);
            }
            Event::Publication(event) => self.publications.apply(&place, event),
            Event::Profile(_)
            | Event::Cluster(_)
            | Event::Dispute(_)
            | Event::Account(_)
            | Event::Application(_)
            | Event::Access(_)
            | Event::Organisation(_)
            | Event::Holding(_)
            | Event::Enquiry(_)
            | Event::Report(_)
            | Event::Proposal(_)
            | Event::Expected(_)
            | Event::Region(_) => {}
        }
    }

    /// The commit's effect on rows, once for every cluster it touched.
    fn end_commit(&mut self, recorded_at: Timestamp, last: Position) {
        for (cluster, mut touched) in self.touched.drain(..) {
            let Some(card) = self.cards.get(&cluster) else { continue };
            for change in self.register.refresh(card, &mut touched, last) {
                self.organisations.change(change, last);
            }
            self.masked.refresh(card, self.histories.get(&cluster));
        }
        self.times.push(recorded_at, last);
    }

    fn place(&mut self, recorded: &Recorded, actor: &Actor) -> Place {
        Place::of(recorded, self.shared(actor))
    }

    /// The actor, shared with the event before when it is the same one, as within a commit.
    fn shared(&mut self, actor: &Actor) -> Arc<Actor> {
        if let Some(last) = &self.last_actor
            && **last == *actor
        {
            return Arc::clone(last);
        }
        let shared = Arc::new(actor.clone());
        self.last_actor = Some(Arc::clone(&shared));
        shared
    }
}

fn touched(all: &mut Vec<(ClusterId, Touched)>, cluster: ClusterId) -> &mut Touched {
    // The last one is nearly always the one: events of one stream stand together in a commit.
    let index = all.iter().rposition(|(known, _)| *known == cluster).unwrap_or_else(|| {
        all.push((cluster, Touched::default()));
        all.len() - 1
    });
    &mut all[index].1
}
