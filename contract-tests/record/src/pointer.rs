//! From an offset in a JSON text to the place it is in.

use contract_core::json::{Kind, Node, Tape};
use contract_core::shown::{HIDDEN_NAME, shown_name};

/// The JSON pointer of the innermost value at an offset. Names that no programmer wrote, or that are
/// not clean, are shown as `<key>`.
pub(super) fn at(text: &str, offset: usize, is_clean: &dyn Fn(&str) -> bool) -> String {
    let mut tape = Tape::new();
    let Ok(document) = tape.parse(text) else {
        return "/".to_owned();
    };
    let mut pointer = String::new();
    let mut node = document.root();
    while let Some((step, inner)) = inner(node, offset, is_clean) {
        pointer.push('/');
        pointer.push_str(&step);
        node = inner;
    }
    if pointer.is_empty() { "/".to_owned() } else { pointer }
}

fn inner<'d>(node: Node<'d>, offset: usize, is_clean: &dyn Fn(&str) -> bool) -> Option<(String, Node<'d>)> {
    match node.kind() {
        Kind::Object => {
            // A hit in a name belongs to the member that ends next.
            let (name, value) = node.members().find(|(_, value)| offset < value.range().end)?;
            let shown = if is_clean(name) { shown_name(name) } else { HIDDEN_NAME.into() };
            Some((shown.into_owned(), value))
        }
        Kind::Array => {
            let mut items = node.items().enumerate();
            items
                .find(|(_, item)| item.range().contains(&offset))
                .map(|(index, item)| (index.to_string(), item))
        }
        _ => None,
    }
}
