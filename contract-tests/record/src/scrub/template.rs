//! Matches texts against the templates of the spec (`x-known-texts`).

/// A piece of a text that matches a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Fixed text of the template.
    Known(&'t str),
    /// The text of a placeholder.
    Part(&'t str),
}

/// Splits the text along the matching template with the longest fixed text; `None` if no template matches.
pub(super) fn matched<'t>(text: &'t str, templates: impl Iterator<Item = &'t str>) -> Option<Vec<Piece<'t>>> {
    let common = |pieces: &Vec<Piece<'t>>| -> usize {
        pieces.iter().map(|piece| if let Piece::Known(known) = piece { known.len() } else { 0 }).sum()
    };
    templates.filter_map(|template| cut(text, template)).max_by_key(common)
}

/// The matched template with anonymous placeholders.
pub(super) fn template(pieces: &[Piece<'_>]) -> String {
    pieces.iter().map(|piece| if let Piece::Known(known) = piece { *known } else { "{}" }).collect()
}

fn cut<'t>(text: &'t str, template: &'t str) -> Option<Vec<Piece<'t>>> {
    let literals = literals(template);
    let (first, others) = literals.split_first()?;
    let mut rest = text.strip_prefix(first)?;
    let mut pieces = vec![Piece::Known(first)];
    for (index, literal) in others.iter().enumerate() {
        let last = index + 1 == others.len();
        let length = if last { rest.len().checked_sub(literal.len())? } else { find_behind(rest, literal)? };
        let (part, behind) = rest.split_at_checked(length)?;
        rest = behind.strip_prefix(literal)?;
        if part.is_empty() {
            return None;
        }
        pieces.push(Piece::Part(part));
        pieces.push(Piece::Known(literal));
    }
    rest.is_empty().then_some(pieces)
}

/// The offset of the literal, with at least one character before it.
fn find_behind(text: &str, literal: &str) -> Option<usize> {
    let first = text.chars().next()?.len_utf8();
    if literal.is_empty() {
        return Some(first);
    }
    text.get(first..)?.find(literal).map(|at| at + first)
}

/// The fixed texts around the placeholders `{name}` and `${name}`; one more than there are placeholders.
fn literals(template: &str) -> Vec<&str> {
    let mut literals = Vec::new();
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        let Some((_, behind)) = behind.split_once('}') else {
            break;
        };
        // The dollar sign is part of the placeholder, which may stand for an amount with its currency.
        literals.push(before.strip_suffix('$').unwrap_or(before));
        rest = behind;
    }
    literals.push(rest);
    literals
}

#[cfg(test)]
mod tests {
    use super::{Piece, matched};

    #[test]
    fn the_template_with_most_in_common_is_taken() {
        let templates = ["Failed: {cause}", "Failed: no {thing} for ${amount}", "Failed"];
        let pieces = matched("Failed: no card for $12.50", templates.into_iter()).unwrap();
        let parts: Vec<&Piece<'_>> = pieces.iter().filter(|piece| matches!(piece, Piece::Part(_))).collect();
        assert_eq!(parts, [&Piece::Part("card"), &Piece::Part("$12.50")]);
        assert!(matched("Failed: ", templates.into_iter()).is_none());
        assert!(matched("It failed", templates.into_iter()).is_none());
        assert_eq!(matched("Failed", templates.into_iter()).unwrap(), [Piece::Known("Failed")]);
    }
}
