//! A case in the hands of somebody who would have it say something else, also of somebody who writes
//! the manifest anew: it isn't signed, so what only stands there convinces nobody.

mod case;

use std::fs;

use registry_events::document::DocumentRef;

use self::case::{AFTER, BEFORE, Case, GROUND, SECRET};
use super::copy::run;
use super::fixture;

#[test]
fn cases_hold_and_tell_old_and_new_with_the_entries_that_state_them() {
    for name in ["cluster", "journal", "sample"] {
        Case::of(name).holds();
        Case::of(name).named_anew().holds();
    }
    let case = Case::of("cluster");
    let rows = case.text("selection.csv");
    assert!(rows.contains(BEFORE) && rows.contains(AFTER), "{rows}");
    let digest = DocumentRef::of(b"%PDF-1.7 a letter").expect("a document").digest.to_string();
    assert!(rows.contains(&digest));
    assert!(case.text("evidence.csv").contains(&format!("{digest};")));
    assert!(case.text("evidence.csv").contains(";application/pdf;17;no;"));
    let since = format!("--since={}", "2000-01-01");
    GROUND.write("again", &["--cluster", &GROUND.cluster.to_string(), "--path", "technologies"]);
    let [one, again] = ["cluster", "again"].map(|name| fs::read(GROUND.path(name)).expect("there"));
    assert!(one == again, "the same selection is the same bytes");
    GROUND.write("since", &["--journal", &since]);
    assert_ne!(fs::read(GROUND.path("since")).expect("there"), one);
}

#[test]
fn a_value_that_a_filter_left_out_comes_with_its_entry() {
    let whole = Case::of("cluster").newer();
    let stream = format!("cluster/{}", GROUND.cluster);
    let journal = Case::of("journal");
    let recorded = journal.text("selection.csv");
    let line = recorded.lines().find(|line| line.starts_with(&format!("{whole};")));
    let at = line.expect("a row").split(';').nth(1).expect("a time").to_owned();
    GROUND.write(
        "newest",
        &["--journal", "--stream", &stream, "--since", &at, "--type", "ClaimsStated"],
    );
    let case = Case::of("newest");
    case.holds();
    let counts = case.manifest().counts;
    assert_eq!((counts.chosen, counts.added), (1, 1));
    assert!(case.text("selection.csv").contains(BEFORE));
}

#[test]
fn a_changed_row_is_named_with_its_entry() {
    let position = Case::of("cluster").newer();
    for (from, to, what) in [
        (AFTER, "Другая технология (демо)", "new"),
        (BEFORE, "Другая технология (демо)", "old"),
        (";officer;", ";auditor;", "role"),
        (";office;", ";letter;", "authority"),
        (";technologies;", ";products;", ""),
        (";ClaimsStated;", ";ItemOpened;", "type"),
        (";profile;", ";level;", "category"),
    ] {
        let rows = Case::of("cluster").text("selection.csv");
        let row = rows.lines().last().expect("a row");
        let changed = row.replacen(from, to, 1);
        assert_ne!(row, changed, "{from}");
        let words = format!("of the entry at position {position} it tells another {what}");
        Case::of("cluster")
            .replace("selection.csv", row, &changed)
            .refused_twice("selection.csv", &words);
    }
    let rows = Case::of("cluster").text("selection.csv");
    let row = rows.lines().find(|line| line.starts_with(&format!("{position};"))).expect("a row");
    let other = row.replacen(&format!("{position};"), "3;", 1);
    Case::of("cluster")
        .replace("selection.csv", row, &other)
        .refused_twice("selection.csv", "the entry at position 3 is");
    let later = row.replacen('T', "T0", 1);
    let words = format!("of the entry at position {position} it tells another recorded_at");
    Case::of("cluster")
        .replace("selection.csv", row, &later)
        .refused_twice("selection.csv", &words);
}

