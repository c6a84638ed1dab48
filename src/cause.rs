//! The causes that the server is known to give as text, because it answers 400 to nearly everything.

/// How a text begins that was made of what went wrong while a card was issued.
pub(crate) const AT_ISSUING: &str = "Card creation failed: ";

/// Why something was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    NotFound,
    AccessDenied,
    InsufficientBalance,
    Kyc,
    /// Another rule of the server's own: brand, number of cards, smallest amount.
    Rule,
    /// The card issuer's decision.
    Issuer,
}

impl Cause {
    /// Whether the server checks this before it asks the card issuer for a card.
    pub(crate) fn is_before_the_issuer(self) -> bool {
        self != Self::Issuer
    }
}

/// The cause that `message` is known to mean. The whole text must match: what follows a known beginning may say anything.
pub(crate) fn of(message: &str) -> Option<Cause> {
    let (text, at_issuing) = match message.strip_prefix(AT_ISSUING) {
        Some(rest) => (rest, true),
        None => (message.strip_prefix("Get card transactions failed: ").unwrap_or(message), false),
    };
    let between = |start: &str, end: &str| {
        let middle = text.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        middle.is_some_and(|middle| !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_digit()))
    };
    match text {
        "Customer not found" | "Card not found" => Some(Cause::NotFound),
        "Access denied to customer" => Some(Cause::AccessDenied),
        "Insufficient balance" => Some(Cause::InsufficientBalance),
        "Customer KYC not approved" | "Customer must be at least 18 years old" => Some(Cause::Kyc),
        "Invalid brand" | "Brand must be VISA or MASTERCARD" | "USD wallet not found" => Some(Cause::Rule),
        _ if between("Maximum ", " cards allowed per customer") => Some(Cause::Rule),
        _ if between("Minimum card funding amount is ", " USD") => Some(Cause::Rule),
        _ if is_balance_stated(text) => Some(Cause::InsufficientBalance),
        _ if text.starts_with("Card issuer rejected: ") => Some(Cause::Issuer),
        _ if at_issuing && text.starts_with("Failed to create card: ") => Some(Cause::Issuer),
        _ => None,
    }
}

/// `Insufficient balance. Required: $2, Available: $1.50`
fn is_balance_stated(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("Insufficient balance. Required: $") else { return false };
    let Some((required, available)) = rest.split_once(", Available: $") else { return false };
    let amount = |text: &str| {
        let text = text.strip_prefix('-').unwrap_or(text);
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    };
    amount(required) && amount(available)
}
