//! What shows that a cluster's statements are true: documents brought with a form, the list of all
//! there is, and the documents themselves for those who may open them.
//!
//! The digest of a document is public. It opens the document to who judges it, to who speaks for the
//! cluster for which it was brought, and to who is asked to confirm what it shows; naming it opens it to
//! nobody.

use std::collections::HashMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use registry_core::access::Caller;
use registry_core::rejection::Rejection;
use registry_core::state::StreamState;
use registry_events::actor::Role;
use registry_events::catalogue::Field as Asked;
use registry_events::claim::Evidence;
use registry_events::document::{DocumentRef, NotADocument};
use registry_events::ids::{ClusterId, Digest};
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;

use super::field::name_of;
use super::opened::Opened;
use super::picture::{self, PictureView};
use super::shown_to::is_shown_to;
use crate::api::write::evidence::{
    Brought as Brings, NotKept, attached, bringer, check_grant, check_judges, given_out,
    keep as kept_in_room, opens_documents,
};
use crate::http::form::Fields;
use crate::http::path::Path;
use crate::http::upload::{SentFile, SignedUpload};
use crate::http::{App, Problem, Reading, SignedIn, note_document_look, note_look};
use crate::pages::account::frame;
use crate::pages::answer::{CachePolicy, Page, rendered_privately};
use crate::pages::frame::Frame;
use crate::people::room::Bringer;
use crate::people::whereabouts::Whereabouts;
use crate::private::drafts::{BroughtDocument, NoRoom};
use crate::words::typography::set;
use crate::words::value::{Speaker, said_document};

/// The field in which files are sent.
pub(in crate::pages) const FILES: &str = "files";
/// The field that names documents which are kept already.
pub(in crate::pages) const DOCUMENT: &str = "document";

/// A document of a form: whether it goes with the answer is ticked.
pub(super) struct DocumentChoice {
    pub(super) id: String,
    pub(super) digest: String,
    /// «устав.pdf: PDF, 120 КБ».
    pub(super) label: String,
    pub(super) address: String,
}

