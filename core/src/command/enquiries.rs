//! Enquiries to a cluster: that one came, which the program notes for a writer without an account, and
//! that the cluster answered. The words themselves are in the private store and pass by the rules.

use registry_events::event::{EnquiryAnswered, EnquiryKind, EnquiryReceived};
use registry_events::ids::{ClusterId, EnquiryId};
use registry_events::path::ItemPath;
use registry_events::stream::StreamId;

use super::claims::check_standing;
use super::standing::known;
use crate::access::{Caller, this_cluster, whole_registry};
use crate::decide::{Decision, Draft};
use crate::profile::reader::OFFERS;
use crate::rejection::{Problem, Rejection};
use crate::state::ClusterState;
use crate::world::{Undecided, World};

/// The most enquiries to one cluster that wait for an answer.
pub const ENQUIRIES_WAITING_MAX: usize = 1_000;

/// Collections whose items are answered: what a cluster offers and looks for, and its sites.
const ANSWERED: [&str; 3] = [OFFERS, "requests", "available_sites"];

/// Note that an enquiry came, once its writer confirmed the mailbox it was sent from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiveEnquiry {
    /// The cluster.
    pub cluster: ClusterId,
    /// Names it; the private store has the words under the same id.
    pub enquiry: EnquiryId,
    /// What is asked.
    pub kind: EnquiryKind,
    /// The offer it is about.
    pub item: Option<ItemPath>,
}

impl ReceiveEnquiry {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::enquiries(self.cluster);
        world.need([StreamId::cluster(self.cluster), stream.clone()])?;
        let cluster = known(world, self.cluster)?;
        self.check_item(cluster)?;
        let actor = world.access()?.actor(caller, "registry", whole_registry)?;
        check_standing(cluster.standing)?;
        let enquiries = world.enquiries(self.cluster)?;
        if enquiries.is_answered(self.enquiry).is_some() {
            return Err(Rejection::conflict("enquiry.already-received").into());
        }
        if enquiries.waiting() >= ENQUIRIES_WAITING_MAX {
            let (code, most) = ("enquiry.too-many-waiting", ENQUIRIES_WAITING_MAX);
            return Err(Rejection::TooMany { code, most }.into());
        }
        let mut draft = Draft::new(world, actor);
        let Self { enquiry, kind, item, .. } = self.clone();
        draft.record(&stream, EnquiryReceived { enquiry, kind, item })?;
        Ok(draft.finish())
    }

    fn check_item(&self, cluster: &ClusterState) -> Result<(), Rejection> {
        let Some(item) = &self.item else { return Ok(()) };
        let is_offer = ANSWERED.contains(&item.collection.as_str());
        if is_offer && cluster.profile.is_open(item) {
            return Ok(());
        }
        let code = if is_offer { "item.not-open" } else { "enquiry.not-an-offer" };
        Err(Rejection::Invalid(vec![Problem::new("/item", code).with(item)]))
    }
}

/// Note that the cluster answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerEnquiry {
    /// The cluster.
    pub cluster: ClusterId,
    /// Which enquiry.
    pub enquiry: EnquiryId,
}

impl AnswerEnquiry {
    pub(super) fn decide(&self, caller: Caller, world: &World) -> Result<Decision, Undecided> {
        let stream = StreamId::enquiries(self.cluster);
        world.need([StreamId::access(), stream.clone()])?;
        let answered = world.enquiries(self.cluster)?.is_answered(self.enquiry);
        let answered = answered.ok_or(Rejection::NotFound("enquiry"))?;
        // The program notes an answer that passed through its own hands.
        let actor = world.access()?.actor(caller, "cluster", this_cluster(self.cluster))?;
        if answered {
            return Err(Rejection::conflict("enquiry.answered").into());
        }
        let mut draft = Draft::new(world, actor);
        draft.record(&stream, EnquiryAnswered { enquiry: self.enquiry })?;
        Ok(draft.finish())
    }
}
