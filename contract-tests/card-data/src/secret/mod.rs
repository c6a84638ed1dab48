//! Finds secrets by the names of their places: security codes, tokens, client keys, private keys.

mod credential;
mod key_value;
mod markup;
mod pair;
mod private_key;
mod search;
mod security_code;
mod table;

pub(super) use search::SecretSearch;