#[test]
fn a_row_more_or_less_is_noticed() {
    let rows = Case::of("cluster").text("selection.csv");
    let last = format!("{}\n", rows.lines().last().expect("a row"));
    let twice = || Case::of("cluster").replace("selection.csv", &last, &last.repeat(2));
    twice().refused_twice("selection.csv", "another row has told the same");
    twice()
        .with_manifest(|manifest| manifest.counts.rows += 1)
        .refused_twice("selection.csv", "another row has told the same");
    let other_words = last.replacen(";proofs", " и ещё раз;proofs", 1);
    let in_other_words = Case::of("cluster")
        .replace("selection.csv", &last, &format!("{last}{other_words}"))
        .with_manifest(|manifest| manifest.counts.rows += 1);
    in_other_words.refused_twice("selection.csv", "another row has told the same");
    let counted = Case::of("cluster").with_manifest(|manifest| manifest.counts.rows += 1);
    counted.is_refused("manifest.json: it counts other rows than there are");
    let less = Case::of("cluster").replace("selection.csv", &last, "");
    less.refused_twice("selection.csv", "was chosen and has no row");
}

#[test]
fn rows_in_another_order_are_noticed() {
    let rows = Case::of("cluster").text("selection.csv");
    let [.., first, last] = rows.lines().collect::<Vec<_>>()[..] else {
        panic!("two rows: {rows}")
    };
    let (as_is, swapped) = (format!("{first}\n{last}"), format!("{last}\n{first}"));
    Case::of("cluster")
        .replace("selection.csv", &as_is, &swapped)
        .refused_twice("selection.csv", "isn't in its place here");
}

#[test]
fn a_changed_event_is_named_with_its_entry() {
    let case = Case::of("cluster");
    let position = case.newer();
    let words = |what: &str| format!("of the entry at position {position} it tells another {what}");
    for (from, to, what) in [
        (AFTER, "Другая технология (демо)", "payload"),
        ("\"role\":\"officer\"", "\"role\":\"auditor\"", "actor"),
        ("\"type\":\"ClaimsStated\"", "\"type\":\"ItemOpened\"", "type"),
        ("\"stream\":\"cluster/", "\"stream\":\"organisation/", "stream"),
    ] {
        // The newer entry is the last line.
        let events = case.text("events.jsonl");
        let line = events.lines().last().expect("a line");
        let changed = line.replacen(from, to, 1);
        assert_ne!(line, changed, "{from}");
        Case::of("cluster")
            .replace("events.jsonl", line, &changed)
            .refused_twice("events.jsonl", &words(what));
    }
}

#[test]
fn swapped_proofs_are_named() {
    let mut case = Case::of("cluster");
    let proofs: Vec<_> =
        case.files.keys().filter(|name| name.starts_with("proofs/")).cloned().collect();
    let [one, other, ..] = proofs.as_slice() else { panic!("{proofs:?}") };
    let (first, second) = (case.files[one].clone(), case.files[other].clone());
    case.files.insert(one.clone(), second);
    case.files.insert(other.clone(), first);
    case.is_refused("it isn't the file that manifest.json names");
    case.named_anew().is_refused(&format!("{one}: the entry at position"));
}

#[test]
fn a_changed_byte_of_any_file_is_noticed() {
    for name in Case::of("journal").files.keys() {
        for at in [0, 100, 1_000] {
            let mut case = Case::of("journal");
            let bytes = case.files.get_mut(name).expect("a file");
            let at = at.min(bytes.len() - 1);
            bytes[at] ^= 1;
            if name != "manifest.json" {
                case.is_refused(&format!("{name}: it isn't the file that manifest.json names"));
            }
            case.is_refused("");
        }
    }
}

#[test]
fn a_changed_byte_of_a_proof_or_the_checkpoint_is_named_whatever_the_manifest_says() {
    let whole = Case::of("cluster");
    let proof = whole.files.keys().find(|name| name.starts_with("proofs/")).expect("a proof");
    for name in [proof, "checkpoint"] {
        let length = whole.files[name].len();
        for at in (0..length).step_by(length / 40) {
            let mut case = Case::of("cluster");
            case.files.get_mut(name).expect("a file")[at] ^= 1;
            case.named_anew().is_refused(&format!("{name}: "));
        }
    }
}

