//! Finds card data in bytes: card numbers, security codes, tokens and keys, plainly and through encodings.
//!
//! What counts as a card number is narrow, so that a hit means something: a maximal run of 13 to 19 digits,
//! or digit groups laid out as they are embossed on cards, with no letter or digit beside it, with the prefix
//! and the length of a real card scheme, and with a correct check digit. What stands beside a number may
//! tell that it is something else (a decimal, an account number, a word of a dump), or that it is one after all (a
//! date, a colour, a script without blanks). UUIDs, hashes, decimals, telephone numbers and timestamps are none of
//! these.
//!
//! The bytes are read as they are and through percent, hex, base64, JWT, gzip, Zstandard, UTF-16 and backslash escapes,
//! nested up to [`Limits::depth`] layers. The work is bounded by [`Limits`]; a search that met a limit says so
//! ([`Report::cut_short`]), because a file that was not read to its end was not found to be clean.
//!
//! A [`Finding`] holds a class and a place. It never holds the value.

mod card_number;
mod char_kind;
mod decode;
mod detector;
mod files;
mod finding;
pub mod harmless;
mod invented;
mod prefilter;
mod scan;
mod scheme;
mod secret;
mod sensitive_values;
mod separated_number;
mod surroundings;
mod token;
mod tracked;

pub use detector::{Detector, Limits};
pub use files::{FileReport, MAX_INFLATED, OVERLAP, WINDOW, search_file, search_paths, search_reader};
pub use finding::{Class, Encoding, Finding, Limit, Report};
pub use invented::{INVENTED_WORD, JWT_PAYLOAD, invented_jwt};
pub use prefilter::{has_card_length_digits, may_hold_base64, may_hold_other_encoding};
pub use scan::{ScanSummary, scan};
pub use scheme::{SCHEMES, Scheme, check_digit, has_card_number_form, passes_luhn};
pub use sensitive_values::{SensitiveValues, SensitiveValuesError};
