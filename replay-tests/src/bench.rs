//! What the benchmarks share: ratios to a limit, printed as a table, and the machine's load.
//!
//! Ratios rather than rates, because a ratio of two interleaved runs says something on a shared
//! machine; the rates behind it are printed beside it.
#![expect(clippy::print_stdout, reason = "a benchmark's table is its product")]

pub mod clusters;
pub mod served;

use std::fs;
use std::process::ExitCode;

/// One line of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// What was compared.
    pub name: String,
    /// The figure: a ratio, or a quantity whose unit the name tells.
    pub ratio: f64,
    /// What it is held against; none when it is only told.
    pub limit: Option<f64>,
    /// Whether it holds.
    pub ok: bool,
}

impl Row {
    /// A ratio that should not be below the limit.
    pub fn at_least(name: impl Into<String>, ratio: f64, limit: f64) -> Self {
        Self { name: name.into(), ratio, limit: Some(limit), ok: ratio >= limit }
    }

    /// A ratio that should not be above the limit.
    pub fn at_most(name: impl Into<String>, ratio: f64, limit: f64) -> Self {
        Self { name: name.into(), ratio, limit: Some(limit), ok: ratio <= limit }
    }

    /// A figure without a limit.
    pub fn told(name: impl Into<String>, figure: f64) -> Self {
        Self { name: name.into(), ratio: figure, limit: None, ok: true }
    }
}

/// Prints the table, with the load average that the figures must be read beside.
pub fn print(title: &str, rows: &[Row]) {
    println!("\n{title} (load average {})", load_average());
    let width = rows.iter().map(|row| row.name.chars().count()).max().unwrap_or(0);
    for Row { name, ratio, limit, ok } in rows {
        let limit = limit.map_or_else(String::new, |limit| format!("{limit:>10.2}"));
        let verdict = if *ok { "" } else { "  MISSED" };
        println!("{name:width$} {ratio:>12.2} {limit}{verdict}");
    }
}

/// Failure when a limit is missed and the caller was started with `--check`.
pub fn exit_code(rows: &[Row]) -> ExitCode {
    let missed = rows.iter().any(|row| !row.ok);
    if missed && has_argument("--check") { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Whether the program was started with an argument.
pub fn has_argument(argument: &str) -> bool {
    std::env::args().any(|given| given == argument)
}

/// A count as a figure.
#[expect(clippy::cast_precision_loss, reason = "no count here comes near 2^52")]
pub const fn figure(count: u64) -> f64 {
    count as f64
}

/// The median; the lower one of two.
///
/// # Panics
/// Without figures.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[(figures.len() - 1) / 2]
}

/// The machine's load over 1, 5 and 15 minutes, as the system tells it.
pub fn load_average() -> String {
    let told = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    told.split_whitespace().take(3).collect::<Vec<_>>().join(" ")
}
