//! Sheets of paper: lines are laid out from top to bottom, page after page, and then drawn.
//!
//! The same lines always make the same bytes: nothing of a sheet tells when it was drawn.

use std::sync::LazyLock;

use krilla::Document;
use krilla::color::rgb;
use krilla::geom::Point;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, FillRule};
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use ttf_parser::Face;

use super::code;

/// A4 in points.
const SIZE: (f32, f32) = (595.0, 842.0);
const LEFT: f32 = 56.0;
const RIGHT: f32 = 539.0;
const TOP: f32 = 56.0;
const BOTTOM: f32 = 790.0;
const FOOTER: f32 = 808.0;
/// Where values stand beside their labels.
const VALUES: f32 = 216.0;
const GAP: f32 = 12.0;
const CODE_SIDE: f32 = 112.0;
const LEADING: f32 = 1.35;

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/golos-text-400.ttf");
const SEMIBOLD: &[u8] = include_bytes!("../../../assets/fonts/golos-text-600.ttf");

/// A font that the program carries, to draw with and to measure with.
struct Type {
    font: Font,
    face: Face<'static>,
}

static TYPES: LazyLock<Option<[Type; 2]>> = LazyLock::new(|| {
    let of = |bytes: &'static [u8]| {
        let face = Face::parse(bytes, 0).ok()?;
        Some(Type { font: Font::new(bytes.into(), 0)?, face })
    };
    Some([of(REGULAR)?, of(SEMIBOLD)?])
});

/// What stands on sheets.
pub(super) enum Line {
    /// What the paper is.
    Title(String),
    /// What the next lines are about.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// Something and what it is.
    Pair(String, String),
    /// The square code of an address, with words beside it.
    Code(String, Vec<String>),
}

/// How words look.
#[derive(Clone, Copy)]
struct Look {
    size: f32,
    bold: bool,
    grey: bool,
}

const TITLE: Look = Look { size: 18.0, bold: true, grey: false };
const HEADING: Look = Look { size: 12.0, bold: true, grey: false };
const TEXT: Look = Look { size: 10.0, bold: false, grey: false };
const LABEL: Look = Look { size: 9.0, bold: false, grey: true };
const FOOT: Look = Look { size: 8.0, bold: false, grey: true };

/// Words or a code at their place.
enum Placed {
    Words(Look, (f32, f32), String),
    Code((f32, f32), String),
}

/// Draws lines on as many sheets as they need; `foot` stands under each, with its number.
///
/// None when the program's fonts can't be read.
pub(super) fn drawn(document: &mut Document, lines: &[Line], foot: &str) -> Option<()> {
    let types = TYPES.as_ref()?;
    let mut layout = Layout { types, pages: vec![Vec::new()], y: TOP };
    for line in lines {
        layout.line(line);
    }
    let of = layout.pages.len();
    for (number, placed) in (1..).zip(&layout.pages) {
        let mut page = document.start_page_with(PageSettings::from_wh(SIZE.0, SIZE.1)?);
        let mut surface = page.surface();
        for one in placed {
            draw(&mut surface, one, types);
        }
        let words = format!("{foot} · {number} / {of}");
        draw(&mut surface, &Placed::Words(FOOT, (LEFT, FOOTER), words), types);
        surface.finish();
        page.finish();
    }
    Some(())
}

fn draw(surface: &mut Surface<'_>, placed: &Placed, types: &[Type; 2]) {
    match placed {
        Placed::Words(look, (x, y), words) => {
            surface.set_fill(Some(ink(look.grey)));
            let font = types[usize::from(look.bold)].font.clone();
            let start = Point::from_xy(*x, *y);
            surface.draw_text(start, font, look.size, words, false, TextDirection::LeftToRight);
        }
        Placed::Code(place, address) => {
            surface.set_fill(Some(ink(false)));
            if let Some(path) = code::path(address, *place, CODE_SIDE) {
                surface.draw_path(&path);
            }
        }
    }
}

fn ink(grey: bool) -> Fill {
    let color = if grey { rgb::Color::new(70, 84, 95) } else { rgb::Color::new(22, 34, 44) };
    Fill { paint: color.into(), opacity: NormalizedF32::ONE, rule: FillRule::NonZero }
}

