//! Facts of the participants: how many, of which types, how many confirmed.

use registry_events::claim::Corroboration;
use registry_events::ids::ItemId;
use registry_events::value::Value;

use super::{Facts, Sum, told};
use crate::profile::Profile;
use crate::profile::reader::{ItemReader, PARTICIPANTS};

impl Facts {
    pub(super) fn add_member(&self, member: &ItemReader<'_>, sum: &mut Sum) {
        let Some(membership) = self.standing_of(member, "organisation") else { return };
        sum.count("participants", membership);
        if self.corroboration(membership) >= Corroboration::PartiallyCorroborated {
            sum.count("participants_confirmed", membership);
        }
        if let Some((claim, Value::Code(code))) = told(member, "participant_type")
            && sum.code("participant_types", code)
        {
            sum.rests_on("participant_types", claim);
        }
    }

    /// Whether a participant is open and its organisation stands.
    pub(super) fn takes_part(&self, profile: &Profile, member: ItemId) -> bool {
        let member = profile.item_of(PARTICIPANTS, member).filter(|item| item.is_open());
        member.is_some_and(|item| self.standing_of(&ItemReader::of(item), "organisation").is_some())
    }
}
