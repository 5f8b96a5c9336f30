//! A chart that stands alone: title, base, drawing and source on one sheet of SVG. Everything has
//! its place in numbers, because a drawing can't lay out words by itself.

use askama::Template;

use super::bars::{BarRow, Bars, Mark};
use super::chart::Chart;
use super::growth::{self, Steps};
use crate::http::Problem;
use crate::pages::assets;
use crate::pages::frame::Frame;

const WIDTH: u32 = 960;
const SIDE: u32 = 32;
/// Labels stand left of the bars.
const LABELS: u32 = 280;
const BAR: u32 = 18;
const BARS_LEFT: u32 = SIDE + LABELS + 16;
const BARS_WIDTH: u32 = WIDTH - BARS_LEFT - SIDE - 72;
/// How many letters a line has room for.
const TITLE_LETTERS: usize = 62;
const LABEL_LETTERS: usize = 30;
const WORDS_LETTERS: usize = 76;
const SOFT_HYPHEN: char = '\u{ad}';

/// The sheet.
#[derive(Template)]
#[template(path = "statistics/sheet.svg")]
pub(super) struct Sheet<'s> {
    language: &'static str,
    title: &'s str,
    words: String,
    style: &'static str,
    width: u32,
    height: u32,
    texts: Vec<Text>,
    boxes: Vec<Box>,
    lines: Vec<Line>,
}

/// Words in their place.
struct Text {
    x: u32,
    y: u32,
    class: &'static str,
    end: bool,
    words: String,
}

/// A part of a bar in its place.
struct Box {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
    class: &'static str,
}

/// A line in its place.
struct Line {
    x: u32,
    y: u32,
    class: &'static str,
    path: String,
}

impl<'s> Sheet<'s> {
    /// The sheet of a chart.
    pub(super) fn of(chart: &'s Chart, source: String, frame: &Frame) -> Self {
        let mut sheet = Self {
            language: frame.code(),
            title: &chart.finding,
            words: chart.in_words(frame),
            style: assets::chart_style(),
            width: WIDTH,
            height: SIDE,
            texts: Vec::new(),
            boxes: Vec::new(),
            lines: Vec::new(),
        };
        sheet.head(chart);
        if let Some(bars) = &chart.bars {
            sheet.bars(bars);
        }
        if let Some(steps) = &chart.steps {
            sheet.steps(steps);
        }
        sheet.height += 16;
        let demonstration = frame.demonstration.iter().cloned();
        sheet.lines_of(demonstration.chain([source]), "sheet-caption", 20);
        sheet.height += 12;
        sheet
    }

    /// The SVG; places where a page may break a word are no part of it.
    pub(super) fn drawing(&self) -> Result<String, Problem> {
        let drawing = self.render().map_err(|error| Problem::fault(&error))?;
        Ok(drawing.replace(SOFT_HYPHEN, ""))
    }

    fn head(&mut self, chart: &Chart) {
        if chart.has_finding() {
            self.lines_of([chart.subject.clone()], "sheet-caption", 20);
            self.height += 8;
        }
        self.lines_of(wrapped(&chart.finding, TITLE_LETTERS), "sheet-title", 28);
        let notes = chart.base.iter().chain(&chart.note).cloned();
        self.lines_of(notes, "sheet-note", 22);
        self.height += 8;
    }

    /// Lines of words one below the other.
    fn lines_of(
        &mut self,
        lines: impl IntoIterator<Item = String>,
        class: &'static str,
        high: u32,
    ) {
        for words in lines {
            self.height += high;
            self.texts.push(Text { x: SIDE, y: self.height - 6, class, end: false, words });
        }
    }

    fn bars(&mut self, bars: &Bars) {
        self.legend(&bars.legend);
        for row in &bars.rows {
            self.bar(row);
        }
    }