/// What came with a form: the fields with the documents they name, and what is wrong with files.
pub(super) struct Brought {
    pub(super) fields: Fields,
    /// Those that are named and may be.
    pub(super) documents: Vec<DocumentRef>,
    /// Keys of sentences, each with the name of its file.
    pub(super) refused: Vec<(&'static str, String)>,
    /// The picture that is the answer, where it is one.
    pub(super) picture: Option<DocumentRef>,
    /// The same of a file that was to be it.
    pub(super) refused_picture: Option<(&'static str, String)>,
    names: HashMap<Digest, String>,
}

impl Brought {
    /// Takes in the files of a form, and finds the documents that it names.
    pub(super) async fn of(
        app: &App,
        opened: &Opened,
        path: &FieldPath,
        sent: &SignedUpload,
    ) -> Result<Self, Problem> {
        let mut fields = sent.fields.pairs().to_vec();
        let mut refused = Vec::new();
        for file in sent.files_of(FILES) {
            match keep(app, opened, sent, file).await? {
                Ok(document) => fields.push((DOCUMENT.into(), document.digest.to_string())),
                Err(key) => refused.push((key, file.name.clone())),
            }
        }
        let mut refused_picture = None;
        if let Some(field) = opened.in_force()?.catalogue.field(path) {
            refused_picture = picture::taken_in(app, opened, field, sent, &mut fields).await?;
        }
        let found = Self::named(app, opened, path, fields.into()).await?;
        Ok(Self { refused, refused_picture, ..found })
    }

    /// The documents that fields name: those that stand as evidence already, and those that were
    /// brought for this cluster.
    pub(super) async fn named(
        app: &App,
        opened: &Opened,
        path: &FieldPath,
        fields: Fields,
    ) -> Result<Self, Problem> {
        let brought = app.registry.accounts().documents_for(opened.cluster).await?;
        let mut pairs = fields.pairs().to_vec();
        let picture = picture::checked(app, opened, path, &brought, &mut pairs).await?;
        let fields = Fields::from(pairs);
        let names: HashMap<_, _> = brought.into_iter().map(|it| (it.digest, it.name)).collect();
        let standing = opened.profile().claim(path).map(|current| &current.claim.evidence);
        let mut documents: Vec<DocumentRef> = Vec::new();
        for digest in fields.all(DOCUMENT).filter_map(|digest| digest.parse().ok()) {
            let stands = standing.into_iter().flatten().find_map(|piece| match piece {
                Evidence::Document(document) if document.digest == digest => Some(*document),
                _ => None,
            });
            let kept = match stands {
                None if names.contains_key(&digest) => found(app, digest).await?,
                stands => stands,
            };
            documents.extend(kept.filter(|it| !documents.contains(it)));
        }
        let (refused, refused_picture) = (Vec::new(), None);
        Ok(Self { fields, documents, refused, picture, refused_picture, names })
    }

    /// The picture as the form shows it.
    pub(super) fn picture(
        &self,
        field: &Asked,
        opened: &Opened,
        frame: &Frame,
    ) -> Option<PictureView> {
        let document = self.picture?;
        let brought_as = self.names.get(&document.digest).map(String::as_str);
        Some(PictureView::of(field, document, brought_as, opened, frame))
    }

    /// The documents as the form shows them.
    pub(super) fn choices(&self, opened: &Opened, frame: &Frame) -> Vec<DocumentChoice> {
        let choice = |(place, document): (usize, &DocumentRef)| {
            let digest = document.digest.to_string();
            let kind = said_document(document, frame.language);
            let name = self.names.get(&document.digest).filter(|name| !name.is_empty());
            DocumentChoice {
                id: format!("field-{DOCUMENT}-{place}"),
                label: name.map_or_else(|| kind.clone(), |name| format!("{name}: {kind}")),
                address: frame.plain_link(&format!("{}/evidence/{digest}", opened.path())),
                digest,
            }
        };
        self.documents.iter().enumerate().map(choice).collect()
    }
}

/// A document that is kept.
pub(super) async fn found(app: &App, digest: Digest) -> Result<Option<DocumentRef>, Problem> {
    let read = app.registry.documents().read(digest).await;
    Ok(read.map_err(|error| Problem::fault(&error))?.map(|(document, _)| document))
}

/// Keeps a file where there is room for it, told by its bytes and not by its name; or why it isn't kept.
pub(super) async fn keep_file(
    app: &App,
    caller: Caller,
    cluster: Option<ClusterId>,
    file: &SentFile,
) -> Result<Result<DocumentRef, NotKept>, Problem> {
    let too_large = NotKept::None(NotADocument::TooLarge);
    let Some(bytes) = file.bytes.clone() else { return Ok(Err(too_large)) };
    let bringer = match cluster {
        Some(_) => Bringer::Speaker,
        None => bringer(app, caller).await?,
    };
    let cluster = cluster.map(|cluster| (cluster, file.name.as_str()));
    let brought = Brings { account: caller.account, cluster, bringer };
    let kept = kept_in_room(app, brought, bytes).await?;
    if let Ok(document) = &kept {
        // Who brings a document has it before their eyes.
        note_document_look(app, caller, document.digest).await?;
    }
    Ok(kept)
}

/// The same of a file that is brought for a cluster.
async fn keep(
    app: &App,
    opened: &Opened,
    sent: &SignedUpload,
    file: &SentFile,
) -> Result<Result<DocumentRef, &'static str>, Problem> {
    Ok(keep_file(app, sent.signed_in.caller, Some(opened.cluster), file).await?.map_err(key_of))
}

/// The sentence that says why a file isn't kept.
pub(super) const fn key_of(not_kept: NotKept) -> &'static str {
    match not_kept {
        NotKept::None(NotADocument::Empty) => "evidence-empty",
        NotKept::None(NotADocument::TooLarge) => "evidence-too-large",
        NotKept::None(NotADocument::UnknownType) => "evidence-type",
        NotKept::Full(NoRoom::Today(_)) => "evidence-enough-today",
        NotKept::Full(NoRoom::AtAll(_)) => "evidence-too-many",
    }
}

