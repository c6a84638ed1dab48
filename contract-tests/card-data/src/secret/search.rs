//! The keywords that announce a secret, and the check for each.

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::cookie::holds_credential;
use super::credential::{is_authorization, is_basic_login, is_bearer_token, is_named_credential};
use super::key_value::NameMatch;
use super::private_key::{JsonKeys, is_der_key, is_key_block};
use super::security_code::{KeywordStrength, is_card_token, is_code_member, is_security_code};
use super::table::Tables;
use super::url::{has_user_info, is_signature};
use crate::finding::Class;
use crate::token::Tokens;

/// Digits that are no invented code.
const SAMPLE_CODE: u32 = 999;
/// A mixed text that is long enough to be a key.
const SAMPLE_KEY: &str = "a1a1a1a1a1a1";

#[derive(Clone, Copy)]
enum Keyword {
    /// The name of a security code.
    SecurityCode(KeywordStrength),
    /// `value` in the payload of a card token.
    CardTokenValue,
    Bearer,
    /// The name of a token.
    Token,
    ClientKey,
    /// The header `Authorization`, with any scheme.
    Authorization,
    /// The scheme `Basic`.
    Basic,
    /// A header with cookies.
    Cookie,
    /// The sign behind the scheme of a URL.
    UrlScheme,
    /// The signature of a signed URL.
    Signature,
    /// The end of the first line of a PEM or PGP key.
    KeyHead,
    /// The base64 of the start of a DER key.
    DerKey,
    /// `kty` of a JSON Web Key.
    JsonKeyType,
    /// `d` or `k` of a JSON Web Key.
    JsonKeyMember,
    Jwt,
}

const KEYWORDS: &[(&str, Keyword)] = &[
    ("cvv", Keyword::SecurityCode(KeywordStrength::Unambiguous)),
    ("cvc", Keyword::SecurityCode(KeywordStrength::Unambiguous)),
    ("cvn", Keyword::SecurityCode(KeywordStrength::BeforeSign)),
    ("cav2", Keyword::SecurityCode(KeywordStrength::BeforeSign)),
    ("cvx2", Keyword::SecurityCode(KeywordStrength::BeforeSign)),
    ("csc", Keyword::SecurityCode(KeywordStrength::Ambiguous)),
    ("cvd", Keyword::SecurityCode(KeywordStrength::Ambiguous)),
    ("cv2", Keyword::SecurityCode(KeywordStrength::Ambiguous)),
    ("security_code", Keyword::SecurityCode(KeywordStrength::Unambiguous)),
    ("security-code", Keyword::SecurityCode(KeywordStrength::Unambiguous)),
    ("security code", Keyword::SecurityCode(KeywordStrength::Unambiguous)),
    ("securitycode", Keyword::SecurityCode(KeywordStrength::Unambiguous)),
    ("verification_value", Keyword::SecurityCode(KeywordStrength::BeforeSign)),
    ("verificationvalue", Keyword::SecurityCode(KeywordStrength::BeforeSign)),
    ("card_verification", Keyword::SecurityCode(KeywordStrength::Prefix)),
    ("card-verification", Keyword::SecurityCode(KeywordStrength::Prefix)),
    ("card verification", Keyword::SecurityCode(KeywordStrength::Prefix)),
    ("cardverification", Keyword::SecurityCode(KeywordStrength::Prefix)),
    ("\"value\"", Keyword::CardTokenValue),
    ("bearer", Keyword::Bearer),
    ("client_key", Keyword::ClientKey),
    ("client-key", Keyword::ClientKey),
    ("client key", Keyword::ClientKey),
    ("clientkey", Keyword::ClientKey),
    ("client_secret", Keyword::ClientKey),
    ("client-secret", Keyword::ClientKey),
    ("client secret", Keyword::ClientKey),
    ("clientsecret", Keyword::ClientKey),
    ("access_token", Keyword::Token),
    ("access-token", Keyword::Token),
    ("accesstoken", Keyword::Token),
    ("refresh_token", Keyword::Token),
    ("refresh-token", Keyword::Token),
    ("refreshtoken", Keyword::Token),
    ("api_key", Keyword::ClientKey),
    ("api-key", Keyword::ClientKey),
    ("apikey", Keyword::ClientKey),
    ("authorization", Keyword::Authorization),
    ("basic", Keyword::Basic),
    ("cookie", Keyword::Cookie),
    ("://", Keyword::UrlScheme),
    ("x-amz-signature", Keyword::Signature),
    ("x-goog-signature", Keyword::Signature),
    ("signature", Keyword::Signature),
    ("sig", Keyword::Signature),
    ("private key-----", Keyword::KeyHead),
    ("private key block-----", Keyword::KeyHead),
    ("mii", Keyword::DerKey),
    ("mig", Keyword::DerKey),
    ("mih", Keyword::DerKey),
    ("mhc", Keyword::DerKey),
    ("mhq", Keyword::DerKey),
    ("mc4", Keyword::DerKey),
    ("mcuc", Keyword::DerKey),
    ("mdec", Keyword::DerKey),
    ("\"kty\"", Keyword::JsonKeyType),
    ("\"d\"", Keyword::JsonKeyMember),
    ("\"k\"", Keyword::JsonKeyMember),
    // Objects that start with a quote, or with white space before it.
    ("eyj", Keyword::Jwt),
    ("eyai", Keyword::Jwt),
    ("eyag", Keyword::Jwt),
    ("ewog", Keyword::Jwt),
    ("ewoj", Keyword::Jwt),
    ("ewoi", Keyword::Jwt),
    ("ew0k", Keyword::Jwt),
];

