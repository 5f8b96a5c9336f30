//! The rooms of the house know of each other only what `ARCHITECTURE.md` allows.

use std::collections::BTreeMap;

use cargo_metadata::{DependencyKind, MetadataCommand, Package};

/// What each room may know of ours.
const TABLE: [(&str, &[&str]); 6] = [
    ("registry-events", &[]),
    ("registry-core", &["registry-events"]),
    ("registry-projections", &["registry-events"]),
    ("registry-gateway", &["registry-core", "registry-events", "registry-projections"]),
    (
        "registry-ops",
        &["registry-core", "registry-events", "registry-gateway", "registry-projections"],
    ),
    (
        "registry-replay-tests",
        &[
            "registry-core",
            "registry-events",
            "registry-gateway",
            "registry-ops",
            "registry-projections",
        ],
    ),
];

/// What a room must never see of others' crates, however it is spelled.
const NEVER: [(&str, &[&str]); 3] = [
    ("registry-events", &["axum", "cel", "rusqlite"]),
    ("registry-core", &["axum", "getrandom", "rusqlite", "sled", "tokio", "tracing"]),
    ("registry-projections", &["axum", "cel", "getrandom", "rusqlite", "sled", "tokio"]),
];

fn packages() -> BTreeMap<String, Package> {
    let metadata = MetadataCommand::new().no_deps().other_options(["--offline".into()]).exec();
    let packages = metadata.expect("cargo tells its metadata").packages;
    packages.into_iter().map(|package| (package.name.to_string(), package)).collect()
}

/// Names of what a package needs to be built; what only its tests use is left out.
fn needs(package: &Package) -> Vec<&str> {
    let built = package.dependencies.iter().filter(|d| d.kind != DependencyKind::Development);
    built.map(|dependency| dependency.name.as_str()).collect()
}

#[test]
fn every_room_stands_in_the_table_and_no_other_does() {
    let names: Vec<_> = packages().into_keys().collect();
    let mut known: Vec<_> = TABLE.iter().map(|(name, _)| (*name).to_owned()).collect();
    known.sort();
    assert_eq!(names, known);
}

#[test]
fn no_room_knows_more_of_ours_than_the_table_allows() {
    let packages = packages();
    for (name, allowed) in TABLE {
        for needed in needs(&packages[name]) {
            let ours = needed.starts_with("registry-");
            assert!(!ours || allowed.contains(&needed), "{name} must not know {needed}");
        }
    }
}

#[test]
fn no_room_sees_what_it_must_never_see() {
    let packages = packages();
    for (name, never) in NEVER {
        for needed in needs(&packages[name]) {
            assert!(!never.contains(&needed), "{name} must never see {needed}");
        }
    }
}

#[test]
fn the_published_language_has_neither_tokio_nor_sled_without_features() {
    let packages = packages();
    let events = &packages["registry-events"];
    let engine = |name: &str| ["fs2", "rustix", "sled", "tokio", "tracing"].contains(&name);
    for dependency in events.dependencies.iter().filter(|d| engine(&d.name)) {
        let for_tests = dependency.kind == DependencyKind::Development;
        assert!(dependency.optional || for_tests, "{} is always there", dependency.name);
    }
}

#[test]
fn engines_are_named_in_one_place_of_the_gateway() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../gateway/src");
    let mut named = Vec::new();
    visit(root.as_ref(), &mut |path, text| {
        if text.contains("engine::") || text.contains("SledLog") || text.contains("MemoryLog") {
            named.push(path.file_name().expect("a file").to_string_lossy().into_owned());
        }
    });
    assert_eq!(named, ["data_folder.rs"]);
}

fn visit(folder: &std::path::Path, seen: &mut impl FnMut(&std::path::Path, &str)) {
    let entries = std::fs::read_dir(folder).expect("a folder of sources");
    for entry in entries {
        let path = entry.expect("an entry").path();
        let of_tests = path.file_stem().is_some_and(|stem| stem == "tests");
        if of_tests {
            continue;
        }
        if path.is_dir() {
            visit(&path, seen);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            seen(&path, &std::fs::read_to_string(&path).expect("a source"));
        }
    }
}
