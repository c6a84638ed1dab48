//! Templates of texts (`x-known-texts`). `{name}` stands for a part that varies, `{name:form}` for one of a known form.

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// Text that is always the same.
    Text(String),
    /// A part that varies.
    Part(Form),
}

/// The form of a part, which decides whether the client may show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// An amount of money.
    Amount,
    /// The name of a property of a request.
    Property,
    /// Anything. It is never shown.
    Free,
}

/// The words for the forms.
const FORMS: [(&str, Form); 2] = [("amount", Form::Amount), ("property", Form::Property)];

/// The list of all forms for a message.
pub(crate) const LIST: &str = "`amount` or `property`";

/// Splits a template into its pieces. Returns the form that isn't known, if there is one.
pub(crate) fn parse(template: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((name, behind)) = behind.split_once('}') else { break };
        push_text(&mut pieces, before);
        pieces.push(Piece::Part(form(name)?));
        rest = behind;
    }
    push_text(&mut pieces, rest);
    Ok(pieces)
}

/// The length of the text that is always the same.
pub(crate) fn fixed_length(pieces: &[Piece]) -> usize {
    pieces.iter().map(|piece| if let Piece::Text(text) = piece { text.len() } else { 0 }).sum()
}

fn push_text(pieces: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        pieces.push(Piece::Text(text.to_owned()));
    }
}

fn form(name: &str) -> Result<Form, String> {
    let Some((_, word)) = name.split_once(':') else { return Ok(Form::Free) };
    let known = FORMS.iter().find(|(known, _)| *known == word);
    known.map(|(_, form)| *form).ok_or_else(|| word.to_owned())
}
