//! Items that describe a field: `- **hull** (string, required): The hull`.

use crate::page::{Field, inside};
use crate::read::inline::{plain, with_code};
use crate::vocabulary::{answer_at_start, column, is_name, whole_type};

/// Marks between a name, its type and its description.
const SEPARATORS: &[char] = &['*', '_', ' ', ':', '-', '\u{2013}', '\u{2014}', '\t'];

/// The deepest list that is read.
const DEEPEST: usize = 16;

/// The open items of a list, outermost first: how far each is indented, and its name.
#[derive(Default)]
pub(super) struct Items {
    open: Vec<(usize, String)>,
}

impl Items {
    /// The field of an item, with the names of those around it.
    pub(super) fn field(&mut self, line: u32, text: &str) -> Option<Field> {
        let indent = text.len() - text.trim_start().len();
        let item = text.trim_start().get(2..).unwrap_or_default();
        while self.open.last().is_some_and(|(open, _)| *open >= indent) {
            self.open.pop();
        }
        let mut field = of_item(line, item)?;
        if let Some((_, outer)) = self.open.last() {
            field.name = inside(outer, &field.name);
        }
        let is_list = field.type_text.as_ref().and_then(|(_, kind)| whole_type(kind));
        let is_list = is_list.is_some_and(|kind| kind.name == "array") && !field.name.ends_with(']');
        if self.open.len() < DEEPEST {
            self.open.push((indent, format!("{}{}", field.name, if is_list { "[]" } else { "" })));
        }
        Some(field)
    }

    /// Ends the list.
    pub(super) fn end(&mut self) {
        self.open.clear();
    }
}

fn of_item(line: u32, item: &str) -> Option<Field> {
    let (name, is_marked, rest) = name_of(item.trim())?;
    if is_label(name, rest) {
        return None;
    }
    let mut field = Field { name: name.to_owned(), ..Field::default() };
    let rest = rest.trim_start_matches(SEPARATORS);
    let (words, description) = qualifiers(rest, is_marked)?;
    for word in words.split([',', ';']) {
        let word = plain(word);
        let word = word.trim_matches(['*', '_', '`', ' ']);
        if whole_type(word).is_some() {
            field.type_text.get_or_insert((line, word.to_owned()));
        } else if let Some((_, Some(required))) =
            answer_at_start(word).filter(|(length, _)| *length == word.len())
        {
            field.required = Some((line, required));
        } else if word == "nullable" {
            field.nullable = Some(line);
        } else {
            return None;
        }
    }
    let description = with_code(description.trim_start_matches(SEPARATORS));
    if !description.is_empty() {
        field.description.push((line, description));
    }
    (field.type_text.is_some() || field.required.is_some()).then_some(field)
}

/// True for a word that labels what follows, and is no name: `**Type**: string`, `**Required** yes`.
fn is_label(name: &str, rest: &str) -> bool {
    let rest = rest.trim_start_matches(['*', '_', ' ']);
    let is_titled = name.starts_with(char::is_uppercase) || rest.starts_with(':');
    is_titled && !rest.starts_with(['(', '[']) && column(name).is_some()
}

/// The name at the start of an item, whether marks set it off, and the rest.
fn name_of(item: &str) -> Option<(&str, bool, &str)> {
    let marks = item.len() - item.trim_start_matches(['*', '`', '_']).len();
    let inner = item.get(marks..)?;
    let end = inner.find(|c: char| !(c.is_ascii_alphanumeric() || "_.-[]$".contains(c)))?;
    let (name, rest) = inner.split_at_checked(end)?;
    let after = rest.trim_start_matches(['*', '`', '_']);
    let is_closed = marks == 0 || after.len() < rest.len();
    (is_closed && is_name(name)).then_some((name, marks > 0, after))
}

/// The words in brackets, or up to the next separator, and the description.
fn qualifiers(rest: &str, is_marked: bool) -> Option<(&str, &str)> {
    if let Some(inside) = rest.strip_prefix(['(', '[']) {
        let end = inside.find([')', ']'])?;
        return Some((inside.get(..end)?, inside.get(end + 1..)?));
    }
    if !is_marked {
        return None;
    }
    let ends = [" - ", " \u{2013} ", " \u{2014} ", ": ", ". "].iter().filter_map(|end| rest.find(end));
    let end = ends.min().unwrap_or(rest.len());
    rest.split_at_checked(end)
}

#[cfg(test)]
mod tests {
    use super::Items;

    #[test]
    fn an_item_with_a_type_describes_a_field() {
        for (item, name, kind, required) in [
            ("- `hull` (string): The hull", "hull", Some("string"), None),
            ("- **hull** *(string, required)* \u{2013} The hull", "hull", Some("string"), Some(true)),
            ("* `beam` - integer - How wide.", "beam", Some("integer"), None),
            ("- hull (string) The hull", "hull", Some("string"), None),
            ("- **sails** _array of strings_", "sails", Some("array of strings"), None),
        ] {
            let field = Items::default().field(1, item).unwrap_or_default();
            let found = (field.name.as_str(), field.type_text.as_ref().map(|(_, kind)| kind.as_str()));
            assert_eq!(
                (found.0, found.1, field.required.map(|(_, said)| said)),
                (name, kind, required),
                "{item}"
            );
        }
        for item in [
            "- `hull` - The hull",
            "- hull string",
            "- See `hull` (string)",
            "- `OPEN`: it is open",
            "- x",
            "- **Type**: string",
            "- **Required** yes",
        ] {
            assert!(Items::default().field(1, item).is_none(), "{item}");
        }
    }
}
