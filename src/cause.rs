//! The known causes of a refusal, told apart by the server's message. The server of October 2025 answers nearly every
//! refusal with the status 400.

/// The prefix of a message about a failed `createCard`.
pub(crate) const CARD_CREATION_FAILED: &str = "Card creation failed: ";

/// The prefix of a message about a failed `withdrawFromCard`.
const CARD_WITHDRAWAL_FAILED: &str = "Card withdrawal failed: ";

/// The prefixes of messages about other failed operations on cards.
const CARD_FAILED: [&str; 7] = [
    "Get card transactions failed: ",
    "Get card failed: ",
    "Card funding failed: ",
    CARD_WITHDRAWAL_FAILED,
    "Card freeze failed: ",
    "Card unfreeze failed: ",
    "Card termination failed: ",
];

/// The cause of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    NotFound,
    AccessDenied,
    InsufficientBalance,
    Kyc,
    /// Another check of Cartevo's: the brand, the number of cards, the minimum amount.
    BusinessRule,
    /// The card issuer refused.
    Issuer,
    /// The card issuer, or the connection to it, failed.
    IssuerFailure,
}

/// What the server calls a rejection by the card issuer, followed by the cause.
const REJECTED: &str = "Card issuer rejected: ";
/// What the server of October 2025 writes before the cause of any failure of the call to the card issuer.
const CALL_FAILED: &str = "Failed to create card: ";
/// The causes behind [`CALL_FAILED`] that are known to be the decision of the card issuer.
const REFUSALS: [&str; 1] = ["customer is not eligible for card issuing"];
/// Parts of causes that are failures of programs and connections, in lower case. Nobody decided anything then.
const FAILURES: [&str; 12] = [
    "internal error",
    "internal server error",
    "socket hang up",
    "timeout",
    "timed out",
    "econn",
    "enotfound",
    "network",
    "unavailable",
    "bad gateway",
    "status code 5",
    "no answer",
];

impl Cause {
    /// Whether the server checks this before it calls the card issuer.
    pub(crate) fn precedes_issuer(self) -> bool {
        match self {
            Self::NotFound
            | Self::AccessDenied
            | Self::InsufficientBalance
            | Self::Kyc
            | Self::BusinessRule => true,
            Self::Issuer | Self::IssuerFailure => false,
        }
    }
}

/// Returns the cause that `message` states. Messages of Cartevo's own checks must match entirely: a known beginning may
/// be followed by anything.
pub(crate) fn of(message: &str) -> Option<Cause> {
    let card_creation = message.strip_prefix(CARD_CREATION_FAILED);
    let of_card = CARD_FAILED.iter().find_map(|prefix| message.strip_prefix(prefix));
    let text = card_creation.or(of_card).unwrap_or(message);
    let is_number_between = |start: &str, end: &str| {
        let middle = text.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        middle.is_some_and(|middle| !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match text {
        "Customer not found" | "Card not found" => Some(Cause::NotFound),
        "Access denied to customer" => Some(Cause::AccessDenied),
        "Insufficient balance" | "Insufficient wallet balance" | "Insufficient card balance" => {
            Some(Cause::InsufficientBalance)
        }
        "Customer KYC not approved" | "Customer must be at least 18 years old" => Some(Cause::Kyc),
        "Invalid brand" | "Brand must be VISA or MASTERCARD" => Some(Cause::BusinessRule),
        // A withdrawal looks for the wallet only after the card issuer has moved the money.
        "USD wallet not found" if !message.starts_with(CARD_WITHDRAWAL_FAILED) => Some(Cause::BusinessRule),
        _ if is_number_between("Maximum ", " cards allowed per customer") => Some(Cause::BusinessRule),
        _ if is_number_between("Minimum card funding amount is ", " USD") => Some(Cause::BusinessRule),
        _ if is_insufficient_balance_with_amounts(text) => Some(Cause::InsufficientBalance),
        _ => of_issuer(text, card_creation.is_some()),
    }
}

/// The cause that a message about the card issuer states.
fn of_issuer(text: &str, of_card_creation: bool) -> Option<Cause> {
    if let Some(cause) = text.strip_prefix(REJECTED) {
        let cause = cause.to_lowercase();
        let failed = FAILURES.iter().any(|failure| cause.contains(failure));
        return Some(if failed { Cause::IssuerFailure } else { Cause::Issuer });
    }
    let cause = text.strip_prefix(CALL_FAILED).filter(|_| of_card_creation)?;
    Some(if REFUSALS.contains(&cause) { Cause::Issuer } else { Cause::IssuerFailure })
}

/// Matches `Insufficient balance. Required: $2, Available: $1.50`.
fn is_insufficient_balance_with_amounts(text: &str) -> bool {
    let starts = ["Insufficient balance. Required: $", "Insufficient card balance. Required: $"];
    let Some(rest) = starts.iter().find_map(|start| text.strip_prefix(start)) else { return false };
    let Some((required, available)) = rest.split_once(", Available: $") else { return false };
    let amount = |text: &str| {
        let text = text.strip_prefix('-').unwrap_or(text);
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    amount(required) && amount(available)
}
