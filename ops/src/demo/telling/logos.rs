//! Logos of some clusters: a disc, a ring, a square or a triangle that is drawn here, with words that
//! say that it is invented.

mod png;

use anyhow::{Context as _, Result};
use registry_core::profile::changes::Changes;
use registry_events::document::DocumentRef;
use registry_events::value::Value;

use self::png::Picture;
use super::{Made, Teller};
use crate::demo::spec::claim;
use crate::demo::stage::Stage;
use crate::demo::statements::texts;

/// How wide and high a logo is.
const SIDE: u32 = 256;

/// A shape with what it is called.
struct Shape {
    words: (&'static str, &'static str),
    /// Whether a point belongs to it, counted from the middle.
    has: fn(i32, i32) -> bool,
}

const SHAPES: [Shape; 4] = [
    Shape { words: ("Круг", "A disc"), has: |x, y| x * x + y * y < 108 * 108 },
    Shape {
        words: ("Кольцо", "A ring"),
        has: |x, y| (64 * 64..108 * 108).contains(&(x * x + y * y)),
    },
    Shape { words: ("Ромб", "A diamond"), has: |x, y| x.abs() + y.abs() < 112 },
    Shape {
        words: ("Треугольник", "A triangle"), has: |x, y| y < 92 && y > 2 * x.abs() - 112
    },
];

/// Colours of the map's levels and charts, as red, green and blue, with what they are called.
const COLOURS: [([u8; 3], (&str, &str)); 3] = [
    ([0x12, 0x3c, 0x69], ("тёмно-синего цвета", "in dark blue")),
    ([0x31, 0x86, 0x8f], ("бирюзового цвета", "in teal")),
    ([0xa8, 0x66, 0x0f], ("охристого цвета", "in ochre")),
];

impl Teller<'_> {
    pub(super) fn tell_logo(&self, changes: &mut Changes) -> Made<()> {
        let has_one = self.profile.stated("logo").is_some();
        if self.number % 6 != 1 || has_one || !self.is_due(2018, 4) {
            return Ok(());
        }
        let Ok(document) = DocumentRef::of(&drawn(self.number)) else { return Ok(()) };
        let (ru, en) = in_words(self.number);
        changes.claims.push(claim("logo", Value::File(document), None)?);
        changes.claims.push(claim("logo_alt", texts(&ru, &en), None)?);
        Ok(())
    }
}

/// Keeps the picture of a cluster whose changes state it.
pub(super) async fn keep_shown(stage: &Stage<'_>, number: usize, changes: &Changes) -> Result<()> {
    if changes.claims.iter().any(|claim| claim.path.field.as_str() == "logo") {
        let kept = stage.registry().documents().keep(drawn(number)).await?;
        kept.context("the demonstration's own picture is no document")?;
    }
    Ok(())
}

fn shape(number: usize) -> &'static Shape {
    &SHAPES[number / 6 % SHAPES.len()]
}

const fn colour(number: usize) -> &'static ([u8; 3], (&'static str, &'static str)) {
    &COLOURS[number / 6 % COLOURS.len()]
}

/// «Кольцо бирюзового цвета: вымышленный логотип (демо)».
fn in_words(number: usize) -> (String, String) {
    let ((shape_ru, shape_en), (_, (colour_ru, colour_en))) = (shape(number).words, colour(number));
    let ru = format!("{shape_ru} {colour_ru}: вымышленный логотип (демо)");
    let en = format!("{shape_en} {colour_en}: an invented logo (demo)");
    (ru, en)
}

fn drawn(number: usize) -> Vec<u8> {
    let middle = i32::try_from(SIDE / 2).unwrap_or(0);
    let has = shape(number).has;
    let picture = Picture { side: SIDE, colour: colour(number).0 };
    picture.drawn(|x, y| has(x - middle, y - middle))
}

#[cfg(test)]
mod tests {
    use registry_events::document::MediaType;

    use super::*;

    #[test]
    fn a_logo_is_a_small_png_that_follows_from_the_number() {
        for number in 0..24 {
            let picture = drawn(number);
            let document = DocumentRef::of(&picture).expect("a document");
            assert_eq!(document.media_type, MediaType::Png);
            assert!(picture.len() < 12_000, "{}", picture.len());
            assert_eq!(drawn(number), picture);
        }
        let all: std::collections::BTreeSet<_> = (0..12).map(|at| drawn(at * 6)).collect();
        assert_eq!(all.len(), 12, "each shape in each colour");
    }

    #[test]
    fn its_words_say_what_it_shows_and_that_it_is_invented() {
        let (ru, en) = in_words(1);
        assert_eq!(ru, "Круг тёмно-синего цвета: вымышленный логотип (демо)");
        assert_eq!(en, "A disc in dark blue: an invented logo (demo)");
    }
}
