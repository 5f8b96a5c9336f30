//! What an organisation was heard to say meanwhile, by another link or on its own pages: who answers
//! second is told what stands before it counts, and whether theirs added anything.

use std::cmp::Reverse;

use registry_core::access::Caller;
use registry_events::actor::{Party, Role};
use registry_events::ids::StreamVersion;
use registry_events::value::Language;
use registry_projections::place::Place;
use registry_projections::views::Views;

use super::super::unconfirmed;
use super::{ANSWERED, Answer, SEEN, Standing};
use crate::execute::ExecuteError;
use crate::http::{App, Problem};
use crate::pages::contact::link::Followed;
use crate::pages::form::Form;
use crate::pages::frame::Frame;
use crate::people::Mailbox;
use crate::people::asked::ConfirmationAsked;
use crate::read::lens::Lens;
use crate::words::value::Speaker;

/// What became other while a page was open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Nothing,
    /// The organisation was heard by another link, or on its own pages.
    Answered,
    /// The cluster states something else.
    Stated,
}

impl Standing {
    /// The confirmations that the organisation gave of what is asked about.
    pub(super) fn given(&self, speaker: &Speaker<'_>) -> Vec<StreamVersion> {
        let party = Party::Organisation(self.asked.organisation);
        let claims = self.claims(speaker);
        let all = claims.iter().flat_map(|current| &current.support.confirmations);
        all.filter(|given| given.party == party).map(|given| given.version).collect()
    }

    /// Where the organisation confirmed all that is asked about; none while something waits.
    pub(super) fn confirmed(&self, views: &Views) -> Option<Place> {
        let lens = Lens::new(views, views.position().unwrap_or_default());
        let speaker = Speaker { lens, card: None, language: Language::Ru };
        if !unconfirmed(&self.claims(&speaker), self.asked.organisation).is_empty() {
            return None;
        }
        let history = views.history(self.asked.cluster)?;
        let places = self
            .given(&speaker)
            .into_iter()
            .filter_map(|version| history.event(version).map(|line| &line.place));
        // What was said last, from the first of what was said with it: there its receipt begins.
        let order = |place: &&Place| (Reverse(place.recorded_at), place.position);
        places.min_by_key(order).cloned()
    }

    /// What is to be known before an answer: that the cluster changed what stood there when the form was
    /// made, or that the organisation was heard already.
    pub(super) fn notice(&self, views: &Views, changed: bool, frame: &Frame) -> Option<String> {
        if changed {
            return Some(frame.say("confirmation-changed"));
        }
        let day = frame.day(self.confirmed(views)?.recorded_at);
        Some(frame.words.say_with("confirmation-answered", &[("day", day.as_str())]))
    }

    /// What became other than the form had it.
    pub(super) fn change(&self, app: &App, form: &Form) -> Change {
        let views = app.views();
        let lens = Lens::new(&views, views.position().unwrap_or_default());
        let speaker = Speaker { lens, card: None, language: Language::Ru };
        let (now, then) = (self.seen(&speaker), form.typed(SEEN));
        let stated = |seen: &str| seen.split(ANSWERED).next().map(str::to_owned);
        match (now == then, stated(&now) == stated(then)) {
            (true, _) => Change::Nothing,
            (false, true) => Change::Answered,
            (false, false) => Change::Stated,
        }
    }

    /// Whether an answer was given by this very link, the same or another: then a press tells what came
    /// of that one.
    pub(super) async fn has_answered(
        &self,
        app: &App,
        followed: &Followed,
        answer: Answer,
        text: &str,
    ) -> Result<bool, Problem> {
        let Some(mailbox) = Mailbox::parse(&self.asked.mailbox) else { return Ok(false) };
        let person = app.registry.accounts().person_of(&mailbox).await?;
        let Some(person) = person else { return Ok(false) };
        let caller = Caller::of(person.account, Role::OrganisationRepresentative);
        let content = format!("{} {text}", answer.key());
        match followed.recorded(app, caller, ("answer", content.as_str())).await {
            Ok(before) => Ok(before.is_some()),
            Err(ExecuteError::RequestReused(_)) => Ok(true),
            Err(refused) => Err(refused.into()),
        }
    }
}

/// Why a membership that was asked about is no more: by the organisation's own word, or otherwise.
pub(super) fn ended(app: &App, asked: &ConfirmationAsked, frame: &Frame) -> String {
    let views = app.views();
    let closed = views.card(asked.cluster).and_then(|card| card.item(&asked.item)?.closed.as_ref());
    let denied = closed.filter(|it| it.denied && it.denial_withdrawn.is_none());
    match denied {
        Some(closed) => {
            let day = frame.day(closed.place.recorded_at);
            frame.words.say_with("confirmation-denied-before", &[("day", day.as_str())])
        }
        None => frame.say("confirmation-membership-ended"),
    }
}