#[test]
fn a_file_more_or_less_is_named() {
    for name in Case::of("sample").files.keys() {
        let mut case = Case::of("sample");
        case.files.remove(name);
        case.is_refused(&format!("{name} is missing"));
    }
    let proof = Case::of("cluster").files.keys().find(|it| it.starts_with("proofs/")).cloned();
    let mut case = Case::of("cluster");
    case.files.remove(&proof.expect("a proof"));
    case.named_anew().is_refused(".tlog-proof is missing");
    let mut case = Case::of("cluster");
    case.files.insert("sample.csv".into(), b"more".into());
    case.is_refused("sample.csv: manifest.json names no such file: it was added");
    case.named_anew().is_refused("it belongs to the case of a control sample");
    for strange in ["more.txt", "../outside", "/outside", "proofs/007.tlog-proof", "proofs/"] {
        let mut case = Case::of("cluster");
        case.files.insert(strange.into(), b"more".into());
        case.named_anew().is_refused("is no file of a case");
    }
}

#[test]
fn a_proof_without_its_entry_is_not_added_unseen() {
    let mut case = Case::of("cluster");
    let journal = Case::of("journal");
    let known: Vec<_> = case.files.keys().cloned().collect();
    let other =
        journal.files.iter().find(|(name, _)| name.starts_with("proofs/") && !known.contains(name));
    let (name, bytes) = other.expect("another proof");
    case.files.insert(name.clone(), bytes.clone());
    case.named_anew().is_refused(&format!("{name}: manifest.json names no entry"));
}

#[test]
fn a_checkpoint_of_another_log_is_refused() {
    let mut case = Case::of("cluster");
    let other = fixture::log().checkpoint(fixture::ENTRIES).note;
    case.files.insert("checkpoint".into(), other.into_bytes());
    let case = case.named_anew();
    case.is_refused("checkpoint: ");
    case.is_refused_by(
        &fixture::log().key(),
        "checkpoint: it isn't the one that manifest.json names",
    );
    let head = fixture::log().checkpoint(fixture::ENTRIES).head();
    let case = case.with_manifest(|manifest| {
        manifest.log = "tampered.invalid/log".into();
        manifest.checkpoint.size = head.size;
        manifest.checkpoint.root = head.root.to_string();
    });
    case.is_refused_by(
        &fixture::log().key(),
        "it leads to another checkpoint than that of the case",
    );
    Case::of("cluster").is_refused_by(&fixture::stranger(), "checkpoint: ");
}

#[test]
fn a_document_that_no_entry_names_is_refused() {
    let digest = DocumentRef::of(b"%PDF-1.7 a letter").expect("a document");
    let other = DocumentRef::of(b"%PDF-1.7 another").expect("a document");
    let case = || Case::of("cluster");
    case()
        .replace("evidence.csv", ";17;no;", ";18;no;")
        .refused_twice("evidence.csv", "evidence.csv: line 2: its entries name another document");
    let (from, to) = (digest.digest.to_string(), other.digest.to_string());
    case()
        .replace("evidence.csv", &from, &to)
        .refused_twice("evidence.csv", "no row names this document");
    case()
        .replace("selection.csv", &from, &to)
        .refused_twice("selection.csv", "it tells another evidence");
}

#[test]
fn what_a_law_hides_is_in_no_file_and_its_place_is_proven() {
    let case = Case::of("journal");
    let counts = case.manifest().counts;
    assert_eq!(counts.without_bytes, 1);
    for (name, bytes) in &case.files {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains(SECRET), "{name}");
        let extra = text.lines().find_map(|line| line.strip_prefix("extra "));
        let hidden =
            case.manifest().entries.iter().find(|entry| !entry.bytes).expect("one").position;
        assert_eq!(
            extra.is_none(),
            !name.starts_with("proofs/") || *name == format!("proofs/{hidden}.tlog-proof")
        );
    }
    assert!(case.text("README.txt").contains("Записей, часть которых скрыта по закону: 1."));
    let unseen = case.with_manifest(|manifest| {
        for entry in &mut manifest.entries {
            entry.bytes = true;
        }
    });
    unseen.is_refused("isn't proven: whether its bytes are there manifest.json tells otherwise");
}

/// The journal's case, and the position of the entry of which a law hides some.
fn with_a_place() -> (Case, u64) {
    let case = Case::of("journal");
    let entries = case.manifest().entries;
    let hidden = entries.iter().find(|entry| !entry.bytes).expect("one").position;
    (case, hidden)
}

