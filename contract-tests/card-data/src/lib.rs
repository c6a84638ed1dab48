//! Finds card data in bytes: card numbers, security codes, tokens and keys, in plain text and through
//! encodings.
//!
//! The definition of a card number is narrow, so that a hit is meaningful: a maximal run of 13 to 19 digits,
//! or digit groups in a layout that cards use, without an adjacent letter or digit, with the prefix and
//! length of a real card scheme and a correct check digit. The surroundings may show that a number is
//! something else (a decimal, an account number, part of a hex dump) or that it counts after all (next to a
//! date, a terminal colour sequence or a script without spaces). UUIDs, hashes, decimals, telephone numbers
//! and timestamps do not count.
//!
//! Bytes are searched as they are and through percent, hex, base64, JWT, gzip, Zstandard, bzip2, xz, zip, UTF-16
//! and backslash escapes, nested up to [`Limits::depth`] layers. What cannot be looked into is said
//! ([`Report::sealed`]). [`Limits`] bounds the work. A search that
//! reached a limit says so ([`Report::cut_short`]), because a file that was not read to its end is not known
//! to be clean.
//!
//! A [`Finding`] holds a class and a position, never the value.

mod attached;
mod card_number;
mod char_kind;
mod decode;
mod detector;
mod emv;
mod files;
mod finding;
mod git_index;
mod glance;
pub mod harmless;
mod invented;
mod listing;
mod prefilter;
mod printable;
mod scan;
mod scheme;
mod secret;
mod sensitive_values;
mod separated_number;
mod spread_number;
mod surroundings;
mod token;
mod tracked;
mod withhold;

pub use detector::{Detector, Limits};
pub use files::{FileReport, MAX_INFLATED, OVERLAP, WINDOW, search_file, search_paths, search_reader};
pub use finding::{Class, Encoding, Finding, Limit, Report};
pub use git_index::{GitEntryKind, GitIndexError, read_git_index};
pub use glance::is_free_of_card_data;
pub use invented::{INVENTED_WORD, JWT_PAYLOAD, invented_jwt};
pub use prefilter::{has_card_length_digits, may_hold_base64, may_hold_other_encoding};
pub use scan::{ScanSummary, scan};
pub use scheme::{CARD_LENGTHS, SCHEMES, Scheme, check_digit, has_card_number_form, passes_luhn};
pub use sensitive_values::{SensitiveValues, SensitiveValuesError, ValueIndex};
pub use withhold::{TextForm, holds_card_data, names_security_code, withhold};
