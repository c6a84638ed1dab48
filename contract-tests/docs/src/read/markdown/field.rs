//! Components that describe a parameter or a field.

use super::known::place_word;
use super::mdx::Tag;
use super::{OpenField, Reader};
use crate::page::{Block, Field, Kind, inside};

impl Reader {
    /// The field of a component, and the prefix of the names inside of it.
    pub(super) fn field(&self, found: &Tag, line: u32) -> (Field, String) {
        let mut field = Field::default();
        for place in ["path", "query", "header", "body"] {
            if let Some(name) = found.get(place) {
                field.place = Some(place);
                name.clone_into(&mut field.name);
            }
        }
        if field.name.is_empty() {
            let stated = found.get("in").or_else(|| found.get("location")).and_then(place_word);
            field.place = match found.name.as_str() {
                "ResponseField" => Some("response"),
                _ => stated.or_else(|| self.group()),
            };
            found.get("name").unwrap_or_default().clone_into(&mut field.name);
            // Inside a request field, it is a member of that field.
            if let Some(OpenField { block: Block { kind: Kind::Field(outer), .. }, .. }) = self.fields.last()
            {
                field.place = outer.place;
            }
        }
        let parent = self
            .fields
            .last()
            .filter(|open| matches!(&open.block.kind, Kind::Field(outer) if outer.place == field.place));
        if let Some(open) = parent {
            field.name = inside(&open.prefix, &field.name);
        }
        let type_text = found.get("type").or_else(|| found.get("schemaName"));
        field.type_text = type_text.map(|text| (line, text.to_owned()));
        field.required = found.get("required").map(|value| (line, value != "false"));
        if found.get("optional").is_some() {
            field.required = Some((line, false));
        }
        field.default =
            found.get("default").or_else(|| found.get("initialValue")).map(|value| (line, value.to_owned()));
        field.deprecated = found.get("deprecated").filter(|value| *value != "false").map(|_| line);
        let is_list = found
            .get("type")
            .is_some_and(|text| text.contains("[]") || text.starts_with("array") || text.starts_with("list"));
        let inner = if is_list { format!("{}[]", field.name) } else { field.name.clone() };
        (field, inner)
    }
}
