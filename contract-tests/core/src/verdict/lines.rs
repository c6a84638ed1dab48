//! Checks headers that were sent in several lines. The lines of a list are one list (RFC 9110, section 5.3). Any other
//! header is checked line by line.

use super::checker::Checker;
use super::parameter::{self, Readings, Serialization};
use crate::rules::Inside;
use crate::spec::{SchemaId, Type};

impl Checker<'_> {
    /// The first violation of a response header.
    pub(super) fn header_violation(
        &mut self,
        name: &str,
        schema: SchemaId,
        lines: &[&str],
    ) -> Option<Inside<'static>> {
        let violation = self.lines_violation(schema, lines);
        if !name.eq_ignore_ascii_case("set-cookie") {
            return violation.or_else(|| self.further_lines_violation(schema, lines));
        }
        // Each line sets one cookie, and the spec describes one of them.
        let others_fit = |checker: &mut Self| {
            lines.iter().skip(1).any(|line| checker.lines_violation(schema, &[*line]).is_none())
        };
        violation.filter(|_| !others_fit(self))
    }

    /// The first violation in the lines after the first one.
    pub(super) fn further_lines_violation(
        &mut self,
        schema: SchemaId,
        lines: &[&str],
    ) -> Option<Inside<'static>> {
        let is_one = matches!(parameter::kind(self.spec, schema), Some(Type::Array | Type::Object));
        if is_one {
            return None;
        }
        lines.iter().skip(1).find_map(|line| self.lines_violation(schema, &[*line]))
    }

    fn lines_violation(&mut self, schema: SchemaId, lines: &[&str]) -> Option<Inside<'static>> {
        let mut readings: Readings = std::mem::take(&mut self.readings);
        readings.clear();
        parameter::read(self.spec, Serialization::HEADER, schema, lines, &mut readings);
        let violation = self.text_violation(schema, &readings);
        self.readings = readings;
        violation
    }
}
