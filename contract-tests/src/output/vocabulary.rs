//! The values of an enum as the values of an argument.

use std::str::FromStr;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Parses one of these values. Help lists each with the first line of its documentation.
pub(crate) fn enum_parser<T>(allowed: impl IntoIterator<Item = T>) -> impl TypedValueParser<Value = T>
where
    T: Copy
        + FromStr<Err = strum::ParseError>
        + Into<&'static str>
        + strum::EnumMessage
        + Send
        + Sync
        + 'static,
{
    let values = allowed.into_iter().map(|word| {
        let value = PossibleValue::new(word.into());
        match word.get_documentation() {
            Some(help) => value.help(help),
            None => value,
        }
    });
    PossibleValuesParser::new(values).try_map(|word| word.parse())
}
