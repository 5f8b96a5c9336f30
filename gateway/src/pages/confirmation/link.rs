//! The page of the link: the exact words, three answers, and what each does. A look never acts.
//!
//! Who answers proves by the link that the mailbox is read by them, and by the mailbox's domain, which
//! somebody else tied to the organisation, that they speak for it. The log gets an account, the role
//! with that domain, and what was said; never the mailbox.

mod heard;
mod speaker;

use std::collections::BTreeSet;

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use registry_core::access::Caller;
use registry_core::command::{
    Against, Command, ConfirmClaims, DenyMembership, FileReport, REASON_CHARACTERS_MAX, Target,
};
use registry_core::profile::CurrentClaim;
use registry_core::rejection::Rejection;
use registry_events::actor::Role;
use registry_events::ids::Digest;
use registry_events::path::FieldPath;
use registry_events::value::{Code, Language, MailDomain};

use self::heard::{Change, ended};
use self::speaker::speaker_of;
use super::{OfCluster, organisation, said, unconfirmed};
use crate::api::transparency::proof;
use crate::execute::{Done, ExecuteError};
use crate::http::{App, Problem};
use crate::pages::answer::{CachePolicy, Page, rendered_privately, to_correct};
use crate::pages::contact::letters::letter;
use crate::pages::contact::link::{Followed, gone_for};
use crate::pages::contact::{ClusterNamed, name_of};
use crate::pages::form::{Choices, Field, Form};
use crate::pages::frame::Frame;
use crate::pages::work::confirmations::documents::opened as opened_documents;
use crate::pages::work::queue::said::EvidenceView;
use crate::people::Mailbox;
use crate::people::asked::{CameOf, ConfirmationAsked};
use crate::people::links::Outcome;
use crate::problems::{LabelsInForce, sentence_on_page};
use crate::read::lens::Lens;
use crate::words::messages::Messages;
use crate::words::typography::{integer, set};
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "confirmation/link.html")]
struct ConfirmationPage {
    frame: Frame,
    form: Form,
    cluster: ClusterNamed,
    organisation: String,
    rows: Vec<SaidView>,
    answer: Choices,
    text: Field,
    /// That the cluster stated something else meanwhile, or the organisation was heard already.
    notice: Option<String>,
}

impl Page for ConfirmationPage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A statement that is asked about, with what shows it.
struct SaidView {
    label: String,
    words: String,
    evidence: Vec<EvidenceView>,
}

/// What an organisation says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Confirm,
    Deny,
    Inaccurate,
}

impl Answer {
    const ALL: [Self; 3] = [Self::Confirm, Self::Deny, Self::Inaccurate];

    const fn key(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Deny => "deny",
            Self::Inaccurate => "inaccurate",
        }
    }

    fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|answer| answer.key() == key)
    }
}

const ANSWER: &str = "answer";
const TEXT: &str = "remark";
/// The name of the versions that were shown.
const SEEN: &str = "seen";

/// Parts what the cluster states from what the organisation said of it.
const ANSWERED: &str = " | ";

/// What is asked, as it stands now.
pub(super) struct Standing {
    pub(super) asked: ConfirmationAsked,
    /// The documents of what is asked about, which open by the link.
    pub(super) opened: BTreeSet<Digest>,
    domain: MailDomain,
    name: String,
    cluster: OfCluster,
    /// Where these documents stand.
    documents: String,
}

/// Why nothing can be said by a link any more.
type Why = String;

impl Standing {
    pub(super) async fn of(
        app: &App,
        followed: &Followed,
        frame: &Frame,
    ) -> Result<Result<Self, Why>, Problem> {
        let asked: ConfirmationAsked = followed.payload()?;
        let cluster = OfCluster::load(app, asked.cluster).await?;
        let state = organisation(app, asked.organisation).await?;
        let of_link = |domain: &MailDomain| state.mailbox_domains.get(domain) == Some(&asked.tie);
        let tied = asked.domain().filter(of_link);
        let Some(domain) = tied else {
            return Ok(Err(frame.say("confirmation-domain-released")));
        };
        let member = cluster.member(&asked.item).map(|(_, organisation)| organisation);
        if member != Some(asked.organisation) {
            return Ok(Err(ended(app, &asked, frame)));
        }
        let name = state.name.as_ref().map(|name| name.in_language_or_other(frame.language));
        let name = name.map(set).unwrap_or_default();
        let documents = format!("/l/{}/evidence", followed.token);
        let opened = BTreeSet::new();
        let mut standing = Self { asked, opened, domain, name, cluster, documents };
        standing.opened = standing.documents(app).await?;
        Ok(Ok(standing))
    }

    /// The documents that show what is asked about, where who brought them in had them.
    async fn documents(&self, app: &App) -> Result<BTreeSet<Digest>, Problem> {
        let views = app.views();
        let lens = Lens::new(&views, views.position().unwrap_or_default());
        let speaker = Speaker { lens, card: None, language: Language::Ru };
        opened_documents(app, self.asked.cluster, &self.claims(&speaker)).await
    }

