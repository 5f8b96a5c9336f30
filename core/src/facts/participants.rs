//! Facts of the participants: how many, of which types, how many confirmed.

use std::collections::BTreeMap;

use registry_events::claim::Corroboration;
use registry_events::value::{Code, Value};

use super::{Claims, Facts, told};
use crate::profile::CurrentClaim;
use crate::profile::reader::{OpenItems, PARTICIPANTS};

impl Facts {
    pub(super) fn take_participants(&mut self, items: OpenItems<'_>) {
        let members = self.items(items, PARTICIPANTS, "organisation");
        let memberships: Claims<'_> = members.iter().map(|(_, claim)| *claim).collect();
        self.count("participants", &memberships);
        let mut confirmed = memberships;
        confirmed.retain(|claim| self.corroboration(claim) >= Corroboration::PartiallyCorroborated);
        self.count("participants_confirmed", &confirmed);

        let mut one_of_each: BTreeMap<&Code, &CurrentClaim> = BTreeMap::new();
        for (member, _) in &members {
            if let Some((claim, Value::Code(code))) = told(member, "participant_type") {
                one_of_each.entry(code).or_insert(claim);
            }
        }
        self.count("participant_types", &one_of_each.into_values().collect());
    }
}
