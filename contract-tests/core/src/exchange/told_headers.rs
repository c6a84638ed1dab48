//! Headers as tools write them.

use super::told::Message;
use super::tree::Tree;

/// Adds headers: a map from names to values or lists of values, or a list of lines, of pairs, or of maps with a name
/// and a value.
pub(super) fn add_headers<'t>(headers: Tree<'t>, message: &mut Message<'t>) -> Result<(), String> {
    for (name, value) in headers.members() {
        push(name, value, message);
    }
    for item in headers.items() {
        add_item(item, message)?;
    }
    let is_readable = headers.is_map() || headers.is_list();
    is_readable.then_some(()).ok_or_else(|| "`headers` is neither a map nor a list".to_owned())
}

fn add_item<'t>(item: Tree<'t>, message: &mut Message<'t>) -> Result<(), String> {
    if let Some(line) = item.text() {
        let (name, value) = line.split_once(':').ok_or("a header has no name")?;
        message.push(name.trim().to_owned(), value.trim().to_owned());
        return Ok(());
    }
    if item.is_map() {
        let name = item.text_at("name").or_else(|| item.text_at("key")).ok_or("a header has no name")?;
        let is_off = ["disabled", "enabled"].map(|key| item.text_at(key));
        if is_off[0].as_deref() != Some("true") && is_off[1].as_deref() != Some("false") {
            message.push(name, item.text_at("value").unwrap_or_default());
        }
        return Ok(());
    }
    let mut pair = item.items();
    match (pair.next(), pair.next(), pair.next()) {
        (Some(name), Some(value), None) if name.text().is_some() => {
            push(&name.text().unwrap_or_default(), value, message);
            Ok(())
        }
        (Some(_), ..) => add_headers(item, message),
        (None, ..) => Err("a header is neither a line nor a pair".to_owned()),
    }
}

fn push<'t>(name: &str, value: Tree<'t>, message: &mut Message<'t>) {
    for line in value.text().into_iter().chain(value.items().filter_map(Tree::text)) {
        message.push(name.to_owned(), line);
    }
}
