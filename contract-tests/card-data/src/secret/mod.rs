//! Finds secrets by the names of their places: security codes, tokens, keys, passwords, private keys.

mod cookie;
mod credential;
mod key_value;
mod markup;
mod pair;
mod placeholder;
mod private_key;
mod search;
mod security_code;
mod table;
mod url;

pub(super) use search::SecretSearch;