    /// The statements in words.
    fn rows(&self, speaker: &Speaker<'_>, frame: &Frame) -> Vec<SaidView> {
        let way = |digest: Digest| {
            let address = || frame.plain_link(&format!("{}/{digest}", self.documents));
            self.opened.contains(&digest).then(address)
        };
        let view = |current: &CurrentClaim| SaidView {
            label: set(&speaker.label(&current.claim.path)),
            words: set(&speaker.claim(&current.claim)),
            evidence: EvidenceView::by_ways(&current.claim.evidence, frame.language, way),
        };
        self.claims(speaker).into_iter().map(view).collect()
    }

    /// The claims that are asked about.
    fn claims(&self, speaker: &Speaker<'_>) -> Vec<&CurrentClaim> {
        let member = self.cluster.member(&self.asked.item);
        member.map(|(item, _)| said(item, speaker)).unwrap_or_default()
    }

    /// Names the versions that are shown, and behind them what the organisation said of them.
    fn seen(&self, speaker: &Speaker<'_>) -> String {
        let version =
            |current: &&CurrentClaim| format!("{}:{}", current.claim.path.field, current.version);
        let stated = self.claims(speaker).iter().map(version).collect::<Vec<_>>().join(" ");
        let given = self.given(speaker).iter().map(ToString::to_string).collect::<Vec<_>>();
        format!("{stated}{ANSWERED}{}", given.join(" "))
    }

    fn page(&self, app: &App, form: Form, frame: Frame, changed: bool) -> ConfirmationPage {
        let views = app.views();
        let lens = Lens::new(&views, views.position().unwrap_or_default());
        let speaker = Speaker { lens, card: None, language: frame.language };
        let notice = self.notice(&views, changed, &frame);
        let label = |answer: Answer| {
            let key = answer.key();
            (key.to_owned(), frame.say(&format!("confirmation-{key}")))
        };
        let mut answer = form.choices(
            ANSWER,
            frame.say("confirmation-question"),
            "radio",
            Answer::ALL.map(label),
        );
        for choice in &mut answer.choices {
            choice.hint = frame.say(&format!("confirmation-{}-hint", choice.value));
        }
        let text = form.field(TEXT, frame.say("confirmation-remark")).optional();
        ConfirmationPage {
            rows: self.rows(&speaker, &frame),
            text: text.lines(4).hint(frame.say("confirmation-remark-hint")),
            cluster: ClusterNamed::of(app, self.asked.cluster, &frame),
            organisation: self.name.clone(),
            form: form.with(SEEN, self.seen(&speaker)),
            answer,
            notice,
            frame,
        }
    }
}

/// The page of an open link.
pub(in crate::pages) async fn page(
    app: &App,
    followed: &Followed,
    form: Form,
    frame: Frame,
) -> Result<Response, Problem> {
    match Standing::of(app, followed, &frame).await? {
        Ok(standing) => rendered_privately(&standing.page(app, form, frame, false)),
        Err(why) => gone_for(frame, why, StatusCode::CONFLICT),
    }
}

/// What was answered.
pub(in crate::pages) async fn act(
    app: &App,
    followed: &Followed,
    mut form: Form,
    frame: Frame,
) -> Result<Response, Problem> {
    let standing = match Standing::of(app, followed, &frame).await? {
        Ok(standing) => standing,
        Err(why) => return gone_for(frame, why, StatusCode::CONFLICT),
    };
    let (answer, text) = answered(&mut form, &frame);
    let Some(answer) = answer.filter(|_| !form.is_wrong()) else {
        return to_correct(&standing.page(app, form, frame, false));
    };
    let change = standing.change(app, &form);
    if change != Change::Nothing && !standing.has_answered(app, followed, answer, &text).await? {
        let stated = change == Change::Stated;
        let page = rendered_privately(&standing.page(app, form, frame, stated))?;
        return Ok((StatusCode::CONFLICT, page).into_response());
    }
    let account = speaker_of(app, followed, &standing).await?;
    let caller = Caller::of(account, Role::OrganisationRepresentative);
    match standing.say(app, followed, caller, answer, &text).await {
        Ok(done) => standing.tell(app, followed, &frame, answer, done.as_ref()).await,
        Err(refused) => match words_of(app, refused, &frame).await? {
            Some(words) => {
                form.wrong(ANSWER, words);
                to_correct(&standing.page(app, form, frame, false))
            }
            // Another answer was given by this link a moment ago.
            None => Ok(Redirect::to(&form.action).into_response()),
        },
    }
}

/// The answer with its remark; what is wrong is noted in the form.
fn answered(form: &mut Form, frame: &Frame) -> (Option<Answer>, String) {
    let answer = Answer::from_key(form.typed(ANSWER));
    let text = form.typed(TEXT).trim().to_owned();
    if answer.is_none() {
        form.wrong(ANSWER, frame.say("confirmation-answer-wrong"));
    }
    if text.is_empty() && answer == Some(Answer::Inaccurate) {
        form.wrong(TEXT, frame.say("confirmation-remark-wrong"));
    }
    if text.chars().count() > REASON_CHARACTERS_MAX {
        form.wrong(TEXT, frame.count("contact-too-long", REASON_CHARACTERS_MAX));
    }
    (answer, text)
}

