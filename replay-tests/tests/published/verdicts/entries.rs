//! Entries that the log has signed and nobody can read: the proof is right, and what it proves is no
//! entry.

use super::small::{INDEX, entry, proof_of};
use super::{Case, HOLDS, WRONG};

/// The members of a body, or of a map in it, in `MessagePack`.
type Members = Vec<(&'static str, Vec<u8>)>;

pub(super) fn cases() -> Vec<Case> {
    let whole = frames().into_iter().chain(bodies()).chain(contents());
    whole
        .map(|(name, bytes, verdict)| Case::proof(name, proof_of(&bytes).to_string(), verdict))
        .collect()
}

type Entry = (&'static str, Vec<u8>, u8);

fn frames() -> Vec<Entry> {
    let entry = entry();
    let mut magic = entry.clone();
    magic[0] = b'c';
    let mut elsewhere = entry.clone();
    elsewhere[11] ^= 1;
    vec![
        ("an entry without its mark", magic, WRONG),
        ("an entry of another position", elsewhere, WRONG),
        ("an entry that is cut", entry[..entry.len() - 1].to_vec(), WRONG),
        ("an entry with a byte after it", [&entry[..], &[0]].concat(), WRONG),
        ("an entry of a mark and a byte", b"CRE1\x80".to_vec(), WRONG),
        ("an entry of a mark", b"CRE1".to_vec(), WRONG),
        ("an entry of nothing", Vec::new(), WRONG),
        ("an entry without a body", framed(&[]), WRONG),
        (
            "an entry with a byte in its body after the map",
            framed(&[sealed(), vec![0]].concat()),
            WRONG,
        ),
        ("an entry whose body is a list", framed(&listed()), WRONG),
        ("an entry whose body is a number", framed(&[7]), WRONG),
    ]
}

fn bodies() -> Vec<Entry> {
    let with = |name, value| framed(&map(&replaced(body(), name, value)));
    let mut twice = body();
    twice.push(("version", unsigned(1)));
    let mut more = body();
    more.push(("later", vec![0x91, 0xc0]));
    let mut deep = body();
    deep.push(("later", [vec![0x91; 3000], vec![0xc0]].concat()));
    let mut both = body();
    both.push(("clear", bytes(&map(&[]))));
    let mut neither = body();
    neither.pop();
    let mut without = body();
    without.remove(1);
    vec![
        ("a sealed entry", framed(&sealed()), HOLDS),
        ("an entry with a member of a newer program", framed(&map(&more)), HOLDS),
        ("an entry nested 3,000 deep", framed(&map(&deep)), WRONG),
        ("an entry that says its version twice", framed(&map(&twice)), WRONG),
        ("an entry without a version", framed(&map(&without)), WRONG),
        ("an entry of a negative version", with("version", signed(-1)), WRONG),
        ("an entry whose version is text", with("version", text("1")), WRONG),
        ("an entry of a negative place in its commit", with("index", signed(-1)), WRONG),
        ("an entry of a place of 2^32", with("index", unsigned(1 << 32)), WRONG),
        ("an entry recorded at 2^64-1", with("recorded_at", unsigned(u64::MAX)), WRONG),
        (
            "an entry recorded after all years",
            with("recorded_at", unsigned(253_402_207_201_000_000)),
            WRONG,
        ),
        (
            "an entry recorded before all years",
            with("recorded_at", signed(-377_705_023_201_000_001)),
            WRONG,
        ),
        ("an entry recorded before 1970", with("recorded_at", signed(-1)), HOLDS),
        ("an entry with a digest of 31 bytes", with("request_digest", bytes(&[7; 31])), WRONG),
        ("an entry whose stream is a number", with("stream", unsigned(7)), WRONG),
        ("an entry both clear and sealed", framed(&map(&both)), WRONG),
        ("an entry neither clear nor sealed", framed(&map(&neither)), WRONG),
    ]
}

fn contents() -> Vec<Entry> {
    let seal_of = |value: Vec<u8>| framed(&map(&replaced(body(), "sealed", value)));
    let of = |members: &Members| {
        let mut body = body();
        body.pop();
        body.push(("clear", bytes(&map(members))));
        framed(&map(&body))
    };
    let mut twice = content();
    twice.push(("schema", unsigned(1)));
    let mut after = body();
    after.pop();
    after.push(("clear", bytes(&[map(&content()), vec![0]].concat())));
    vec![
        ("an entry of a type that is newer", of(&content()), HOLDS),
        ("a content that says its schema twice", of(&twice), WRONG),
        ("a content with a byte after it", framed(&map(&after)), WRONG),
        ("a content with a negative schema", of(&replaced(content(), "schema", signed(-1))), WRONG),
        (
            "a content whose actor is text",
            of(&replaced(content(), "actor", text("officer"))),
            WRONG,
        ),
        ("a content whose event is text", of(&replaced(content(), "payload", text("new"))), WRONG),
        ("a seal that is text", seal_of(text("sealed")), WRONG),
        ("a seal without a nonce", seal_of(map(&seal()[..1])), WRONG),
    ]
}

fn framed(body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len()).expect("short");
    [b"CRE1", &INDEX.to_be_bytes()[..], &[7; 32], &length.to_be_bytes(), body].concat()
}

fn sealed() -> Vec<u8> {
    map(&body())
}

/// The body of a sealed entry.
fn body() -> Members {
    vec![
        ("stream", text("access")),
        ("version", unsigned(2)),
        ("index", unsigned(1)),
        ("count", unsigned(10)),
        ("recorded_at", unsigned(1_767_225_600_000_000)),
        ("request_id", bytes(&[7; 32])),
        ("request_digest", bytes(&[8; 32])),
        ("sealed", map(&seal())),
    ]
}

fn seal() -> Members {
    vec![("key", text("access")), ("nonce", bytes(&[7; 24])), ("bytes", bytes(&[7; 20]))]
}

/// The content of an entry in the clear, of a type that a newer program wrote.
fn content() -> Members {
    let authority = map(&[("basis", text("office")), ("document", vec![0xc0])]);
    let actor = map(&[
        ("account", bytes(&[7; 16])),
        ("role", text("officer")),
        ("organisation", vec![0xc0]),
        ("authority", authority),
    ]);
    vec![
        ("actor", actor),
        ("cause", vec![0xc0]),
        ("type", text("SomethingNew")),
        ("schema", unsigned(1)),
        ("payload", bytes(&map(&[]))),
    ]
}

fn replaced(mut members: Members, name: &str, value: Vec<u8>) -> Members {
    let place = members.iter().position(|(own, _)| *own == name).expect("a member of that name");
    members[place].1 = value;
    members
}

/// The body as a list of its values, which a reader of structures would take.
fn listed() -> Vec<u8> {
    let values = body().into_iter().map(|(_, value)| value);
    let values: Vec<_> = values.take(7).chain([vec![0xc0], map(&seal())]).collect();
    [vec![0x99], values.concat()].concat()
}

fn map(members: &[(&'static str, Vec<u8>)]) -> Vec<u8> {
    let count = u8::try_from(members.len()).expect("few");
    let members = members.iter().flat_map(|(name, value)| [text(name), value.clone()]);
    [vec![0x80 | count], members.collect::<Vec<_>>().concat()].concat()
}

fn text(text: &str) -> Vec<u8> {
    [&[0xd9, u8::try_from(text.len()).expect("short")], text.as_bytes()].concat()
}

fn bytes(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("short");
    [&[0xc5], &length.to_be_bytes()[..], bytes].concat()
}

fn unsigned(number: u64) -> Vec<u8> {
    [&[0xcf], &number.to_be_bytes()[..]].concat()
}

fn signed(number: i64) -> Vec<u8> {
    [&[0xd3], &number.to_be_bytes()[..]].concat()
}
