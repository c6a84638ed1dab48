//! The day on which corrections are judged.

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The day on which corrections are judged: this one, unless a test says otherwise.
#[derive(Debug, Clone, Copy, Args)]
pub struct TodayArgs {
    /// Judge as if this were the day
    #[arg(long, value_name = "YYYY-MM-DD", hide = true)]
    pub today: Option<Date>,
}

impl TodayArgs {
    /// The day, in UTC.
    pub(super) fn day(self) -> Date {
        self.today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
    }
}
