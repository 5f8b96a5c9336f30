//! How quick a durable append is: our engine through the port, against a raw file and `SQLite`.
//!
//! All contenders serve the same tasks through the same kind of channel and acknowledge an event
//! of 512 bytes only when it is durable; ours also checks versions and chains. `--million` adds
//! the start of a log of a million entries. `--check` fails when a limit is missed.
#![expect(clippy::print_stdout, reason = "a benchmark tells its rates")]

#[path = "append/contenders.rs"]
mod contenders;
#[path = "append/million.rs"]
mod million;
#[path = "append/signed.rs"]
mod signed;

use std::process::ExitCode;

use registry_replay_tests::bench::{self, Row};

use contenders::{Contender, Engine, RawFile, Sqlite, rate};
use signed::SignedEngine;

const ROUNDS: usize = 5;

fn main() -> ExitCode {
    if let Some(code) = million::opened_as_child() {
        return code;
    }
    let mut rows = ratios();
    rows.push(signed::proof());
    if bench::has_argument("--million") {
        rows.extend(million::rows());
    }
    bench::print("durable append, 512 bytes, medians of five interleaved rounds", &rows);
    bench::exit_code(&rows)
}

fn ratios() -> Vec<Row> {
    let rounds: Vec<Round> = (1..=ROUNDS).map(Round::run).collect();
    let ratio = |of: fn(&Round) -> f64| bench::median(rounds.iter().map(of).collect());
    vec![
        Row::at_least("64 writers, to a raw file", ratio(|r| r.engine_64 / r.raw_64), 0.30),
        Row::at_least("64 writers, to SQLite WAL FULL", ratio(|r| r.engine_64 / r.sqlite_64), 5.0),
        Row::at_least("64 writers, signed to unsigned", ratio(|r| r.signed_64 / r.engine_64), 0.85),
        Row::at_least("1 writer, to a raw file", ratio(|r| r.engine_1 / r.raw_1), 0.45),
        Row::told("64 writers, events a second", ratio(|r| r.engine_64)),
        Row::told("1 writer, events a second", ratio(|r| r.engine_1)),
    ]
}

/// Rates of all contenders, in events a second, measured one after the other.
struct Round {
    engine_64: f64,
    signed_64: f64,
    raw_64: f64,
    sqlite_64: f64,
    engine_1: f64,
    raw_1: f64,
}

impl Round {
    fn run(number: usize) -> Self {
        let round = Self {
            engine_64: rate::<Engine>(64),
            signed_64: rate::<SignedEngine>(64),
            raw_64: rate::<RawFile>(64),
            sqlite_64: rate::<Sqlite>(64),
            engine_1: rate::<Engine>(1),
            raw_1: rate::<RawFile>(1),
        };
        println!(
            "round {number}: 64 writers {:.0}, signed {:.0}, {} {:.0}, {} {:.0}; 1 writer {:.0}, raw {:.0} \
             (load {})",
            round.engine_64,
            round.signed_64,
            RawFile::NAME,
            round.raw_64,
            Sqlite::NAME,
            round.sqlite_64,
            round.engine_1,
            round.raw_1,
            bench::load_average(),
        );
        round
    }
}