impl Standing {
    /// Records the answer; nothing where all of it is confirmed already.
    async fn say(
        &self,
        app: &App,
        followed: &Followed,
        caller: Caller,
        answer: Answer,
        text: &str,
    ) -> Result<Option<Done>, ExecuteError> {
        let content = format!("{} {text}", answer.key());
        // One answer by a link: another one under its name is refused.
        let asked = ("answer", content.as_str());
        if let Some(before) = followed.recorded(app, caller, asked).await? {
            return Ok(Some(before));
        }
        let Some(command) = self.command(app, answer, text) else { return Ok(None) };
        followed.record(app, caller, asked, command).await.map(Some)
    }

    fn command(&self, app: &App, answer: Answer, text: &str) -> Option<Command> {
        let (cluster, item) = (self.asked.cluster, self.asked.item.clone());
        Some(match answer {
            Answer::Confirm => self.confirms(app, text)?.into(),
            Answer::Deny => {
                let reason = if text.is_empty() { DENIED.to_owned() } else { text.to_owned() };
                DenyMembership { cluster, item, since: None, reason, expected: None }.into()
            }
            Answer::Inaccurate => {
                let path = FieldPath { item: Some(item), field: Code::literal("organisation") };
                FileReport { cluster, path, text: text.to_owned() }.into()
            }
        })
    }

    /// Exactly the claims that were shown, in the versions that were shown.
    fn confirms(&self, app: &App, text: &str) -> Option<ConfirmClaims> {
        let views = app.views();
        let lens = Lens::new(&views, views.position().unwrap_or_default());
        let speaker = Speaker { lens, card: None, language: Language::Ru };
        let claims = unconfirmed(&self.claims(&speaker), self.asked.organisation);
        let targets: Vec<_> =
            claims.iter().map(|current| Target::Claim(current.reference())).collect();
        (!targets.is_empty()).then(|| ConfirmClaims {
            cluster: self.asked.cluster,
            targets,
            against: Against::default(),
            evidence: Vec::new(),
            note: Some(text.to_owned()).filter(|text| !text.is_empty()),
            seen_on: None,
        })
    }

    /// Uses the link up, and sends the receipt.
    async fn tell(
        &self,
        app: &App,
        followed: &Followed,
        frame: &Frame,
        answer: Answer,
        done: Option<&Done>,
    ) -> Result<Response, Problem> {
        let position = done.map(|done| done.receipt.first);
        // What was confirmed before stands: its place is told, and no second receipt is sent.
        let before = done.is_none().then(|| self.confirmed(&app.views())).flatten();
        let told = match (answer, position) {
            (Answer::Confirm, None) => "confirmed-before",
            (Answer::Confirm, Some(_)) => "confirmed",
            (Answer::Deny, _) => "denied",
            (Answer::Inaccurate, _) => "inaccurate",
        };
        let came_of = CameOf {
            told: told.into(),
            cluster: self.asked.cluster,
            position: position.or(before.map(|place| place.position)).map(|position| position.0),
        };
        let to = Mailbox::parse(&self.asked.mailbox);
        let letters = to.zip(position).map(|(to, position)| {
            let language = self.asked.language;
            let name = name_of(&app.views(), self.asked.cluster);
            let proof = followed.origin.as_ref().filter(|_| app.registry.provable().is_some());
            let proof = proof.map(|origin| format!("{origin}{}", proof::address(position)));
            let said = Messages::of(language).say(&format!("done-{told}"));
            let receipt = proof.unwrap_or_else(|| integer(position.0));
            let cluster = name.in_language_or_other(language);
            let parts = [("cluster", cluster), ("said", &said), ("receipt", &receipt)];
            letter(to, "receipt", language, &parts)
        });
        let letters = letters.into_iter().collect();
        let outcome = Outcome { said: &came_of, link: None, letters, once: None };
        followed.use_up(app, frame, outcome).await
    }
}

/// The public reason of who gives none.
const DENIED: &str = "Организация сообщила, что не участвует в кластере";

/// Why the rules refuse, in words; none where this link led to another answer before.
///
/// # Errors
/// What isn't the reader's to mend.
async fn words_of(
    app: &App,
    refused: ExecuteError,
    frame: &Frame,
) -> Result<Option<String>, Problem> {
    let labels = LabelsInForce::load(app).await;
    let said =
        |code, details: &[String]| set(&sentence_on_page(code, details, frame.language, &labels));
    match refused {
        ExecuteError::RequestReused(_) => Ok(None),
        ExecuteError::Rejected(Rejection::Conflict { code }) => Ok(Some(said(code, &[]))),
        ExecuteError::Rejected(Rejection::Invalid(problems)) => {
            let words = problems.iter().map(|problem| said(problem.code, &problem.details));
            Ok(Some(words.collect::<Vec<_>>().join(" ")))
        }
        refused => Err(refused.into()),
    }
}
