//! All cases: those of this file are of whole files and of the lines of proofs.

use super::small::{checkpoint, continuation, entry, forked, proof, proof_of};
use super::{Case, HOLDS, UNCHECKED, WRONG, archives, entries, keys, notes};

pub(super) fn all() -> Vec<Case> {
    [
        files(),
        proofs(),
        beside(),
        continuations(),
        checkpoints(),
        keys::cases(),
        notes::cases(),
        entries::cases(),
        archives::cases(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn files() -> Vec<Case> {
    let proof = proof();
    let (half, _) = proof.split_at(proof.len() / 2);
    vec![
        Case::proof("a proof as it was handed out", proof.clone(), HOLDS),
        Case::proof("an empty file", "", WRONG),
        Case::proof("half a proof", half, WRONG),
        Case::proof("lines that end as on Windows", proof.replace('\n', "\r\n"), WRONG),
        Case::proof("a mark of byte order before it", format!("\u{feff}{proof}"), WRONG),
        Case::proof("another header", proof.replacen("@v1", "@v2", 1), WRONG),
        Case::proof("a space after the header", proof.replacen("@v1", "@v1 ", 1), WRONG),
        Case::proof("no text at all", [proof.as_bytes(), &[0xff]].concat(), WRONG),
        Case::proof("bytes that aren't text", vec![0xff, 0xfe, 0], WRONG),
        Case::proof("a line after it", format!("{proof}more\n"), WRONG),
        Case::proof("something else", "Выписка из реестра\n", WRONG),
        Case::proof("a file that is too long", "x".repeat(256 * 1024 + 1), UNCHECKED),
    ]
}

fn proofs() -> Vec<Case> {
    let proof = proof();
    let index = |text: &str| proof.replacen("index 1\n", &format!("index {text}\n"), 1);
    let hash = |text: &str| index(&format!("1\n{text}"));
    let coded = proof.lines().nth(3).expect("a hash");
    let mut swapped = proof_of(&entry());
    swapped.hashes.swap(0, 1);
    let extra = |text: &str| proof.replacen("extra ", &format!("extra {text}"), 1);
    let long = proof_of(&vec![7; 64 * 1024 + 1]).to_string();
    vec![
        Case::proof("another position", index("0"), WRONG),
        Case::proof("a position beyond the log", index("3"), WRONG),
        Case::proof("a position of 5,000 digits", index(&"1".repeat(5000)), WRONG),
        Case::proof("a position of 2^64", index("18446744073709551616"), WRONG),
        Case::proof("a position with a sign", index("+1"), WRONG),
        Case::proof("a position with a zero before it", index("01"), WRONG),
        Case::proof("a position in Arabic digits", index("١"), WRONG),
        Case::proof("no position", proof.replacen("index 1\n", "", 1), WRONG),
        Case::proof("hashes in another order", swapped.to_string(), WRONG),
        Case::proof("a hash more", hash(coded), WRONG),
        Case::proof("64 hashes", hash(&vec![coded; 62].join("\n")), WRONG),
        Case::proof("a hash that isn't ASCII", hash("é"), WRONG),
        Case::proof("a hash of 31 bytes", hash(&"A".repeat(42)), WRONG),
        Case::proof("an empty line before the hashes", hash(""), WRONG),
        Case::proof("an entry that isn't base64", extra("!"), WRONG),
        Case::proof("an entry that isn't ASCII", extra("я"), WRONG),
        Case::proof("an entry that is too long", long, WRONG),
        Case::proof("no entry", without_entry(), UNCHECKED),
        Case::proof("no entry, and a size that wasn't signed", unsigned_without_entry(), WRONG),
    ]
}

fn without_entry() -> String {
    let mut proof = proof_of(&entry());
    proof.extra = None;
    proof.to_string()
}

fn unsigned_without_entry() -> String {
    without_entry().replacen("\n3\n", "\n4\n", 1)
}

/// Proofs with their entry beside them.
fn beside() -> Vec<Case> {
    let (without, proof) = (without_entry().into_bytes(), proof().into_bytes());
    let mut changed = entry();
    changed[60] ^= 1;
    let case = |name, proof: &[u8], entry: Vec<u8>, verdict| {
        Case::of(name, [("1", proof.to_vec()), ("entry", entry)], verdict)
    };
    vec![
        case("the entry beside its proof", &without, entry(), HOLDS),
        case("another entry beside a proof", &without, changed.clone(), WRONG),
        case("the entry beside a proof that has it too", &proof, entry(), HOLDS),
        case("another entry beside a proof that has its own", &proof, changed, WRONG),
        case("nothing beside a proof", &without, Vec::new(), WRONG),
    ]
}

/// Checkpoints without a proof between them, and files that don't go together.
fn checkpoints() -> Vec<Case> {
    let alone = |name: &str, note: String, verdict| Case::proof(name, note, verdict);
    let both = |name: &str, one: String, other: String, verdict| {
        Case::of(name, [("1", one.into_bytes()), ("2", other.into_bytes())], verdict)
    };
    let of = |size: u64| checkpoint(size);
    let unsigned = of(3).replacen("\n3\n", "\n4\n", 1);
    let continuation = continuation(2).to_string();
    vec![
        alone("a checkpoint alone", of(3), HOLDS),
        alone("a checkpoint alone of the empty log", of(0), HOLDS),
        alone("a checkpoint alone that wasn't signed", unsigned.clone(), WRONG),
        alone(
            "a checkpoint alone of a size with a sign",
            of(3).replacen("\n3\n", "\n+3\n", 1),
            WRONG,
        ),
        alone("a continuation alone", continuation.clone(), UNCHECKED),
        both("two checkpoints", of(2), of(3), UNCHECKED),
        both("two checkpoints, the newer first", of(3), of(2), UNCHECKED),
        both("two checkpoints, one of which wasn't signed", of(2), unsigned, WRONG),
        both("the same checkpoint twice", of(3), of(3), HOLDS),
        both("a checkpoint of nothing and another", of(0), of(3), HOLDS),
        both("a checkpoint of nothing after another", of(3), of(0), HOLDS),
        both("two checkpoints of one size and two logs", of(3), forked(3), WRONG),
        both("a continuation before its checkpoint", continuation, of(2), HOLDS),
        both("a proof and a checkpoint", proof(), of(3), UNCHECKED),
        both("two proofs", proof(), proof(), UNCHECKED),
    ]
}

fn continuations() -> Vec<Case> {
    let pair = |name: &str, old: String, proof: String, verdict| {
        Case::of(name, [("1", old.into_bytes()), ("2", proof.into_bytes())], verdict)
    };
    let text = continuation(2).to_string();
    let old = |number: &str| text.replacen("old 2\n", &format!("old {number}\n"), 1);
    let mut shorter = continuation(2);
    shorter.hashes.pop();
    let (one, two, three) = (checkpoint(1), checkpoint(2), checkpoint(3));
    let other = continuation(1).to_string();
    vec![
        pair("a checkpoint and its continuation", two.clone(), text.clone(), HOLDS),
        pair("a checkpoint and its own", three.clone(), continuation(3).to_string(), HOLDS),
        pair("a continuation of another checkpoint", one, text.clone(), WRONG),
        pair("a continuation that begins elsewhere", two.clone(), other, WRONG),
        pair("a continuation that names another size", two.clone(), old("1"), WRONG),
        pair("a size with a sign", two.clone(), old("+2"), WRONG),
        pair("a size of 5,000 digits", two.clone(), old(&"2".repeat(5000)), WRONG),
        pair("a hash less", two.clone(), shorter.to_string(), WRONG),
        pair("a checkpoint of nothing known", "Выписка\n".into(), text.clone(), WRONG),
        pair("an empty checkpoint", String::new(), text.clone(), WRONG),
        pair("a continuation on Windows", two.clone(), text.replace('\n', "\r\n"), WRONG),
        pair("a mark of byte order before one", two, format!("\u{feff}{text}"), WRONG),
        pair("a longer checkpoint before a shorter", three, text, WRONG),
    ]
}
