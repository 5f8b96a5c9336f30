//! Ratings as steps of their scale: «Развитие кадрового потенциала ■■■□ высокий».

use registry_events::catalogue::Field;
use registry_events::value::{Code, Ratings};

use crate::words::typography::set;
use crate::words::value::Speaker;

/// One thing rated.
pub struct RatingView {
    /// What is rated.
    pub label: String,
    /// The step's name.
    pub word: String,
    /// The steps of the scale, the reached ones first; the lowest step reaches none.
    pub steps: Vec<bool>,
}

/// What is rated, in the order of its dictionary, on the steps of the field's scale.
pub fn steps(rated: &Ratings, field: &Field, speaker: &Speaker<'_>) -> Vec<RatingView> {
    let (Some(dictionary), Some(scale)) = (&field.dictionary, &field.scale) else {
        return Vec::new();
    };
    let scale_steps = ascending(speaker, scale);
    let terms = speaker.lens.terms(dictionary.as_str());
    let rating = |term: &Code| {
        let step = rated.iter().find(|(rated, _)| *rated == term)?.1;
        let place = scale_steps.iter().position(|known| known == step)?;
        let word = speaker.lens.term(scale.as_str(), step);
        Some(RatingView {
            label: set(speaker.text(&speaker.lens.term(dictionary.as_str(), term))),
            word: speaker.text(&word).to_lowercase(),
            steps: (1..scale_steps.len()).map(|step| step <= place).collect(),
        })
    };
    terms.iter().filter_map(rating).collect()
}

/// The scale's steps from the lowest to the highest; dictionaries list them from the highest.
fn ascending(speaker: &Speaker<'_>, scale: &Code) -> Vec<Code> {
    let mut steps = speaker.lens.terms(scale.as_str());
    steps.reverse();
    steps
}
