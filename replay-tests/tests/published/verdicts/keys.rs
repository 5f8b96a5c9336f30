//! Keys that are none, and keys under which anything is signed: nothing can be checked with them.

use super::small::{ORIGIN, SIZE, checkpoint_text, key, proof, proof_with};
use super::{Case, HOLDS, UNCHECKED};

/// Points that are no keys: id and bytes of each, and a signature that is the neutral point and zero,
/// which fits every text under a key of small order.
const POINTS: [(&str, &str, &str); 11] = [
    (
        "the neutral point",
        "a11c4e72+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "oRxOcgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "the neutral point with a sign",
        "0304bb1f+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACA",
        "AwS7HwEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "the point of order 2",
        "2533a4df+Aez///////////////////////////////////////9/",
        "JTOk3wEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "a point of order 4",
        "d6f7a94a+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "1vepSgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "the other point of order 4",
        "bf8dcd77+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAACA",
        "v43NdwEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "a point of order 8",
        "ee1341da+ASbolY/CsiewRcP0ifLvmPDV36wF08YzObE4AohtU/wF",
        "7hNB2gEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "another point of order 8",
        "d8292ae5+AccXanA9TdhPujwLdg0QZw8qIFP6LDnMxk7H/XeSrAP6",
        "2Ckq5QEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "the neutral point, written otherwise",
        "1570c0a4+Ae7///////////////////////////////////////9/",
        "FXDApAEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "a point of order 4, written otherwise",
        "a308f576+Ae3///////////////////////////////////////9/",
        "owj1dgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "a point written otherwise",
        "eefb21d5+AfD///////////////////////////////////////9/",
        "7vsh1QEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
    (
        "no point of the curve",
        "86bf079a+AQIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "hr8HmgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    ),
];

pub(super) fn cases() -> Vec<Case> {
    let points = POINTS.iter().map(|(name, key, signature)| {
        let text = checkpoint_text(SIZE);
        let note = format!("{text}\n— {ORIGIN} {signature}\n");
        Case::proof(&format!("the key is {name}"), proof_with(&note), UNCHECKED)
            .with_key(format!("{ORIGIN}+{key}"))
    });
    points.chain(written()).chain(in_files()).collect()
}

fn written() -> Vec<Case> {
    let key = key().verifier().to_string();
    let (name, rest) = key.split_once('+').expect("a name");
    let (id, coded) = rest.split_once('+').expect("an id");
    let with = |name: &str, key: String, verdict| Case::proof(name, proof(), verdict).with_key(key);
    vec![
        with("a key's id in capitals", format!("{name}+{}+{coded}", id.to_uppercase()), HOLDS),
        with("space around a key", format!(" \t\u{85}\u{a0}\u{2028}{key}\u{3000}\r\n"), HOLDS),
        with("a mark of byte order before a key", format!("\u{feff}{key}"), UNCHECKED),
        with("a unit separator after a key", format!("{key}\u{1f}"), UNCHECKED),
        with("a key of another log", format!("{name}s+{id}+{coded}"), UNCHECKED),
        with("a key with another id", format!("{name}+{:08x}+{coded}", 7), UNCHECKED),
        with("a key's id with a sign", format!("{name}+{}+{coded}", "+38b8c59"), UNCHECKED),
        with("a key of three letters", "a+b+c".into(), UNCHECKED),
        with("no key", String::new(), UNCHECKED),
        with("a key without a name", format!("+{id}+{coded}"), UNCHECKED),
        with("a key with a space in its name", format!("a b+{id}+{coded}"), UNCHECKED),
        with("a key that is cut", format!("{name}+{id}+{}", &coded[..40]), UNCHECKED),
        with("a key that isn't base64", format!("{name}+{id}+{}é", &coded[..43]), UNCHECKED),
        with("a key with a fourth part", format!("{key}+more"), UNCHECKED),
        with(
            "a key of another algorithm",
            format!("{name}+42af0349+Av0XJDhaoMdbZPt4zWAvodmR/ev3axPFjtcC6sg16fYY"),
            UNCHECKED,
        ),
    ]
}

fn in_files() -> Vec<Case> {
    let key = key().verifier().to_string();
    let with = |name: &str, key: String, verdict| {
        Case::proof(name, proof(), verdict).with_key(key).in_a_file()
    };
    vec![
        with("a file with the key", format!("{key}\n"), HOLDS),
        with("a file with something else", "Выписка из реестра\n".into(), UNCHECKED),
        with("an empty file for a key", String::new(), UNCHECKED),
        with("a file with two keys", format!("{key}\n{key}\n"), UNCHECKED),
    ]
}
