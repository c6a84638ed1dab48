//! The `Retry-After` header.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

static PARSER: DateTimeParser = DateTimeParser::new();

/// Parses `Retry-After`, a number of seconds or an HTTP date. A date is relative to the response's own `Date` header if
/// there is one, because the clocks may differ, and to `now` otherwise.
pub(crate) fn parse(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let now = headers.get(DATE).and_then(|date| date.to_str().ok()).and_then(timestamp).unwrap_or(now);
    let delay = timestamp(text)?.duration_since(now);
    Some(Duration::try_from(delay).unwrap_or_default())
}

fn timestamp(text: &str) -> Option<Timestamp> {
    PARSER.parse_timestamp(text).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests may panic")]
mod tests {
    use super::*;

    fn seconds(pairs: &[(&'static str, &'static str)]) -> Option<u64> {
        let headers = pairs.iter().map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let now = "2026-11-20T10:00:00Z".parse().unwrap();
        parse(&headers.collect(), now).map(|delay| delay.as_secs())
    }

    #[test]
    fn seconds_and_dates_are_parsed() {
        assert_eq!(seconds(&[("retry-after", "7")]), Some(7));
        assert_eq!(seconds(&[("retry-after", "Fri, 20 Nov 2026 10:00:30 GMT")]), Some(30));
        assert_eq!(seconds(&[("retry-after", "Fri, 20 Nov 2026 09:00:00 GMT")]), Some(0));
        let date = ("date", "Fri, 20 Nov 2026 10:00:20 GMT");
        assert_eq!(seconds(&[("retry-after", "Fri, 20 Nov 2026 10:00:30 GMT"), date]), Some(10));
    }

    #[test]
    fn anything_else_is_ignored() {
        for text in ["", "soon", "-1", "1.5", "Fri, 20 Nov", "99999999999999999999999"] {
            assert_eq!(seconds(&[("retry-after", text)]), None, "{text}");
        }
        assert_eq!(seconds(&[]), None);
    }
}