/// Searches for secrets. Built once and used for every layer.
pub(crate) struct SecretSearch {
    keywords: Option<AhoCorasick>,
}

impl SecretSearch {
    pub(crate) fn new() -> Self {
        let keywords = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::LeftmostFirst)
            .kind(Some(AhoCorasickKind::DFA))
            .build(KEYWORDS.iter().map(|(word, _)| word))
            .ok();
        Self { keywords }
    }

    /// True if three digits in a place of this name would be a security code.
    pub(crate) fn is_security_code_name(&self, name: &str) -> bool {
        self.has_class(&format!("{name}:{SAMPLE_CODE}"), Class::SecurityCode)
    }

    /// True if a mixed text in a place of this name would be a key.
    pub(crate) fn is_credential_name(&self, name: &str) -> bool {
        let text = format!("{name}:{SAMPLE_KEY}");
        self.has_class(&text, Class::ClientKey) || self.has_class(&text, Class::Token)
    }

    fn has_class(&self, text: &str, wanted: Class) -> bool {
        let mut is_wanted = false;
        self.search(text.as_bytes(), |class, _| is_wanted |= class == wanted);
        is_wanted
    }

    /// Calls `found` with the class and offset of each secret.
    pub(crate) fn search(&self, text: &[u8], mut found: impl FnMut(Class, usize)) {
        let mut memory =
            Memory { tokens: Tokens::of(text), keys: JsonKeys::default(), tables: Tables::default() };
        for hit in self.keywords.iter().flat_map(|keywords| keywords.find_iter(text)) {
            let name = NameMatch { text, start: hit.start(), end: hit.end() };
            if let Some((class, at)) = memory.secret(KEYWORDS[hit.pattern().as_usize()].1, name) {
                found(class, at);
            }
        }
    }
}

/// What is remembered of the text that was searched, so that nothing is read again for each keyword.
struct Memory<'t> {
    tokens: Tokens<'t>,
    keys: JsonKeys,
    tables: Tables<'t>,
}

impl<'t> Memory<'t> {
    /// The secret that a keyword announces, and its offset.
    fn secret(&mut self, keyword: Keyword, name: NameMatch<'t>) -> Option<(Class, usize)> {
        let here = |is: bool, class| is.then_some((class, name.start));
        let key = |at: Option<usize>| at.map(|at| (Class::PrivateKey, at));
        match keyword {
            Keyword::SecurityCode(strength) => {
                here(is_security_code(name, strength, &mut self.tables), Class::SecurityCode)
            }
            Keyword::CardTokenValue => {
                here(is_card_token(name.text) && is_code_member(name), Class::SecurityCode)
            }
            Keyword::Bearer => here(is_bearer_token(name), Class::Token),
            Keyword::Token => here(is_named_credential(name), Class::Token),
            Keyword::Authorization => here(is_authorization(name), Class::Token),
            Keyword::Basic => here(is_basic_login(name), Class::Password),
            Keyword::Cookie => here(holds_credential(name), Class::Token),
            Keyword::UrlScheme => here(has_user_info(name), Class::Password),
            Keyword::Signature => here(is_signature(name), Class::Token),
            Keyword::ClientKey => here(is_named_credential(name), Class::ClientKey),
            Keyword::KeyHead => here(is_key_block(name), Class::PrivateKey),
            Keyword::DerKey => here(is_der_key(name), Class::PrivateKey),
            Keyword::JsonKeyType => key(self.keys.with_type(name)),
            Keyword::JsonKeyMember => key(self.keys.with_member(name)),
            Keyword::Jwt => here(self.tokens.is_real_jwt(name.start), Class::Token),
        }
    }
}