    fn legend(&mut self, marks: &[Mark]) {
        if marks.is_empty() {
            return;
        }
        let mut x = SIDE;
        self.height += 24;
        for mark in marks {
            let long = 40 + letters(&mark.label) * 10;
            if x > SIDE && x + long > WIDTH - SIDE {
                x = SIDE;
                self.height += 22;
            }
            self.key(mark, x);
            x += long;
        }
        self.height += 16;
    }

    fn key(&mut self, mark: &Mark, x: u32) {
        let y = self.height;
        if mark.is_line() {
            self.lines.push(Line { x, y: y - 10, class: mark.class, path: "M0 6H20".into() });
        } else {
            let (width, height) = (14, 12);
            self.boxes.push(Box { x, y: y - 10, width, height, class: mark.class });
        }
        let words = mark.label.clone();
        self.texts.push(Text { x: x + 26, y, class: "sheet-note", end: false, words });
    }

    fn bar(&mut self, row: &BarRow) {
        let top = self.height;
        let labels = wrapped(&row.label, LABEL_LETTERS);
        let words = row.words.iter().flat_map(|words| wrapped(words, WORDS_LETTERS));
        let words: Vec<_> = words.collect();
        for (y, words) in (top + 20..).step_by(18).zip(&labels) {
            let (x, class) = (SIDE + LABELS, "sheet-label");
            self.texts.push(Text { x, y, class, end: true, words: words.clone() });
        }
        for (y, words) in (top + BAR + 24..).step_by(18).zip(&words) {
            let (x, class) = (BARS_LEFT, "sheet-caption");
            self.texts.push(Text { x, y, class, end: false, words: words.clone() });
        }
        self.parts(row, top + 6);
        let high = (count(labels.len()) * 18 + 14).max(BAR + 14 + count(words.len()) * 18);
        self.height = top + high;
    }

    fn parts(&mut self, row: &BarRow, y: u32) {
        let scaled = |thousandths: u32| thousandths * BARS_WIDTH / 1000;
        for part in row.parts.iter().filter(|part| part.count > 0) {
            let width = scaled(part.x + part.width) - scaled(part.x);
            let x = BARS_LEFT + scaled(part.x);
            self.boxes.push(Box { x, y, width: width.max(1), height: BAR, class: part.class });
        }
        let end = row.parts.last().map_or(0, |part| scaled(part.x + part.width));
        let (x, words) = (BARS_LEFT + end + 8, row.value.clone());
        self.texts.push(Text { x, y: y + 14, class: "sheet-value", end: false, words });
    }

    fn steps(&mut self, steps: &Steps) {
        self.legend(&steps.legend);
        let (left, top) = (SIDE, self.height);
        for rail in &steps.rails {
            let path = format!("M48 {}H708", rail.y);
            self.lines.push(Line { x: left, y: top, class: "chart-rail", path });
            let (y, words) = (top + rail.y + 4, rail.label.clone());
            self.texts.push(Text { x: left + 40, y, class: "sheet-caption", end: true, words });
        }
        for mark in &steps.years {
            let (x, y) = (left + mark.x, top + growth::HEIGHT - 8);
            let words = mark.year.to_string();
            self.texts.push(Text { x, y, class: "sheet-caption", end: false, words });
        }
        let lines = steps.lines.iter();
        self.lines.extend(lines.map(|line| Line {
            x: left,
            y: top,
            class: line.class,
            path: line.path.clone(),
        }));
        self.height = top + growth::HEIGHT;
    }
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn letters(text: &str) -> u32 {
    count(text.chars().filter(|letter| *letter != SOFT_HYPHEN).count())
}

/// A text in lines of about so many letters; no word is broken.
fn wrapped(text: &str, letters_max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if letters(line) + letters(word) < count(letters_max) => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_go_on_in_the_next_line_whole() {
        assert_eq!(wrapped("один два три", 9), ["один два", "три"]);
        assert_eq!(wrapped("информационно-коммуникационные", 9).len(), 1);
        assert_eq!(wrapped("де\u{ad}ло раз", 8), ["де\u{ad}ло раз"]);
    }
}
