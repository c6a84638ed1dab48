//! Checks headers that were sent in several lines, and parameters that were sent several times. The lines of a list are one list (RFC 9110, section 5.3). Any other
//! header is checked line by line.

use super::checker::Checker;
use super::parameter::{self, Readings, Serialization};
use crate::rules::Inside;
use crate::spec::{Header, SchemaId};

impl Checker<'_> {
    /// The first violation of a response header.
    pub(super) fn header_violation(
        &mut self,
        header: &Header,
        schema: SchemaId,
        lines: &[&str],
    ) -> Option<Inside<'static>> {
        if header.is_json {
            let mut readings = Readings::default();
            readings.push(lines.first()?);
            return self.text_violation(schema, &readings);
        }
        let how = Serialization::of_header(header);
        let violation = self.values_violation(how, schema, lines);
        if !header.name.eq_ignore_ascii_case("set-cookie") {
            return violation.or_else(|| self.further_violation(how, schema, lines));
        }
        // Each line sets one cookie, and the spec describes one of them.
        let others_fit = |checker: &mut Self| {
            lines.iter().skip(1).any(|line| checker.values_violation(how, schema, &[*line]).is_none())
        };
        violation.filter(|_| !others_fit(self))
    }

    /// The first violation in the values after the first one, if they are not parts of one value.
    pub(super) fn further_violation(
        &mut self,
        how: Serialization,
        schema: SchemaId,
        values: &[&str],
    ) -> Option<Inside<'static>> {
        if values.len() < 2 || parameter::takes_several(self.spec, schema) {
            return None;
        }
        values.iter().skip(1).find_map(|value| self.values_violation(how, schema, &[*value]))
    }

    fn values_violation(
        &mut self,
        how: Serialization,
        schema: SchemaId,
        values: &[&str],
    ) -> Option<Inside<'static>> {
        let mut readings: Readings = std::mem::take(&mut self.readings);
        readings.clear();
        parameter::read(self.spec, how, schema, values, &mut readings);
        let violation = self.text_violation(schema, &readings);
        self.readings = readings;
        violation
    }
}
