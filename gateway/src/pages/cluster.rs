//! The card of a cluster: its level, its measures, and everything stated of it by section.

pub mod head;
pub mod pending;
pub mod sections;

use askama::Template;
use axum::extract::State;
use axum::http::Uri;
use axum::response::Response;
use registry_events::ids::ClusterId;
use registry_projections::measures::Share;

pub use head::Head;
use pending::DisputeView;
use sections::SectionView;

use super::answer::{CachePolicy, Page, rendered};
use super::frame::Frame;
use super::shown::LANGUAGE;
use crate::api::read::streams::{card_at, registry, rules_of};
use crate::http::path::Path;
use crate::http::{App, Problem, Reading};
use crate::read::card::{self, measures};
use crate::words::typography;
use crate::words::value::Speaker;

/// The page.
#[derive(Template)]
#[template(path = "cluster.html")]
struct ClusterPage {
    frame: Frame,
    head: Head,
    requirements: Vec<String>,
    disputes: Vec<DisputeView>,
    type_conflicts: Vec<String>,
    completeness: MeasureView,
    confidence: MeasureView,
    sections: Vec<SectionView>,
    api: String,
}

impl Page for ClusterPage {
    const CACHE: CachePolicy = CachePolicy::Revalidate;
}

/// A share in words.
pub struct MeasureView {
    /// «87,5 %».
    pub per_cent: String,
    /// «7 из 8».
    pub of: String,
}

/// `/clusters/{id}`.
pub async fn page(
    State(app): State<App>,
    Path(id): Path<ClusterId>,
    reading: Reading,
    uri: Uri,
) -> Result<Response, Problem> {
    let mut reading = reading.of_day();
    reading.language = LANGUAGE;
    if let Some(unchanged) = reading.unchanged(&reading.tag(reading.at)) {
        return Ok(unchanged);
    }
    let lens = reading.lens();
    let card = card_at(&app, &reading, id, lens.at).await?;
    let frame = Frame::new(&app, &reading, &uri, "/clusters");
    let speaker = Speaker { lens, card: Some(&card), language: LANGUAGE };
    let measured = measures(&card, lens.catalogue());
    let rules = if card.requirements.is_empty() { None } else { Some(registry(&app).await?) };
    let rules = rules.as_ref().and_then(rules_of);
    let row = lens.views.register().row(id, lens.at);
    let conflicts = row.map(|row| card::type_conflicts(&row, &lens)).unwrap_or_default();
    let page = ClusterPage {
        head: Head::new(&card, &speaker, &frame, &app, reading.day(), ""),
        requirements: pending::requirements(&card, rules, &frame),
        disputes: pending::disputes(&card, &speaker, &frame),
        type_conflicts: pending::type_conflicts(&conflicts, &speaker),
        completeness: MeasureView::of(measured.completeness, 1),
        confidence: MeasureView::of(measured.confidence, THOUSANDTHS),
        sections: sections::all(&card, &speaker, &frame, &app, reading.on),
        api: frame.link(&format!("/api/v1/clusters/{id}")),
        frame,
    };
    rendered(&reading, reading.at, &page)
}

/// The confidence counts in thousandths of a field.
const THOUSANDTHS: u32 = 1_000;

impl MeasureView {
    fn of(share: Share, unit: u32) -> Self {
        let per_cent = share.per_mille().map(|share| typography::per_cent(share, LANGUAGE));
        let number = |parts: u32| {
            let parts = registry_events::value::Decimal::from(parts);
            typography::decimal(
                (parts / registry_events::value::Decimal::from(unit)).round_dp(1),
                LANGUAGE,
            )
        };
        Self {
            per_cent: per_cent.unwrap_or_else(|| "—".into()),
            of: format!("{} из {}", number(share.parts), number(share.of)),
        }
    }
}
