//! Numbers that conform.

use crate::json::{Flat, Number};
use crate::spec::{Bound, Format, JsonType, Schema, Type};
use crate::verdict::keywords;
use crate::verdict::spec_coverage::listed_at;

/// What one schema says about numbers.
#[derive(Debug)]
pub(super) struct NumberCheck<'s> {
    schema: &'s Schema,
    /// The range of plain numbers that conform, without a further look.
    range: Option<Range>,
    is_integer: bool,
    /// The event of its first listed value.
    listed: Option<u32>,
}

/// Both bounds are included.
#[derive(Debug, Clone, Copy)]
struct Range {
    least: i64,
    most: i64,
}

/// The longest number, in bytes, that is read as a plain one.
const MAX_PLAIN: usize = 18;

/// The largest bound of a range: no number that is read as a plain one is larger.
const MAX_BOUND: u64 = 999_999_999_999_999_999;

impl<'s> NumberCheck<'s> {
    /// The check of a schema; `None` if it allows every number.
    pub(super) fn of(schema: &'s Schema, listed: Option<u32>) -> Option<Self> {
        let is_integer = match schema.kind {
            Some(kind) => kind == Type::Integer,
            None => schema.newer.as_ref().is_some_and(|newer| {
                newer.types.contains(&JsonType::Integer) && !newer.types.contains(&JsonType::Number)
            }),
        };
        let has_format = matches!(schema.format, Some(Format::Int32 | Format::Int64));
        let is_bound = schema.minimum.is_some() || schema.maximum.is_some() || schema.multiple_of.is_some();
        if !is_integer && !has_format && !is_bound && schema.values.is_none() && listed.is_none() {
            return None;
        }
        let is_plain = schema.multiple_of.is_none() && schema.values.is_none() && listed.is_none();
        let range = if is_plain { Range::of(schema) } else { None };
        Some(Self { schema, range, is_integer, listed })
    }

    /// True if the number conforms; then logs the listed value that it is.
    #[inline]
    pub(super) fn accepts(&self, number: (Flat<'_>, u32), raw: &str, log: &mut Vec<u32>) -> bool {
        self.range.is_some_and(|range| range.holds(raw, self.is_integer)) || self.fits(number, log)
    }

    fn fits(&self, (flat, at): (Flat<'_>, u32), log: &mut Vec<u32>) -> bool {
        let node = flat.node(at);
        if !keywords::has_no_violation(self.schema, node) {
            return false;
        }
        if let Some(first) = self.listed
            && let Some(index) = listed_at(self.schema, node)
        {
            log.push(index.after(first));
        }
        true
    }
}

impl Range {
    fn of(schema: &Schema) -> Option<Self> {
        let format = match schema.format {
            Some(Format::Int32) => Self { least: i32::MIN.into(), most: i32::MAX.into() },
            _ => Self { least: i64::MIN, most: i64::MAX },
        };
        let plain = |bound: &Option<Bound>, inwards: i64, none: i64| match bound {
            None => Some(none),
            Some(bound) => Some(plain(&bound.number)? + if bound.exclusive { inwards } else { 0 }),
        };
        let least = plain(&schema.minimum, 1, i64::MIN)?.max(format.least);
        let most = plain(&schema.maximum, -1, i64::MAX)?.min(format.most);
        Some(Self { least, most })
    }

    /// True if the number is certainly inside. Numbers with a fraction are not whole, even where it is zero: those are
    /// for a closer look.
    fn holds(self, text: &str, is_integer: bool) -> bool {
        let (is_negative, digits) = match text.as_bytes() {
            [b'-', digits @ ..] => (true, digits),
            digits => (false, digits),
        };
        if digits.len() > MAX_PLAIN {
            return false;
        }
        let whole = digits.iter().take_while(|byte| byte.is_ascii_digit());
        let (size, length) =
            whole.fold((0, 0), |(size, length), byte| (size * 10 + i64::from(byte - b'0'), length + 1));
        match digits.get(length..) {
            None | Some([]) => (self.least..=self.most).contains(&if is_negative { -size } else { size }),
            // Between this whole number and the next.
            Some([b'.', fraction @ ..]) => {
                let is_plain = fraction.iter().all(u8::is_ascii_digit);
                is_plain && !is_integer && !is_negative && size >= self.least && size < self.most
            }
            Some(_) => false,
        }
    }
}

/// The value of a bound without fraction or exponent.
fn plain(text: &str) -> Option<i64> {
    let value = Number::parse(text)?.as_i64()?;
    (value.unsigned_abs() <= MAX_BOUND).then_some(value)
}
