//! The expiry date of a card.

use std::fmt;

/// The expiry date of a card: the last month in which it is valid.
///
/// Expiry dates are ordered chronologically. `Display` formats them as `MM/YYYY`.
///
/// ```
/// use cartevo::Expiry;
///
/// let (sooner, later) = (Expiry::from_wire(12, 29), Expiry::from_wire(1, 2030));
/// assert!(sooner < later);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Expiry {
    month: u8,
    year: u16,
}

impl Expiry {
    /// Creates an expiry date from a month (1 to 12) and a year of two or four digits, as servers send them. A year of
    /// two digits is in the 21st century.
    ///
    /// `None` if the month or the year is out of range. The year `99` is: the server sends `12`/`99` for an unknown expiry
    /// date.
    ///
    /// ```
    /// use cartevo::Expiry;
    ///
    /// assert_eq!(Expiry::from_wire(8, 30), Expiry::from_wire(8, 2030));
    /// assert_eq!(Expiry::from_wire(12, 99), None);
    /// ```
    #[must_use]
    pub fn from_wire(month: i64, year: i64) -> Option<Self> {
        let month = u8::try_from(month).ok().filter(|month| (1..=12).contains(month))?;
        let year = match year {
            0..=98 => 2000 + year,
            2000..=2098 => year,
            _ => return None,
        };
        Some(Self { month, year: u16::try_from(year).ok()? })
    }

    /// Returns the month, 1 to 12.
    ///
    /// ```
    /// let expiry = cartevo::Expiry::from_wire(8, 30);
    /// assert_eq!(expiry.map(|expiry| expiry.month()), Some(8));
    /// ```
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Returns the year with four digits.
    ///
    /// ```
    /// let expiry = cartevo::Expiry::from_wire(8, 30);
    /// assert_eq!(expiry.map(|expiry| expiry.year()), Some(2030));
    /// ```
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }
}

impl Ord for Expiry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.year, self.month).cmp(&(other.year, other.month))
    }
}

impl PartialOrd for Expiry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Expiry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{}", self.month, self.year)
    }
}