struct Layout<'t> {
    types: &'t [Type; 2],
    pages: Vec<Vec<Placed>>,
    y: f32,
}

impl Layout<'_> {
    fn line(&mut self, line: &Line) {
        match line {
            Line::Title(words) => self.block(TITLE, words, 6.0),
            Line::Heading(words) => {
                // A heading stays with what follows it.
                self.y += 10.0;
                self.room(60.0);
                self.block(HEADING, words, 4.0);
            }
            Line::Text(words) => self.block(TEXT, words, 4.0),
            Line::Pair(label, value) => self.pair(label, value),
            Line::Code(address, words) => self.code(address, words),
        }
    }

    fn block(&mut self, look: Look, words: &str, after: f32) {
        for row in self.rows(look, words, RIGHT - LEFT) {
            self.row(&[(look, LEFT, row)]);
        }
        self.y += after;
    }

    fn pair(&mut self, label: &str, value: &str) {
        let mut labels = self.rows(LABEL, label, VALUES - LEFT - GAP).into_iter();
        let mut values = self.rows(TEXT, value, RIGHT - VALUES).into_iter();
        loop {
            let (label, value) = (labels.next(), values.next());
            if label.is_none() && value.is_none() {
                break;
            }
            let label = (LABEL, LEFT, label.unwrap_or_default());
            self.row(&[label, (TEXT, VALUES, value.unwrap_or_default())]);
        }
        self.y += 3.0;
    }

    fn code(&mut self, address: &str, words: &[String]) {
        self.room(CODE_SIDE + GAP);
        let (page, top) = (self.pages.len(), self.y);
        self.place(Placed::Code((LEFT, top), address.to_owned()));
        let left = LEFT + CODE_SIDE + GAP;
        self.y += GAP;
        let rows = words.iter().map(|words| self.rows(TEXT, words, RIGHT - left));
        for row in rows.collect::<Vec<_>>().concat() {
            self.row(&[(TEXT, left, row)]);
        }
        if self.pages.len() == page {
            self.y = self.y.max(top + CODE_SIDE);
        }
    }

    /// One row of words side by side.
    fn row(&mut self, pieces: &[(Look, f32, String)]) {
        let tallest = pieces.iter().map(|(look, ..)| look.size).fold(0.0, f32::max);
        self.room(tallest * LEADING);
        self.y += tallest * LEADING;
        for (look, x, words) in pieces.iter().filter(|(.., words)| !words.is_empty()) {
            self.place(Placed::Words(*look, (*x, self.y), words.clone()));
        }
    }

    /// Begins another sheet where so much doesn't fit on this one.
    fn room(&mut self, height: f32) {
        if self.y + height > BOTTOM {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }

    fn place(&mut self, placed: Placed) {
        if let Some(page) = self.pages.last_mut() {
            page.push(placed);
        }
    }

    /// Words in rows that are no wider than they may be.
    fn rows(&self, look: Look, words: &str, width: f32) -> Vec<String> {
        let (mut rows, mut row) = (Vec::new(), String::new());
        for word in plain(words).split([' ', '\n']).filter(|word| !word.is_empty()) {
            let space = if row.is_empty() { "" } else { " " };
            if self.width(look, &format!("{row}{space}{word}")) <= width {
                row = format!("{row}{space}{word}");
                continue;
            }
            rows.extend(Some(std::mem::take(&mut row)).filter(|row| !row.is_empty()));
            for letter in word.chars() {
                if self.width(look, &format!("{row}{letter}")) > width {
                    rows.push(std::mem::take(&mut row));
                }
                row.push(letter);
            }
        }
        rows.push(row);
        rows
    }

    fn width(&self, look: Look, words: &str) -> f32 {
        let face = &self.types[usize::from(look.bold)].face;
        let advance = |letter| face.glyph_index(letter).and_then(|id| face.glyph_hor_advance(id));
        let units: f32 = words.chars().filter_map(advance).map(f32::from).sum();
        units * look.size / f32::from(face.units_per_em())
    }
}

/// Words without soft hyphens and marks that only a browser understands.
fn plain(words: &str) -> String {
    let unseen = |letter: &char| *letter != '\u{ad}' && (*letter == '\n' || !letter.is_control());
    words.chars().filter(unseen).collect()
}
