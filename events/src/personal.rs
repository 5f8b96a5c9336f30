//! What a decided event says that isn't public: sealed value by value before it is encoded.
//!
//! Rules decide on values in the clear; [`seal_numbers`], [`seal_claims`] and [`seal_words`] are the
//! last step before an event of a public stream becomes bytes, and [`open_inn`], [`open_value`] and
//! [`open_words`] give back what was sealed. Streams that are sealed as a whole, such as an application's, need none of it. Keys and
//! nonces come from the edge, through the function that seals.

use crate::catalogue::{Catalogue, Visibility};
use crate::claim::Stated;
use crate::codec::CodecError;
use crate::confidential::Confidential;
use crate::event::{Event, OrganisationEvent, ProposalEvent, ReportEvent};
use crate::path::FieldPath;
use crate::seal::{KeyId, Sealed};
use crate::stream::StreamId;
use crate::value::{Identifier, Inn, Value};

/// Why a value can't be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealingError<E> {
    /// The edge couldn't seal it.
    #[error("can't seal a value")]
    Seal(#[source] E),
    /// The value can't be written; a fault of this program.
    #[error("can't encode a value")]
    Encode(#[source] CodecError),
}

/// The key of a sole trader's tax number.
pub fn key_of_inn(organisation: &StreamId) -> KeyId {
    KeyId(format!("{organisation}/inn"))
}

/// The key of what is stated of one field that isn't public; every statement of it shares the key,
/// so that erasing it erases them all.
pub fn key_of_value(stream: &StreamId, path: &FieldPath) -> KeyId {
    KeyId(format!("value/{stream}/{path}"))
}

/// Seals the tax numbers of persons that an event of an organisation's stream names.
///
/// # Errors
/// [`SealingError::Seal`].
pub fn seal_numbers<E>(
    event: &mut Event,
    organisation: &StreamId,
    mut seal: impl FnMut(&KeyId, &[u8]) -> Result<Sealed, E>,
) -> Result<(), SealingError<E>> {
    let Event::Organisation(event) = event else { return Ok(()) };
    let key = key_of_inn(organisation);
    for identifier in identifiers_of(event) {
        let Identifier::Inn(inn) = identifier else { continue };
        if inn.is_personal() {
            let sealed = seal(&key, inn.as_str().as_bytes()).map_err(SealingError::Seal)?;
            *identifier = Identifier::SealedInn(sealed);
        }
    }
    Ok(())
}

/// Seals the values of fields that are about a person or not for everybody to see. Absences say
/// nothing that could be hidden and stay in the clear.
///
/// # Errors
/// [`SealingError`].
pub fn seal_claims<E>(
    event: &mut Event,
    stream: &StreamId,
    catalogue: &Catalogue,
    mut seal: impl FnMut(&KeyId, &[u8]) -> Result<Sealed, E>,
) -> Result<(), SealingError<E>> {
    for claim in event.claims_mut() {
        let Stated::Value(value) = &claim.stated else { continue };
        if is_sealed(catalogue, &claim.path) {
            let plain = encode_value(value).map_err(SealingError::Encode)?;
            let key = key_of_value(stream, &claim.path);
            claim.stated = Stated::Sealed(seal(&key, &plain).map_err(SealingError::Seal)?);
        }
    }
    Ok(())
}

/// The key of what somebody reports or proposes: the stream's own.
pub fn key_of_words(stream: &StreamId) -> KeyId {
    KeyId(stream.to_string())
}

/// Seals what somebody reports or proposes.
///
/// # Errors
/// [`SealingError::Seal`].
pub fn seal_words<E>(
    event: &mut Event,
    stream: &StreamId,
    mut seal: impl FnMut(&KeyId, &[u8]) -> Result<Sealed, E>,
) -> Result<(), SealingError<E>> {
    let words = match event {
        Event::Report(ReportEvent::ReportFiled(filed)) => &mut filed.text,
        Event::Proposal(ProposalEvent::ProposalMade(made)) => &mut made.text,
        _ => return Ok(()),
    };
    if let Confidential::Clear(said) = words {
        let key = key_of_words(stream);
        let sealed = seal(&key, said.as_bytes()).map_err(SealingError::Seal)?;
        *words = Confidential::Sealed(sealed);
    }
    Ok(())
}

/// The words that were sealed; none when the bytes are none.
pub fn open_words(plain: Vec<u8>) -> Option<String> {
    String::from_utf8(plain).ok()
}

/// Whether what is stated of a field is sealed outside applications.
pub fn is_sealed(catalogue: &Catalogue, path: &FieldPath) -> bool {
    let hidden = |visibility| match visibility {
        Visibility::Public => false,
        Visibility::Registered | Visibility::Officer => true,
    };
    catalogue.field(path).is_some_and(|field| field.personal || hidden(field.visibility))
}

/// The tax number that was sealed; none when the bytes are none.
pub fn open_inn(plain: &[u8]) -> Option<Inn> {
    Inn::parse(std::str::from_utf8(plain).ok()?).ok()
}

/// The value that was sealed.
///
/// # Errors
/// [`CodecError::Decode`] when the bytes are none.
pub fn open_value(plain: &[u8]) -> Result<Value, CodecError> {
    rmp_serde::from_slice(plain).map_err(CodecError::Decode)
}

fn encode_value(value: &Value) -> Result<Vec<u8>, CodecError> {
    rmp_serde::to_vec_named(value).map_err(CodecError::Encode)
}

fn identifiers_of(event: &mut OrganisationEvent) -> &mut [Identifier] {
    match event {
        OrganisationEvent::OrganisationRegistered(event) => &mut event.identifiers,
        OrganisationEvent::IdentifierRecorded(event) => std::slice::from_mut(&mut event.identifier),
        OrganisationEvent::IdentifierRetired(event) => std::slice::from_mut(&mut event.identifier),
        OrganisationEvent::OrganisationRenamed(_)
        | OrganisationEvent::BranchOpened(_)
        | OrganisationEvent::BranchClosed(_)
        | OrganisationEvent::OrganisationSizeStated(_)
        | OrganisationEvent::OrganisationDetailsStated(_)
        | OrganisationEvent::OrganisationSucceeded(_)
        | OrganisationEvent::PredecessorRecorded(_)
        | OrganisationEvent::MailboxDomainTied(_)
        | OrganisationEvent::MailboxDomainReleased(_) => &mut [],
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;
    use crate::claim::{Absence, Claim, ClaimKind, Source};
    use crate::event::{ClaimsStated, IdentifierRecorded, OrganisationRegistered};
    use crate::ids::{ClusterId, OrganisationId, StreamVersion, Uuid};
    use crate::seal::{Keyring, SealPlace};
    use crate::value::{Ogrn, Text};

    const PERSON: &str = "500100732259";

    const W: &str = "{ ru = \"а\", en = \"a\" }";

    /// A seal that anybody can read, to see what was sealed under which key.
    #[expect(clippy::unnecessary_wraps, reason = "has the shape of the edge's seal")]
    fn glass(key: &KeyId, plain: &[u8]) -> Result<Sealed, Infallible> {
        Ok(Sealed { key: key.clone(), nonce: Vec::new(), bytes: plain.to_vec() })
    }

    fn trader() -> Event {
        let person = Identifier::Inn(Inn::parse(PERSON).expect("a person's INN"));
        let public = Identifier::Ogrn(Ogrn::parse("304500116000157").expect("an OGRNIP"));
        let name = Text::ru("ИП (демо)");
        OrganisationRegistered { name, identifiers: vec![public, person] }.into()
    }

    fn organisation() -> StreamId {
        StreamId::organisation(OrganisationId::from_uuid(Uuid::from_u128(7)))
    }

    fn catalogue() -> Catalogue {
        let field = |key: &str, more: &str| {
            format!(
                "[[field]]\nkey = \"{key}\"\nsection = \"all\"\ntype = \"text\"\nmark = \"optional\"\n\
                 label = {W}\nhint = {W}\nexample = {W}\nwhy = {W}\n{more}\n"
            )
        };
        let text = [
            format!("edition = \"0\"\nsection = [{{ key = \"all\", label = {W} }}]\n"),
            field("name", "visibility = \"public\""),
            field("head", "visibility = \"public\"\npersonal = true\nconsent = \"agreed\""),
            field("agreed", "visibility = \"registered\"").replace("\"text\"", "\"flag\""),
            field("phone", "visibility = \"registered\""),
            field("remark", "visibility = \"officer\""),
        ];
        Catalogue::parse(&text.concat()).expect("a catalogue")
    }

    fn claim(path: &str, stated: Stated) -> Claim {
        Claim {
            path: path.parse().expect("a path"),
            stated,
            kind: ClaimKind::Change,
            described_on: None,
            source: Source::OWN,
            evidence: Vec::new(),
            holds_until: None,
            replaces: None,
            awaits_until: None,
        }
    }

    fn says(path: &str) -> Claim {
        claim(path, Stated::Value(Value::Text(Text::ru("Имя"))))
    }

    #[test]
    fn a_sole_traders_tax_number_is_sealed_and_the_public_number_is_not() {
        let mut event = trader();
        seal_numbers(&mut event, &organisation(), glass).expect("sealed");
        let Event::Organisation(OrganisationEvent::OrganisationRegistered(registered)) = event
        else {
            panic!("another event");
        };
        let [Identifier::Ogrn(_), Identifier::SealedInn(sealed)] = &registered.identifiers[..]
        else {
            panic!("{registered:?}");
        };
        assert_eq!(sealed.key, key_of_inn(&organisation()));
        assert_eq!(open_inn(&sealed.bytes).expect("an INN").as_str(), PERSON);
    }

    #[test]
    fn no_byte_of_a_persons_number_is_in_the_event_and_its_key_gives_it_back() {
        let (stream, mut keyring) = (organisation(), Keyring::default());
        keyring.add(key_of_inn(&stream), [7; 32]);
        let place = SealPlace { stream: &stream, version: StreamVersion(1) };
        let mut event = trader();
        seal_numbers(&mut event, &stream, |key, plain| keyring.seal(key, [1; 24], place, plain))
            .expect("sealed");
        let bytes = event.encode().expect("encodes");
        assert!(!bytes.windows(PERSON.len()).any(|window| window == PERSON.as_bytes()));

        let Event::Organisation(event) = &mut event else { panic!("another event") };
        let Identifier::SealedInn(sealed) = &identifiers_of(event)[1] else { panic!("clear") };
        let plain = keyring.open(sealed, place).expect("opens");
        assert_eq!(open_inn(&plain).expect("an INN").as_str(), PERSON);
    }

    #[test]
    fn the_number_of_a_legal_entity_stays_in_the_clear() {
        let identifier = Identifier::Inn(Inn::parse("7707083893").expect("an INN"));
        let before: Event = IdentifierRecorded { identifier, since: None }.into();
        let mut event = before.clone();
        seal_numbers(&mut event, &organisation(), glass).expect("nothing to seal");
        assert_eq!(event, before);
    }

    #[test]
    fn a_persons_number_has_no_stream_whose_name_would_tell_it() {
        let person = Identifier::Inn(Inn::parse(PERSON).expect("a person's INN"));
        assert!(person.is_personal() && person.stream().is_none());
    }

    #[test]
    fn what_is_not_for_everybody_is_sealed_under_a_key_of_its_field() {
        let stream = StreamId::cluster(ClusterId::from_random([1, 2, 3, 4, 5]));
        let claims = ["name", "head", "phone", "remark"].map(says).to_vec();
        let mut event: Event = ClaimsStated { claims }.into();
        seal_claims(&mut event, &stream, &catalogue(), glass).expect("sealed");
        let told: Vec<_> = event
            .claims_mut()
            .iter()
            .map(|claim| match &claim.stated {
                Stated::Sealed(sealed) => {
                    let value = open_value(&sealed.bytes).expect("a value");
                    assert_eq!(value, Value::Text(Text::ru("Имя")));
                    sealed.key.to_string()
                }
                Stated::Value(_) | Stated::Absent(_) => "clear".into(),
            })
            .collect();
        let key = |field: &str| format!("value/{stream}/{field}");
        assert_eq!(told, ["clear".into(), key("head"), key("phone"), key("remark")]);
    }

    #[test]
    fn an_absence_hides_nothing_and_what_is_sealed_is_not_sealed_again() {
        let sealed = Sealed { key: KeyId("k".into()), nonce: vec![1], bytes: vec![2] };
        let claims = vec![
            claim("head", Stated::Absent(Absence::NotProvided)),
            claim("phone", Stated::Sealed(sealed)),
        ];
        let before: Event = ClaimsStated { claims }.into();
        let mut event = before.clone();
        let stream = StreamId::cluster(ClusterId::from_random([1, 2, 3, 4, 5]));
        seal_claims(&mut event, &stream, &catalogue(), glass).expect("nothing to seal");
        assert_eq!(event, before);
    }
}
