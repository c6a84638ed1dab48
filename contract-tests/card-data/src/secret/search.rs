//! The words that tell a secret's place, and what is looked for behind each.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::credential::{is_bearer_token, is_named_credential};
use super::joint::Named;
use super::private_key::{is_der_key, is_json_key, is_key_block};
use super::security_code::{Word, is_card_token, is_code_member, is_security_code};
use crate::finding::Class;
use crate::token::is_foreign_jwt;

/// Any digits that are no invented code.
const SOME_CODE: u32 = 999;
/// Any letters and digits that are long enough for a key.
const SOME_KEY: &str = "a1a1a1a1a1a1";

#[derive(Clone, Copy)]
enum Clue {
    /// A place for a security code.
    SecurityCode(Word),
    /// `value` in the payload of a card token.
    CardTokenValue,
    Bearer,
    ClientKey,
    /// The end of a head line of a key in PEM or of PGP.
    KeyHead,
    /// The start of a key in DER, as base64.
    DerKey,
    /// `kty` of a JSON Web Key.
    JsonKey,
    Jwt,
}

const CLUES: &[(&str, Clue)] = &[
    ("cvv", Clue::SecurityCode(Word::Plain)),
    ("cvc", Clue::SecurityCode(Word::Plain)),
    ("cvn", Clue::SecurityCode(Word::Short)),
    ("cav2", Clue::SecurityCode(Word::Short)),
    ("cvx2", Clue::SecurityCode(Word::Short)),
    ("csc", Clue::SecurityCode(Word::Ambiguous)),
    ("cvd", Clue::SecurityCode(Word::Ambiguous)),
    ("cv2", Clue::SecurityCode(Word::Ambiguous)),
    ("security_code", Clue::SecurityCode(Word::Plain)),
    ("security-code", Clue::SecurityCode(Word::Plain)),
    ("security code", Clue::SecurityCode(Word::Plain)),
    ("securitycode", Clue::SecurityCode(Word::Plain)),
    ("verification_value", Clue::SecurityCode(Word::Short)),
    ("verificationvalue", Clue::SecurityCode(Word::Short)),
    ("card_verification", Clue::SecurityCode(Word::Begun)),
    ("card-verification", Clue::SecurityCode(Word::Begun)),
    ("card verification", Clue::SecurityCode(Word::Begun)),
    ("cardverification", Clue::SecurityCode(Word::Begun)),
    ("\"value\"", Clue::CardTokenValue),
    ("bearer", Clue::Bearer),
    ("client_key", Clue::ClientKey),
    ("client-key", Clue::ClientKey),
    ("client key", Clue::ClientKey),
    ("clientkey", Clue::ClientKey),
    ("client_secret", Clue::ClientKey),
    ("client-secret", Clue::ClientKey),
    ("client secret", Clue::ClientKey),
    ("clientsecret", Clue::ClientKey),
    ("private key-----", Clue::KeyHead),
    ("private key block-----", Clue::KeyHead),
    ("mii", Clue::DerKey),
    ("mig", Clue::DerKey),
    ("mih", Clue::DerKey),
    ("mhc", Clue::DerKey),
    ("mhq", Clue::DerKey),
    ("mc4", Clue::DerKey),
    ("mcuc", Clue::DerKey),
    ("mdec", Clue::DerKey),
    ("\"kty\"", Clue::JsonKey),
    // Objects that start with a quote, or with blanks of some kind before it.
    ("eyj", Clue::Jwt),
    ("eyai", Clue::Jwt),
    ("eyag", Clue::Jwt),
    ("ewog", Clue::Jwt),
    ("ewoj", Clue::Jwt),
    ("ewoi", Clue::Jwt),
    ("ew0k", Clue::Jwt),
];

/// Searches for secrets; made once, used for every layer.
pub(crate) struct SecretSearch {
    clues: Option<AhoCorasick>,
}

impl SecretSearch {
    pub(crate) fn new() -> Self {
        let clues = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostFirst)
            .kind(Some(AhoCorasickKind::DFA))
            .build(CLUES.iter().map(|(word, _)| word))
            .ok();
        Self { clues }
    }

    /// True if three digits in a place of this name would be a security code.
    pub(crate) fn is_security_code_name(&self, name: &str) -> bool {
        self.has_class(&format!("{name}:{SOME_CODE}"), Class::SecurityCode)
    }

    /// True if a mixed text in a place of this name would be a key.
    pub(crate) fn is_credential_name(&self, name: &str) -> bool {
        self.has_class(&format!("{name}:{SOME_KEY}"), Class::ClientKey)
    }

    fn has_class(&self, text: &str, wanted: Class) -> bool {
        let mut is_wanted = false;
        self.search(text.as_bytes(), |class, _| is_wanted |= class == wanted);
        is_wanted
    }

    /// Calls `found` with each secret's class and offset, ascending.
    pub(crate) fn search(&self, text: &[u8], mut found: impl FnMut(Class, usize)) {
        for hit in self.clues.iter().flat_map(|clues| clues.find_iter(text)) {
            let name = Named { text, start: hit.start(), end: hit.end() };
            let class = match CLUES[hit.pattern().as_usize()].1 {
                Clue::SecurityCode(word) if is_security_code(name, word) => Class::SecurityCode,
                Clue::CardTokenValue if is_card_token(text) && is_code_member(name) => Class::SecurityCode,
                Clue::Bearer if is_bearer_token(name) => Class::Token,
                Clue::ClientKey if is_named_credential(name) => Class::ClientKey,
                Clue::KeyHead if is_key_block(name) => Class::PrivateKey,
                Clue::DerKey if is_der_key(name) => Class::PrivateKey,
                Clue::JsonKey if is_json_key(name) => Class::PrivateKey,
                Clue::Jwt if is_foreign_jwt(&text[hit.start()..]) => Class::Token,
                _ => continue,
            };
            found(class, hit.start());
        }
    }
}
