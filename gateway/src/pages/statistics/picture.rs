//! A drawing as a picture: the very SVG that is served, drawn on the server with the fonts that the
//! program carries and no others. How many dots a picture has and how many are drawn at once is
//! bounded.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::http::Problem;

/// Dots for each unit of the drawing.
const SCALE: f32 = 2.0;
/// The most dots of a picture, four bytes each; a larger drawing gets fewer dots for each unit.
const DOTS_MAX: f32 = 16_000_000.0;
/// How many are drawn at once; the others wait their turn, as long as a request may take.
const AT_ONCE_MAX: usize = 2;
const FAMILY: &str = "Golos Text";
const FONTS: [&[u8]; 2] = [
    include_bytes!("../../../assets/fonts/golos-text-400.ttf"),
    include_bytes!("../../../assets/fonts/golos-text-600.ttf"),
];

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE_MAX);
static CARRIED: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for font in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    Arc::new(fonts)
});

/// A drawing without a size.
#[derive(Debug, thiserror::Error)]
#[error("the drawing has no size that a picture can have")]
struct NoSheet;

/// A turn to draw.
pub(super) async fn turn() -> Result<SemaphorePermit<'static>, Problem> {
    TURNS.acquire().await.map_err(|error| Problem::fault(&error))
}

/// The picture of a drawing, as PNG.
pub(super) fn png(drawing: &str) -> Result<Vec<u8>, Problem> {
    let tree = tree(drawing, Arc::clone(&CARRIED))?;
    drawn(&tree)?.encode_png().map_err(|error| Problem::fault(&error))
}

fn tree(drawing: &str, fontdb: Arc<Database>) -> Result<Tree, Problem> {
    let options = Options { font_family: FAMILY.to_owned(), fontdb, ..Options::default() };
    Tree::from_str(drawing, &options).map_err(|error| Problem::fault(&error))
}

fn drawn(tree: &Tree) -> Result<Pixmap, Problem> {
    let (size, scale) = (tree.size(), scale(tree));
    let whole = size.to_int_size().scale_by(scale);
    let sheet = whole.and_then(|whole| Pixmap::new(whole.width(), whole.height()));
    let mut sheet = sheet.ok_or_else(|| Problem::fault(&NoSheet))?;
    resvg::render(tree, Transform::from_scale(scale, scale), &mut sheet.as_mut());
    Ok(sheet)
}

/// Dots for each unit, so that there are no more of them than there may be.
fn scale(tree: &Tree) -> f32 {
    let units = tree.size().width() * tree.size().height();
    SCALE.min((DOTS_MAX / units).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="300" height="40" font-family="'Golos Text', sans-serif"><rect fill="white" width="300" height="40"/><text x="8" y="24" font-size="20">Кластеры — 4&#x202f;000 ₽, №&#xa0;2</text></svg>"#;

    fn dark_dots(fonts: Arc<Database>) -> usize {
        let tree = tree(WORDS, fonts).expect("a drawing");
        let dots = drawn(&tree).expect("a picture");
        dots.pixels().iter().filter(|dot| dot.red() < 128).count()
    }

    #[test]
    fn words_are_drawn_with_the_fonts_that_the_program_carries() {
        assert_eq!(dark_dots(Arc::new(Database::new())), 0);
        assert!(dark_dots(Arc::clone(&CARRIED)) > 500);
    }

    #[test]
    fn a_picture_has_no_more_dots_than_it_may() {
        for (height, dots) in [(100, 2.0), (4_166, 2.0), (16_666, 1.0)] {
            let drawing = format!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" width="960" height="{height}"/>"#
            );
            let tree = tree(&drawing, Arc::clone(&CARRIED)).expect("a drawing");
            assert!((scale(&tree) - dots).abs() < 0.01, "{height}: {}", scale(&tree));
        }
    }
}