#[test]
fn of_an_entry_that_a_law_hides_some_of_only_its_place_is_told() {
    let (case, hidden) = with_a_place();
    let rows = case.text("selection.csv");
    let told: Vec<_> = rows.lines().filter(|row| row.starts_with(&format!("{hidden};"))).collect();
    let empty = ";".repeat(20);
    assert_eq!(told, [format!("{hidden};{empty}proofs/{hidden}.tlog-proof")]);
    let event = format!(r#"{{"position":{hidden},"bytes":false}}"#);
    assert!(case.text("events.jsonl").lines().any(|line| line == event));
    let readme = case.text("README.txt");
    for words in ["ничего другого строки о ней не говорят", "по делу не проверяется: этот текст"]
    {
        assert!(readme.contains(words), "{readme}");
    }
    case.holds();
    let row = told[0].to_owned();
    for (at, _) in row.match_indices(';').skip(1) {
        let more = format!("{}Украдено{}", &row[..at], &row[at..]);
        Case::of("journal")
            .replace("selection.csv", &row, &more)
            .refused_twice("selection.csv", "only the place is shown, and it tells more");
    }
    let more = event.replacen('}', r#","recorded_at":"2026-01-01T00:00:00Z"}"#, 1);
    Case::of("journal")
        .replace("events.jsonl", &event, &more)
        .refused_twice("events.jsonl", "only the place is shown, and it tells more");
}

#[test]
fn an_entry_whose_bytes_were_taken_out_can_be_told_nothing_of() {
    let case = Case::of("cluster");
    let position = case.newer();
    let file = format!("proofs/{position}.tlog-proof");
    let proof = case.text(&file);
    let extra = proof.lines().find(|line| line.starts_with("extra ")).expect("bytes");
    let case = case.replace(&file, &format!("{extra}\n"), "").with_manifest(|manifest| {
        manifest.counts.without_bytes = 1;
        let named = manifest.entries.iter_mut().find(|entry| entry.position == position);
        named.expect("one").bytes = false;
    });
    case.named_anew().is_refused("only the place is shown, and it tells more");
}

#[test]
fn a_published_folder_is_asked_for_what_a_case_does_not_carry_and_for_nothing_else() {
    let case = Case::of("cluster");
    let entry = run(&["verify", &case.write(), "--key", &GROUND.key, "--entry", "x"]);
    assert_eq!(entry.expect_err("it isn't used").code(), 2);
    let (published, data) = (GROUND.published(), GROUND.folder.path().join("data"));
    let published = published.to_string_lossy();
    let (case, hidden) = with_a_place();
    let verify = |case: &Case, folder: &str| {
        run(&["verify", &case.write(), "--key", &GROUND.key, "--in", folder])
    };
    verify(&case, &published).expect("it holds");
    for nothing in ["no-such-folder", &*data.to_string_lossy()] {
        let refused = verify(&case, nothing).expect_err("nothing to take from");
        assert_eq!(refused.code(), 2, "{refused:?}");
    }
    let event = format!(r#"{{"position":{hidden},"bytes":false}}"#);
    let more = event.replacen('}', r#","recorded_at":"2026-01-01T00:00:00Z"}"#, 1);
    let forged = case.replace("events.jsonl", &event, &more).named_anew();
    let refused = verify(&forged, &published).expect_err("the entry says otherwise");
    assert!(refused.sentence().contains("it tells another recorded_at"), "{refused:?}");
}

#[test]
fn what_is_no_case_is_told_from_one_that_cannot_be_checked() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("case.zip");
    let named = path.to_string_lossy();
    fs::write(&path, b"PK no archive").expect("written");
    let code = |args: &[&str]| run(args).expect_err("refused").code();
    assert_eq!(code(&["verify", &named, "--key", &GROUND.key]), 1);
    assert_eq!(code(&["verify", &named]), 2);
    assert_eq!(
        code(&["verify", &folder.path().join("no.zip").to_string_lossy(), "--key", &GROUND.key]),
        2
    );
    let later = Case::of("cluster")
        .with_manifest(|manifest| manifest.format = "cluster-registry-case/2".into());
    assert_eq!(code(&["verify", &later.write(), "--key", &GROUND.key]), 2);
}
