//! Headers that come in several lines. The lines of a list are one list (RFC 9110, section 5.3); each line of anything
//! else is a value by itself.

use super::checker::Checker;
use super::parameter::{self, Readings, Serialization};
use crate::rules::Inside;
use crate::spec::{SchemaId, Type};

impl Checker<'_> {
    /// What is wrong with a header of a response, if anything.
    pub(super) fn header_fault(
        &mut self,
        name: &str,
        schema: SchemaId,
        lines: &[&str],
    ) -> Option<Inside<'static>> {
        let fault = self.lines_fault(schema, lines);
        if !name.eq_ignore_ascii_case("set-cookie") {
            return fault.or_else(|| self.further_lines_fault(schema, lines));
        }
        // Each line sets a cookie of its own, and the spec describes one of them.
        let others_fit = |checker: &mut Self| {
            lines.iter().skip(1).any(|line| checker.lines_fault(schema, &[*line]).is_none())
        };
        fault.filter(|_| !others_fit(self))
    }

    /// What is wrong with a line behind the first, if anything.
    pub(super) fn further_lines_fault(
        &mut self,
        schema: SchemaId,
        lines: &[&str],
    ) -> Option<Inside<'static>> {
        let is_one = matches!(parameter::kind(self.spec, schema), Some(Type::Array | Type::Object));
        if is_one {
            return None;
        }
        lines.iter().skip(1).find_map(|line| self.lines_fault(schema, &[*line]))
    }

    fn lines_fault(&mut self, schema: SchemaId, lines: &[&str]) -> Option<Inside<'static>> {
        let mut readings: Readings = std::mem::take(&mut self.readings);
        readings.clear();
        parameter::read(self.spec, Serialization::HEADER, schema, lines, &mut readings);
        let fault = self.text_violation(schema, &readings);
        self.readings = readings;
        fault
    }
}