/// The list of all there is.
#[derive(Template)]
#[template(path = "work/evidence.html")]
struct EvidencePage {
    frame: Frame,
    name: String,
    tasks: String,
    statements: Vec<Shown>,
    /// Documents that no statement names.
    unused: Vec<Piece>,
}

impl Page for EvidencePage {
    const CACHE: CachePolicy = CachePolicy::Private;
}

/// A statement with what shows it.
struct Shown {
    label: String,
    pieces: Vec<Piece>,
}

/// A link or a document.
struct Piece {
    words: String,
    /// None for a document that was brought elsewhere.
    address: Option<String>,
    /// «устав.pdf, приложен 01.03.2016».
    about: String,
}

/// `/work/clusters/{id}/evidence`.
pub async fn page(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<ClusterId>, Problem>,
    reading: Reading,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let opened = Opened::of(&app, &who, named?.0).await?;
    let frame = frame(&app, reading.language, &headers, &uri, &who.present);
    let views = app.views();
    let card = views.card(opened.cluster).map(Arc::as_ref);
    let speaker = Speaker { lens: reading.lens(), card, language: reading.language };
    let brought = app.registry.accounts().documents_for(opened.cluster).await?;
    let is_officer = who.caller.role == Role::Officer;
    let showing = Showing { opened: &opened, brought: &brought, is_officer, frame: &frame };
    rendered_privately(&EvidencePage {
        name: name_of(&opened, &speaker),
        tasks: frame.plain_link(&opened.path()),
        statements: showing.statements(&speaker),
        unused: showing.unused(),
        frame,
    })
}

/// What the evidence of a cluster is shown from.
struct Showing<'s> {
    opened: &'s Opened,
    brought: &'s [BroughtDocument],
    is_officer: bool,
    frame: &'s Frame,
}

impl Showing<'_> {
    /// What shows something, by what it shows.
    fn statements(&self, speaker: &Speaker<'_>) -> Vec<Shown> {
        let claims = self.opened.profile().claims();
        let shown = claims.filter(|current| !current.claim.evidence.is_empty());
        let statements = shown.map(|current| Shown {
            label: label(&current.claim.path, speaker),
            pieces: current.claim.evidence.iter().map(|piece| self.piece(piece)).collect(),
        });
        let mut statements: Vec<_> = statements.collect();
        statements.sort_by(|one, other| one.label.cmp(&other.label));
        statements
    }

    fn piece(&self, piece: &Evidence) -> Piece {
        match piece {
            Evidence::Link(url) => {
                let words = url.to_string();
                Piece { address: Some(words.clone()), words, about: String::new() }
            }
            Evidence::Document(document) => {
                let about = self.about(document.digest);
                let opens = about.is_some() || self.is_officer;
                Piece {
                    words: said_document(document, self.frame.language),
                    address: opens.then(|| self.link(document.digest)),
                    about: about.unwrap_or_else(|| document.digest.to_string()),
                }
            }
        }
    }

    /// Under which name and when a document was brought for this cluster.
    fn about(&self, digest: Digest) -> Option<String> {
        let own = self.brought.iter().find(|own| own.digest == digest)?;
        let day = self.frame.day(own.brought_at);
        let told = [("name", own.name.as_str()), ("day", day.as_str())];
        Some(self.frame.words.say_with("evidence-brought", &told))
    }

    fn link(&self, digest: Digest) -> String {
        self.frame.plain_link(&format!("{}/evidence/{digest}", self.opened.path()))
    }

    /// What was brought and shows nothing.
    fn unused(&self) -> Vec<Piece> {
        let unused = self.brought.iter().filter(|own| !self.is_used(own.digest));
        let view = |own: &BroughtDocument| Piece {
            words: if own.name.is_empty() { own.digest.to_string() } else { own.name.clone() },
            address: Some(self.link(own.digest)),
            about: self.frame.day(own.brought_at),
        };
        unused.map(view).collect()
    }

    fn is_used(&self, digest: Digest) -> bool {
        let mut all = self.opened.profile().claims().flat_map(|current| &current.claim.evidence);
        all.any(|piece| matches!(piece, Evidence::Document(own) if own.digest == digest))
    }
}

