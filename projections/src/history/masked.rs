//! A history without the values that are hidden by law.

use std::collections::BTreeMap;
use std::sync::Arc;

use registry_events::claim::Claim;
use registry_events::ids::{ClusterId, StreamVersion};
use registry_events::masks::Masks;
use registry_events::path::FieldPath;

use super::{Detail, History, HistoryLine};
use crate::keys;
use crate::masked::{Said, Unnamed, is_unnamed};

/// Goes along the lines, oldest first, and knows which statement of each masked field is in force.
struct Pass<'m> {
    masks: &'m Masks,
    unnamed: &'m Unnamed,
    cluster: ClusterId,
    said: Said,
    current: BTreeMap<FieldPath, StreamVersion>,
}

impl History {
    /// The same lines, in which masked values read as sealed.
    pub(crate) fn without_masked(
        &self,
        cluster: ClusterId,
        masks: &Masks,
        unnamed: &Unnamed,
    ) -> Self {
        let (said, current) = (Said::default(), BTreeMap::new());
        let mut pass = Pass { masks, unnamed, cluster, said, current };
        Self { lines: self.lines.iter().map(|line| pass.shown(line)).collect() }
    }
}

impl Pass<'_> {
    fn shown(&mut self, line: &Arc<HistoryLine>) -> Arc<HistoryLine> {
        let organisation = self.denies_masked(line);
        let unnamed = self.names_masked(line);
        if !organisation && !unnamed && !self.is_about_masked(line) {
            return Arc::clone(line);
        }
        let mut shown = HistoryLine::clone(line);
        let old = shown.old.as_deref().and_then(|claim| self.hide_current(claim));
        let new = shown.new.as_deref().and_then(|claim| self.hide(claim, line.place.version));
        let about = line.about.as_deref();
        let about = about.and_then(|about| self.masks.over(&about.path, about.version));
        if let Some(claim) = &line.new {
            self.current.insert(claim.path.clone(), line.place.version);
        }
        if let (Some(mask), Detail::Confirmed(given)) = (about, &mut shown.detail) {
            let claim = given.claim.as_deref();
            let hidden = claim.map(|claim| self.said.hide(claim, self.cluster, mask));
            given.claim = hidden.map(Arc::new);
        }
        let said = old.is_some() || new.is_some() || about.is_some();
        let hides = said || organisation || unnamed;
        shown.old = old.map(Arc::new).or(shown.old);
        shown.new = new.map(Arc::new).or(shown.new);
        if hides {
            shown.conceal(organisation || unnamed);
        }
        Arc::new(shown)
    }

    fn hide(&mut self, claim: &Claim, version: StreamVersion) -> Option<Claim> {
        let mask = self.masks.over(&claim.path, version)?;
        Some(self.said.hide(claim, self.cluster, mask))
    }

    /// What was in force until now; where that isn't known, any mask of the field hides it.
    fn hide_current(&mut self, claim: &Claim) -> Option<Claim> {
        if let Some(version) = self.current.get(&claim.path).copied() {
            return self.hide(claim, version);
        }
        let (mask, _) = self.masks.iter().find(|(_, masked)| masked.path == claim.path)?;
        Some(self.said.hide(claim, self.cluster, mask))
    }

    fn is_about_masked(&self, line: &HistoryLine) -> bool {
        let claims = [&line.old, &line.new].into_iter().flatten().map(|claim| &claim.path);
        let about = line.about.iter().map(|about| &about.path);
        let mut paths = claims.chain(about);
        paths.any(|path| self.masks.iter().any(|(_, masked)| masked.path == *path))
    }

    /// Whether its actor is an organisation that is masked as a participant.
    fn names_masked(&self, line: &HistoryLine) -> bool {
        is_unnamed(self.unnamed, line.place.actor.organisation)
    }

    /// Whether a line says which organisation a masked participant is.
    fn denies_masked(&self, line: &HistoryLine) -> bool {
        let Detail::MembershipDenied(end) = &line.detail else { return false };
        let is_it = |path: &FieldPath| {
            path.item.as_ref() == Some(&end.item) && path.field.as_str() == keys::ORGANISATION
        };
        self.masks.iter().any(|(_, masked)| is_it(&masked.path))
    }
}
