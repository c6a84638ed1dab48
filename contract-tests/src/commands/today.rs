//! The argument for the date of the judgement.

use clap::Args;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The date of the judgement: today, unless a test sets it.
#[derive(Debug, Clone, Copy, Args)]
pub struct TodayArgs {
    /// Judge as if this were the date
    #[arg(long, value_name = "YYYY-MM-DD", hide = true)]
    pub today: Option<Date>,
}

impl TodayArgs {
    /// The date, in UTC.
    pub(super) fn day(self) -> Date {
        self.today.unwrap_or_else(|| Timestamp::now().to_zoned(TimeZone::UTC).date())
    }
}
