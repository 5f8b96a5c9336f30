//! The examples of Go's `note` package, and every way a note or a key is refused.

use super::*;

const SECRET: &str =
    "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
const KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const TEXT: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n";
const LINE: &str = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2p\
    ZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const STRANGER: &str = "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1a\
    GrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n";

fn signing() -> SigningKey {
    SECRET.parse().expect("a key")
}

fn open(note: impl AsRef<[u8]>) -> Result<Note, NoteError> {
    Note::open(note, &[KEY.parse().expect("a key")])
}

fn signed(lines: &[&str]) -> String {
    format!("{TEXT}\n{}", lines.concat())
}

#[test]
fn the_keys_and_the_note_of_go_are_read_and_written_alike() {
    assert_eq!(signing().secret_text().as_str(), SECRET);
    assert_eq!(signing().verifier().to_string(), KEY);
    assert_eq!(KEY.parse().as_ref(), Ok(signing().verifier()));
    assert_eq!(sign(TEXT, &signing()), Ok(signed(&[LINE])));
    assert_eq!(open(signed(&[LINE])), Ok(Note { text: TEXT.into() }));
}

#[test]
fn a_secret_key_is_not_printed_by_accident() {
    assert_eq!(format!("{:?}", signing()), "SigningKey(PeterNeumann+c74f20a3)");
}

#[test]
fn lines_of_unknown_keys_and_algorithms_stand_beside_a_known_one() {
    let same_name = "— PeterNeumann AAAAAAE=\n";
    let same_id = "— Another x08go/ZJ\n";
    let note = open(signed(&[same_name, STRANGER, LINE, same_id]));
    assert_eq!(note, Ok(Note { text: TEXT.into() }));
}

#[test]
fn a_text_may_have_empty_lines_and_other_alphabets() {
    let text = "Контрольная точка\n\n\nстрока\n";
    let note = sign(text, &signing()).expect("signed");
    assert_eq!(open(&note).expect("opened").text, text);
}

#[test]
fn a_note_without_a_good_signature_is_refused() {
    let bad = signed(&[LINE]).replace("your problem,", "our problem,");
    let refused = NoteError::BadSignature("PeterNeumann".into());
    assert_eq!(open(bad), Err(refused.clone()));
    assert_eq!(open(signed(&[STRANGER])), Err(NoteError::Unsigned));
    assert_eq!(Note::open(signed(&[LINE]), &[]), Err(NoteError::Unsigned));
    // Of a known key every line must be good, whatever stands before it.
    assert_eq!(open(signed(&[LINE, "— PeterNeumann x08gowAA\n"])), Err(refused));
}

#[test]
fn a_note_of_another_shape_is_refused() {
    for (note, refusal) in [
        (String::new(), NoteError::Shape),
        (TEXT.to_owned(), NoteError::Shape),
        (format!("{TEXT}{LINE}"), NoteError::Shape),
        (format!("{TEXT}\n"), NoteError::Shape),
        (signed(&[LINE.trim_end()]), NoteError::Shape),
        (signed(&["\n"]), NoteError::Shape),
        (signed(&[LINE, "\n"]), NoteError::Shape),
        (signed(&[&LINE.replace('—', "-")]), NoteError::Line(1)),
        (signed(&[LINE, "— PeterNeumann  x08goAAA\n"]), NoteError::Line(2)),
        (signed(&[LINE, "— PeterNeumann x08goAAA \n"]), NoteError::Line(2)),
        (signed(&[LINE, "— PeterNeumann\n"]), NoteError::Line(2)),
        (signed(&[LINE, "—  x08goAAA\n"]), NoteError::Line(2)),
        (signed(&[LINE, "— Peter+Neumann x08goAAA\n"]), NoteError::Line(2)),
        (signed(&[LINE, "— Peter\u{a0}Neumann x08goAAA\n"]), NoteError::Line(2)),
        (signed(&[LINE, "— PeterNeumann x08gow==\n"]), NoteError::Line(2)),
        (signed(&[LINE, "— PeterNeumann x08go_AA\n"]), NoteError::Line(2)),
        (signed(&[&LINE.replace('\n', "\r\n")]), NoteError::NotText),
        (signed(&[LINE]).replace("you ", "you\t"), NoteError::NotText),
    ] {
        assert_eq!(open(&note), Err(refusal), "{note:?}");
    }
    let mut bytes = signed(&[LINE]).into_bytes();
    bytes[0] = 0xff;
    assert_eq!(open(bytes), Err(NoteError::NotText));
}

#[test]
fn a_note_has_a_bound_and_so_have_its_signatures() {
    let hundred = vec![LINE; SIGNATURES_MAX];
    assert!(open(signed(&hundred)).is_ok());
    let more = [hundred, vec![LINE]].concat();
    assert_eq!(open(signed(&more)), Err(NoteError::TooManySignatures));
    let long = format!("{}\n", "a".repeat(NOTE_BYTES_MAX));
    assert!(matches!(open(&long), Err(NoteError::TooLong(_))));
    assert!(matches!(sign(&long, &signing()), Err(NoteError::TooLong(_))));
}

#[test]
fn only_a_text_of_whole_lines_is_signed() {
    assert_eq!(sign("", &signing()), Err(NoteError::Shape));
    assert_eq!(sign("a", &signing()), Err(NoteError::Shape));
    assert_eq!(sign("a\r\n", &signing()), Err(NoteError::NotText));
}

#[test]
fn a_key_that_was_changed_is_refused() {
    let id = KeyError::Id { given: 0xc74f_20a4, computed: 0xc74f_20a3 };
    for (key, refusal) in [
        (KEY.replace("20a3", "20a4"), id.clone()),
        (KEY.replace("+ARpc", "+Apc"), KeyError::Shape),
        (KEY.replace("+ARpc", "+AhpC"), KeyError::Algorithm(2)),
        (KEY.replace("+c74f20a3", ""), KeyError::Shape),
        (KEY.replace("c74f20a3", "74f20a3"), KeyError::Shape),
        (KEY.replace("c74f20a3", "c74f20ag"), KeyError::Shape),
        (KEY.replace("Peter", "Peter "), KeyError::Name),
        (KEY.replace("PeterNeumann", ""), KeyError::Name),
        (KEY.replace("10TW", "10T"), KeyError::Shape),
        ("PeterNeumann+c74f20a3+".into(), KeyError::Shape),
        ("PeterNeumann+c74f20a3+AQ==".into(), KeyError::Shape),
        (format!("a+00000000+AQ{}", "A".repeat(42)), KeyError::PublicKey),
        (String::new(), KeyError::Shape),
    ] {
        assert_eq!(key.parse::<VerifierKey>(), Err(refusal), "{key}");
    }
    for (key, refusal) in [
        (SECRET.replace("20a3", "20a4"), id),
        (SECRET.replace("PRIVATE", "PUBLIC"), KeyError::Shape),
        (KEY.to_owned(), KeyError::Shape),
    ] {
        assert_eq!(key.parse::<SigningKey>().err(), Some(refusal), "{key}");
    }
    for name in ["", "a b", "a+b", "a\u{2003}b", "a\u{1}b"] {
        assert_eq!(SigningKey::from_seed(name, &[1; 32]).err(), Some(KeyError::Name), "{name}");
    }
}
