//! Detects two-digit years. Whether the place also has four-digit years is decided once all exchanges have
//! been seen.

use super::walk::{Details, Walk};
use crate::json::Node;
use crate::rules::response;
use crate::spec::Property;
use crate::value_class::ValueClass;

impl<'s> Walk<'_, 's> {
    /// Checks the value of a property that is named like a year.
    pub(super) fn year(&mut self, property: &'s Property, value: Node<'_>) {
        let Some(class) = ValueClass::of(value) else { return };
        self.scratch.learned.add_value_class(property.schema, class);
        if matches!(class, ValueClass::SmallNumber | ValueClass::TwoDigits) {
            let site = Some(&self.spec.schema(property.schema).site);
            self.emit(
                &response::TWO_DIGIT_YEAR,
                Details { found: Some("two-digits"), site, ..Details::default() },
            );
        }
    }
}
