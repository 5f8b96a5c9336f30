//! What an edition of the rulebook says otherwise than the one before it, a sentence for each thing
//! that was added, removed or changed.

use registry_core::rulebook::{Condition, LevelRule, Marker, Rulebook};
use registry_events::value::Code;

use super::super::frame::Frame;
use super::rules::{degree, either, level_of, text};
use crate::words::typography::integer;

/// The changes in the order of the page: markers, levels, parameters, waivers.
pub(super) fn of(before: &Rulebook, after: &Rulebook, frame: &Frame) -> Vec<String> {
    let mut changes = Changes { frame, sentences: Vec::new() };
    changes.markers(before, after);
    changes.levels(before, after);
    changes.parameters(before, after);
    changes.waivers(before, after);
    changes.sentences
}

struct Changes<'f> {
    frame: &'f Frame,
    sentences: Vec<String>,
}

impl Changes<'_> {
    fn markers(&mut self, before: &Rulebook, after: &Rulebook) {
        let (old, new) = (&before.markers, &after.markers);
        self.come_and_gone(old, new, |one| &one.id, Self::marker);
        for new in new {
            if let Some(old) = before.marker(new.id.as_str()) {
                self.marker_changed(old, new);
            }
        }
    }

    fn marker_changed(&mut self, old: &Marker, new: &Marker) {
        let what = |changes: &Self, of: &str| {
            changes.frame.words.say_with(of, &[("marker", new.id.as_str())])
        };
        let frame = self.frame;
        let words = [old, new].map(|one| text(&one.label, frame));
        self.turned(&what(self, "change-marker-label"), words);
        let words = [old, new].map(|one| text(&one.add, frame));
        self.turned(&what(self, "change-marker-add"), words);
        let rules = [old, new].map(|one| one.when.source().to_owned());
        self.turned(&what(self, "change-marker-rule"), rules);
        let minimum = [old, new].map(|one| self.yes_or_no(one.minimum));
        self.turned(&what(self, "change-marker-minimum"), minimum);
        let waivable = [old, new].map(|one| self.yes_or_no(one.waivable));
        self.turned(&what(self, "change-marker-waivable"), waivable);
        let basis = [old, new].map(|one| one.basis.join(", "));
        self.turned(&what(self, "change-marker-basis"), basis);
        let support = [old, new].map(|one| self.or_none(one.corroboration.as_deref()));
        self.turned(&what(self, "change-marker-corroboration"), support);
    }

    fn levels(&mut self, before: &Rulebook, after: &Rulebook) {
        for new in &after.levels {
            if let Some(old) = before.levels.iter().find(|old| old.level == new.level) {
                self.level_changed(old, new);
            }
        }
        let (old, new) = (&before.levels, &after.levels);
        self.come_and_gone(
            old,
            new,
            |one| &one.level,
            |changes, one| level_of(one.level, changes.frame),
        );
    }

    fn level_changed(&mut self, old: &LevelRule, new: &LevelRule) {
        let frame = self.frame;
        let level = level_of(new.level, frame);
        let what = |of: &str| frame.words.say_with(of, &[("level", &level)]);
        let least = [old, new].map(|rule| rule.markers_min.to_string());
        self.turned(&what("change-level-markers"), least);
        let gates = [old, new].map(|rule| self.ids(&rule.gates));
        self.turned(&what("change-level-gates"), gates);
        let groups = [old, new].map(|rule| self.groups(&rule.one_of));
        self.turned(&what("change-level-one-of"), groups);
        let degrees = [old, new].map(|rule| degree(rule.corroboration_min, frame));
        self.turned(&what("change-level-corroboration"), degrees);
        let (old, new) = (&old.conditions, &new.conditions);
        let condition = |changes: &Self, one: &Condition| {
            let label = text(&one.label, changes.frame);
            let parts = [("level", level.as_str()), ("label", &label)];
            changes.frame.words.say_with("change-condition", &parts)
        };
        self.come_and_gone(old, new, |one| &one.key, condition);
        self.conditions_changed(old, new, &level);
    }

    fn conditions_changed(&mut self, old: &[Condition], new: &[Condition], level: &str) {
        let frame = self.frame;
        for new in new {
            let Some(old) = old.iter().find(|old| old.key == new.key) else { continue };
            let what =
                |of: &str| frame.words.say_with(of, &[("level", level), ("key", new.key.as_str())]);
            let words = [old, new].map(|one| text(&one.label, frame));
            self.turned(&what("change-condition-label"), words);
            let rules = [old, new].map(|one| one.when.source().to_owned());
            self.turned(&what("change-condition-rule"), rules);
        }
    }

    fn parameters(&mut self, before: &Rulebook, after: &Rulebook) {
        let names = before.parameters.keys().chain(after.parameters.keys());
        let names: std::collections::BTreeSet<_> = names.collect();
        for name in names {
            let numbers = [before, after].map(|book| book.parameters.get(name));
            let numbers =
                numbers.map(|number| self.or_none(number.map(|n| integer(*n)).as_deref()));
            let what = self.frame.words.say_with("change-parameter", &[("name", name)]);
            self.turned(&what, numbers);
        }
    }

    fn waivers(&mut self, before: &Rulebook, after: &Rulebook) {
        let statuses = [before, after].map(|book| self.ids(&book.waiving_statuses));
        self.turned(&self.frame.say("change-statuses"), statuses);
        let facts = [before, after].map(|book| book.facts_version.to_string());
        self.turned(&self.frame.say("change-facts"), facts);
    }

    /// What only one of two lists has.
    fn come_and_gone<T, K: PartialEq>(
        &mut self,
        old: &[T],
        new: &[T],
        key: impl Fn(&T) -> &K,
        what: impl Fn(&Self, &T) -> String,
    ) {
        let lacks = |list: &[T], one: &T| list.iter().all(|other| key(other) != key(one));
        let removed = old.iter().filter(|one| lacks(new, one)).map(|one| ("change-removed", one));
        let added = new.iter().filter(|one| lacks(old, one)).map(|one| ("change-added", one));
        for (said, one) in removed.chain(added) {
            let what = what(self, one);
            self.sentences.push(self.frame.words.say_with(said, &[("what", &what)]));
        }
    }

    /// «…: было 10, стало 11», where the two differ.
    fn turned(&mut self, what: &str, [before, after]: [String; 2]) {
        if before != after {
            let parts = [("what", what), ("before", &before), ("after", &after)];
            self.sentences.push(self.frame.words.say_with("change-turned", &parts));
        }
    }

    fn marker(&self, marker: &Marker) -> String {
        let label = text(&marker.label, self.frame);
        let parts = [("marker", marker.id.as_str()), ("label", &label)];
        self.frame.words.say_with("change-marker", &parts)
    }

    fn yes_or_no(&self, is: bool) -> String {
        self.frame.say(if is { "change-yes" } else { "change-no" })
    }

    fn or_none(&self, text: Option<&str>) -> String {
        text.map_or_else(|| self.frame.say("change-none"), str::to_owned)
    }

    fn ids(&self, codes: &[Code]) -> String {
        let ids: Vec<_> = codes.iter().map(Code::as_str).collect();
        self.or_none((!ids.is_empty()).then(|| ids.join(", ")).as_deref())
    }

    fn groups(&self, groups: &[Vec<Code>]) -> String {
        let groups: Vec<_> = groups.iter().map(|group| either(group, self.frame)).collect();
        self.or_none((!groups.is_empty()).then(|| groups.join("; ")).as_deref())
    }
}