/// A field, behind the list and the item that it is of.
fn label(path: &FieldPath, speaker: &Speaker<'_>) -> String {
    let own = speaker.label(path);
    let Some(item) = &path.item else { return set(&own) };
    let list = speaker.collection(&item.collection);
    set(&format!("{list}, {}: {own}", speaker.item(item)))
}

/// `/work/clusters/{id}/evidence/{digest}`: to who speaks for the cluster what was brought for it, to
/// an officer any.
pub async fn file(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<(ClusterId, String)>, Problem>,
    from: Whereabouts,
) -> Result<Response, Problem> {
    let Path((id, digest)) = named?;
    let opened = Opened::of(&app, &who, id).await?;
    let digest: Digest = digest.parse().map_err(|_| unknown())?;
    if who.caller.role == Role::Officer {
        return judged(&app, &who, digest, &from).await;
    }
    let brought = app.registry.accounts().documents_for(opened.cluster).await?;
    if !brought.iter().any(|own| own.digest == digest) {
        return Err(unknown());
    }
    let (document, bytes) = given_out(&app, digest).await?.ok_or_else(unknown)?;
    note_document_look(&app, who.caller, digest).await?;
    Ok(attached(&document, bytes))
}

/// `/evidence/{digest}`: to those who judge what it shows, whose looks are noted; and to whom it is
/// shown: who brought it, the cluster about which it says something, a dispute's filer, and who is asked
/// to confirm what it shows.
pub async fn judge(
    State(app): State<App>,
    who: SignedIn,
    named: Result<Path<String>, Problem>,
    from: Whereabouts,
) -> Result<Response, Problem> {
    let role = who.caller.role;
    let is_administrator = role == Role::Administrator;
    let Path(named) = named?;
    if let Ok(digest) = named.parse()
        && !opens_documents(role)
        && is_shown_to(&app, &who, digest).await?
    {
        let (document, bytes) = given_out(&app, digest).await?.ok_or_else(unknown)?;
        note_document_look(&app, who.caller, digest).await?;
        return Ok(attached(&document, bytes));
    }
    if !is_administrator {
        check_judges(role)?;
    }
    let whole = registry_core::access::whole_registry;
    check_grant(&app, who.caller, "registry", whole).await?;
    let digest: Digest = named.parse().map_err(|_| unknown())?;
    if is_administrator && !is_a_right(&app, digest).await? {
        check_judges(role)?;
    }
    judged(&app, &who, digest, &from).await
}

/// Whether a role that stands rests on a document: those an administrator opens too, who gives roles.
async fn is_a_right(app: &App, digest: Digest) -> Result<bool, Problem> {
    let access = app.registry.executor().streams().load(&StreamId::access()).await?;
    let StreamState::Access(access) = access.state.as_ref() else { return Ok(false) };
    Ok(access.grants().any(|grant| grant.authority.document == Some(digest)))
}

async fn judged(
    app: &App,
    who: &SignedIn,
    digest: Digest,
    from: &Whereabouts,
) -> Result<Response, Problem> {
    let (document, bytes) = given_out(app, digest).await?.ok_or_else(unknown)?;
    note_look(app, who.caller, &format!("evidence {digest}"), from).await?;
    note_document_look(app, who.caller, digest).await?;
    Ok(attached(&document, bytes))
}

fn unknown() -> Problem {
    Rejection::NotFound("document").into()
}
