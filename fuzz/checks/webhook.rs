//! Deliveries of webhooks: a header is accepted only as it was signed, and a body is an event or an error with a place.

use cartevo::jiff::Timestamp;
use cartevo::webhook::{Event, SIGNATURE_HEADER, Verifier, WebhookError};
use http::{HeaderMap, HeaderValue};

/// The first line as a header, and the rest as a body.
pub(crate) fn webhook(bytes: &[u8]) {
    let end = bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len());
    let (line, body) = (&bytes[..end], bytes.get(end + 1..).unwrap_or_default());
    let receiver = Verifier::new("a secret").expect("the secret isn't empty");
    let mut headers = HeaderMap::new();
    if let Ok(value) = HeaderValue::from_bytes(line) {
        headers.insert(SIGNATURE_HEADER, value);
    }
    let refused = receiver.verify_at(Timestamp::UNIX_EPOCH, &headers, body);
    assert!(matches!(
        refused,
        Err(WebhookError::Unsigned | WebhookError::Malformed { .. } | WebhookError::Mismatch)
    ));

    let signed = receiver.test_header(Timestamp::UNIX_EPOCH, body);
    headers.insert(SIGNATURE_HEADER, HeaderValue::try_from(signed).expect("a header of ASCII"));
    let verified = receiver.verify_at(Timestamp::UNIX_EPOCH, &headers, body);
    match (verified, Event::from_unverified(body)) {
        (Ok(event), Ok(same)) => {
            assert_eq!(event.replay_key(), same.replay_key());
            assert!(event.replay_key().starts_with(event.kind().as_str()));
            assert!(format!("{event:?}").len() < 1000, "no payload is shown");
        }
        (Err(error), Err(same)) => {
            assert_eq!(error, same);
            assert!(matches!(error, WebhookError::Body { .. }));
        }
        other => panic!("the signature decides nothing else: {other:?}"),
    }
}
