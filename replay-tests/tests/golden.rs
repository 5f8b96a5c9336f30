//! Golden files: one of each event shape ever written, as bytes and as JSON.
//!
//! `UPDATE_GOLDEN=1` writes the files that are missing and never touches one that is there.

mod samples;

use std::fs;
use std::path::PathBuf;

use registry_events::codec::{decode_clear, encode_clear};
use registry_events::entry::Content;
use registry_events::event::Event;

fn folder() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/golden"))
}

fn name_of(event: &Event) -> String {
    let (event_type, schema) = event.type_and_schema();
    format!("{event_type}.{schema}")
}

fn json_of(event: &Event) -> String {
    let mut json = serde_json::to_string_pretty(event).expect("an event is JSON");
    json.push('\n');
    json
}

/// Writes the golden files that are missing, when asked to.
fn write_missing(event: &Event) {
    let bytes = folder().join(format!("{}.bin", name_of(event)));
    if std::env::var_os("UPDATE_GOLDEN").is_none() || bytes.exists() {
        return;
    }
    let encoded = encode_clear(&samples::actor(), None, event).expect("encoded");
    fs::create_dir_all(folder()).expect("a folder");
    fs::write(&bytes, encoded).expect("written");
    fs::write(bytes.with_extension("json"), json_of(event)).expect("written");
}

#[test]
fn every_type_this_program_writes_has_a_sample_and_a_golden_file() {
    let samples = samples::all();
    samples.iter().for_each(write_missing);
    for (event_type, schema) in Event::types() {
        let name = format!("{event_type}.{schema}");
        assert!(samples.iter().any(|sample| name_of(sample) == name), "no sample of {name}");
        assert!(folder().join(format!("{name}.bin")).exists(), "no golden file of {name}");
    }
}

#[test]
fn every_shape_ever_written_still_reads_as_it_did() {
    let mut read = 0;
    for entry in fs::read_dir(folder()).expect("golden files") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "bin") {
            continue;
        }
        let bytes = fs::read(&path).expect("golden bytes");
        let json = fs::read_to_string(path.with_extension("json")).expect("golden JSON");
        match decode_clear(&bytes).expect("decodes") {
            Content::Clear(clear) => assert_eq!(json_of(&clear.event), json, "{}", path.display()),
            other => panic!("{} reads as {other:?}", path.display()),
        }
        read += 1;
    }
    assert!(read >= Event::types().len());
}

#[test]
fn what_this_program_writes_is_what_the_newest_golden_file_holds() {
    for sample in samples::all() {
        let golden = fs::read(folder().join(format!("{}.bin", name_of(&sample)))).expect("golden");
        let written = encode_clear(&samples::actor(), None, &sample).expect("encoded");
        assert_eq!(written, golden, "the bytes of {} changed", name_of(&sample));
    }
}
