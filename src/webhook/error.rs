//! The errors of a delivery.

/// The reason why a delivery is refused. It contains nothing of the delivery, the signature or the secret.
///
/// Respond with 401 to everything but [`Body`](Self::Body), for which 400 fits. The sender tries three more times in both
/// cases.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WebhookError {
    /// There is no signature. Cartevo signs only if a signing secret is set for the company.
    #[error("the delivery has no signature")]
    Unsigned,
    /// The signature header doesn't have the documented form.
    #[error("the signature header is malformed: {reason}")]
    Malformed {
        /// What it lacks.
        reason: &'static str,
    },
    /// No signature matches the body with any of the secrets: the delivery isn't from Cartevo, the secret is another one,
    /// the body was changed on the way, or the [signed text](crate::webhook::SignedText) is another one.
    #[error("no signature matches the body")]
    Mismatch,
    /// The signature is right, but its time is too far from now: a replay, or a wrong clock.
    #[error("the signature is outside the tolerance")]
    OutsideTolerance,
    /// The body isn't an event.
    #[error("the body isn't an event: `{pointer}` isn't what it should be")]
    Body {
        /// The place in the body, such as `data.amount`; `.` is the whole body.
        pointer: String,
    },
}
