//! «Выписка из реестра»: a cluster's card as a PDF that can be checked, with the card's JSON and the
//! proof of its last entry inside.
//!
//! Nothing is kept of an extract: its number says which entry it is of and how the card's digest
//! begins, and `/verify/{number}` makes the card again.

pub mod check;
mod code;
mod content;
mod number;
mod sheet;
mod subject;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::CONTENT_DISPOSITION;
use axum::http::{HeaderValue, Uri};
use axum::response::Response;
use krilla::Document;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::metadata::Metadata;
use registry_events::ids::ClusterId;

pub use self::number::{Number, digest};
use self::sheet::Line;
use self::subject::Subject;
pub(super) use self::subject::shortened;
use super::frame::Frame;
use crate::api::read::files::mark_demonstration;
use crate::api::read::parameters::Parameters;
use crate::api::transparency::proof::proof_of;
use crate::http::path::Path;
use crate::http::turns::Work;
use crate::http::{App, Problem, Reading};

const PDF: &str = "application/pdf";

/// The paper can't be drawn.
#[derive(Debug, thiserror::Error)]
#[error("the extract can't be drawn: {0}")]
struct NotDrawn(&'static str);

/// `/clusters/{id}/extract.pdf`.
pub async fn file(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    Parameters::of(&uri, &[]).finish()?;
    // Until when the card was looked at: its entry is the last one by then.
    let until = reading.instant;
    let subject = Subject::shown(&app, reading, id).await?;
    let proof = proof_of(&app, subject.number.position).await?;
    let frame = Frame::new(&app, &subject.reading, &uri, "/clusters");
    let paper = Paper {
        lines: content::lines(&subject, &proof, &frame, &app, until),
        title: frame.say("extract"),
        language: frame.code(),
        json: subject.json,
        proof: proof.to_string(),
        number: subject.number.to_string(),
    };
    let tag = subject.reading.tag(subject.reading.at);
    let name = paper.number.clone();
    let resource = format!("extract {uri} {name} {}", digest(paper.proof.as_bytes()));
    let work = Work { resource: &resource, tag: &tag, format: PDF };
    let bytes = app.made_once(work, move || paper.drawn()).await?;
    Ok(answer(&subject.reading, bytes, &name))
}

fn answer(reading: &Reading, bytes: Bytes, name: &str) -> Response {
    // A newer checkpoint makes another paper: nobody is told that theirs is the same.
    let mut response = reading.bytes(&reading.tag(None), PDF, bytes);
    let headers = response.headers_mut();
    headers.remove(axum::http::header::ETAG);
    if let Ok(name) = HeaderValue::from_str(&format!("inline; filename=\"{name}.pdf\"")) {
        headers.insert(CONTENT_DISPOSITION, name);
    }
    mark_demonstration(&mut response, reading);
    response
}

/// All that a paper is made of.
struct Paper {
    lines: Vec<Line>,
    title: String,
    language: &'static str,
    json: Vec<u8>,
    proof: String,
    number: String,
}

impl Paper {
    fn drawn(self) -> Result<Bytes, Problem> {
        let fault = |what| Problem::fault(&NotDrawn(what));
        let mut document = Document::new();
        let foot = format!("{} · {}", self.title, self.number);
        sheet::drawn(&mut document, &self.lines, &foot).ok_or_else(|| fault("fonts"))?;
        let metadata = Metadata::new().title(foot).language(self.language.to_owned());
        document.set_metadata(metadata.document_id(self.number.clone()));
        let json = attached(format!("{}.json", self.number), "application/json", self.json);
        let proof =
            attached(format!("{}.tlog-proof", self.number), "text/plain", self.proof.into_bytes());
        document.embed_file(json).ok_or_else(|| fault("attachment"))?;
        document.embed_file(proof).ok_or_else(|| fault("attachment"))?;
        let bytes = document.finish().map_err(|_| fault("PDF"))?;
        Ok(Bytes::from(bytes))
    }
}

fn attached(path: String, media_type: &str, bytes: Vec<u8>) -> EmbeddedFile {
    EmbeddedFile {
        path,
        mime_type: MimeType::new(media_type),
        description: None,
        association_kind: AssociationKind::Data,
        data: bytes.into(),
        modification_date: None,
        compress: Some(true),
        location: None,
    }
}
