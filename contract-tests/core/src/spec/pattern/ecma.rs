//! Reads patterns by the grammar of ECMA-262: with the `u` flag, else without it, which is the grammar of its annex B.

use oxc_allocator::Allocator;
use oxc_regular_expression::ast::{
    Alternative, BoundaryAssertionKind, CapturingGroup, CharacterClass, CharacterClassContents,
    CharacterClassEscape, CharacterClassEscapeKind, Disjunction, LookAroundAssertion,
    LookAroundAssertionKind, Pattern, Quantifier, Term, UnicodePropertyEscape,
};
use oxc_regular_expression::{LiteralParser, Options};
use regex_syntax::hir::{Class as Found, HirKind};

use super::class::{Class, Unit};
use super::escapes::Rewritten;
use super::tree::{Assertion, Look, Node, Repeat, Tree};

/// Deepest nesting of groups. Real patterns stay under twenty.
const MAX_DEPTH: usize = 100;

/// Longest pattern, in bytes.
const MAX_LENGTH: usize = 1 << 16;

/// Reads a pattern, or says why it cannot be read.
pub(super) fn read(source: &str) -> Result<Tree, String> {
    if source.len() > MAX_LENGTH {
        return Err(format!("it is longer than {MAX_LENGTH} bytes"));
    }
    let outline = Outline::of(source);
    if outline.depth > MAX_DEPTH {
        return Err(format!("its groups are nested more than {MAX_DEPTH} deep"));
    }
    let rewritten = Rewritten::of(source, outline.groups);
    let allocator = Allocator::default();
    let strict = match parse(&allocator, &rewritten.source, Unit::CodePoint) {
        Ok(_) if rewritten.is_loose => "Invalid escape".to_owned(),
        Ok(pattern) => return tree(&pattern, Unit::CodePoint),
        Err(error) => error,
    };
    let pattern = parse(&allocator, &rewritten.source, Unit::CodeUnit)?;
    if let Some(letter) = rewritten.needs_flag {
        return Err(format!("`\\{letter}{{...}}` needs the `u` flag, and with it: {strict}"));
    }
    tree(&pattern, Unit::CodeUnit)
}

fn parse<'a>(allocator: &'a Allocator, source: &'a str, unit: Unit) -> Result<Pattern<'a>, String> {
    let flags = match unit {
        Unit::CodePoint => "u",
        Unit::CodeUnit => "",
    };
    let parser = LiteralParser::new(allocator, source, Some(flags), Options::default());
    let reason = |error: String| error.trim_start_matches("Invalid regular expression: ").to_owned();
    parser.parse().map_err(|error| reason(error.message.to_string()))
}

/// The groups of a pattern, as far as its parentheses tell.
struct Outline {
    /// The number of capturing groups.
    groups: usize,
    /// How deep groups are nested at most.
    depth: usize,
}

impl Outline {
    fn of(source: &str) -> Self {
        let (mut outline, mut depth, mut is_in_class) = (Self { groups: 0, depth: 0 }, 0_usize, false);
        let mut rest = source.chars();
        while let Some(character) = rest.next() {
            match character {
                '\\' => drop(rest.next()),
                '[' => is_in_class = true,
                ']' => is_in_class = false,
                '(' if !is_in_class => {
                    depth += 1;
                    outline.groups += usize::from(captures(rest.as_str()));
                }
                ')' if !is_in_class => depth = depth.saturating_sub(1),
                _ => {}
            }
            outline.depth = outline.depth.max(depth);
        }
        outline
    }
}

/// True if a parenthesis with this behind it opens a capturing group.
fn captures(after: &str) -> bool {
    let is_named = after.starts_with("?<") && !after.starts_with("?<=") && !after.starts_with("?<!");
    is_named || !after.starts_with('?')
}

fn tree(pattern: &Pattern<'_>, unit: Unit) -> Result<Tree, String> {
    let mut names = Vec::new();
    list_groups(&pattern.body, &mut names);
    let reader = Reader { unit, names: &names };
    let mut next_group = 0;
    let root = reader.disjunction(&pattern.body, &mut next_group)?;
    Ok(Tree { root, unit, groups: names.len() })
}

/// The name of each group, in the order of their numbers.
fn list_groups(body: &Disjunction<'_>, names: &mut Vec<Option<String>>) {
    for term in body.body.iter().flat_map(|alternative| &alternative.body) {
        list_group(term, names);
    }
}

fn list_group(term: &Term<'_>, names: &mut Vec<Option<String>>) {
    match term {
        Term::CapturingGroup(group) => {
            names.push(group.name.as_ref().map(ToString::to_string));
            list_groups(&group.body, names);
        }
        Term::IgnoreGroup(group) => list_groups(&group.body, names),
        Term::LookAroundAssertion(look) => list_groups(&look.body, names),
        Term::Quantifier(quantifier) => list_group(&quantifier.body, names),
        _ => {}
    }
}

/// Turns what was parsed into our own tree.
struct Reader<'a> {
    unit: Unit,
    /// Of each group.
    names: &'a [Option<String>],
}

impl Reader<'_> {
    fn disjunction(&self, body: &Disjunction<'_>, next_group: &mut usize) -> Result<Node, String> {
        let alternatives = body.body.iter().map(|alternative| self.alternative(alternative, next_group));
        let mut alternatives: Vec<Node> = alternatives.collect::<Result<_, _>>()?;
        if alternatives.len() == 1 {
            return Ok(alternatives.remove(0));
        }
        Ok(Node::Alt(alternatives))
    }

    fn alternative(&self, body: &Alternative<'_>, next_group: &mut usize) -> Result<Node, String> {
        let parts = body.body.iter().map(|term| self.term(term, next_group));
        parts.collect::<Result<_, _>>().map(Node::Cat)
    }

    fn term(&self, term: &Term<'_>, next_group: &mut usize) -> Result<Node, String> {
        Ok(match term {
            Term::BoundaryAssertion(assertion) => Node::Assertion(match assertion.kind {
                BoundaryAssertionKind::Start => Assertion::Start,
                BoundaryAssertionKind::End => Assertion::End,
                BoundaryAssertionKind::Boundary => Assertion::WordBoundary,
                BoundaryAssertionKind::NegativeBoundary => Assertion::NoWordBoundary,
            }),
            Term::LookAroundAssertion(look) => self.look(look, next_group)?,
            Term::Quantifier(quantifier) => self.repeat(quantifier, next_group)?,
            Term::Character(character) => Node::Class(Class::one(character.value)),
            Term::Dot(_) => Node::Class(Class::dot(self.unit)),
            Term::CharacterClassEscape(escape) => Node::Class(self.escape(escape)),
            Term::UnicodePropertyEscape(property) => Node::Class(self.property(property)?),
            Term::CharacterClass(class) => Node::Class(self.class(class)?),
            Term::CapturingGroup(group) => self.group(group, next_group)?,
            Term::IgnoreGroup(group) if group.modifiers.is_some() => {
                return Err("flags within a pattern are not supported".into());
            }
            Term::IgnoreGroup(group) => self.disjunction(&group.body, next_group)?,
            Term::IndexedReference(reference) => {
                Node::Backreference((reference.index as usize).checked_sub(1).into_iter().collect())
            }
            Term::NamedReference(reference) => Node::Backreference(self.groups_named(&reference.name)),
        })
    }

    fn groups_named(&self, name: &str) -> Vec<usize> {
        let names = self.names.iter().enumerate();
        names.filter(|(_, group)| group.as_deref() == Some(name)).map(|(at, _)| at).collect()
    }

    fn group(&self, group: &CapturingGroup<'_>, next_group: &mut usize) -> Result<Node, String> {
        let number = *next_group;
        *next_group += 1;
        Ok(Node::Group(number, Box::new(self.disjunction(&group.body, next_group)?)))
    }

    fn look(&self, look: &LookAroundAssertion<'_>, next_group: &mut usize) -> Result<Node, String> {
        use LookAroundAssertionKind::{Lookahead, Lookbehind, NegativeLookahead, NegativeLookbehind};
        Ok(Node::Look(Box::new(Look {
            body: self.disjunction(&look.body, next_group)?,
            is_behind: match look.kind {
                Lookbehind | NegativeLookbehind => true,
                Lookahead | NegativeLookahead => false,
            },
            is_negative: match look.kind {
                NegativeLookahead | NegativeLookbehind => true,
                Lookahead | Lookbehind => false,
            },
        })))
    }

    fn repeat(&self, quantifier: &Quantifier<'_>, next_group: &mut usize) -> Result<Node, String> {
        // No text has so many characters.
        let count = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(Node::Repeat(Box::new(Repeat {
            body: self.term(&quantifier.body, next_group)?,
            least: count(quantifier.min),
            most: quantifier.max.map(count),
            is_greedy: quantifier.greedy,
        })))
    }

    fn escape(&self, escape: &CharacterClassEscape) -> Class {
        match escape.kind {
            CharacterClassEscapeKind::D => Class::digits(),
            CharacterClassEscapeKind::NegativeD => Class::digits().complement(self.unit),
            CharacterClassEscapeKind::S => Class::space(),
            CharacterClassEscapeKind::NegativeS => Class::space().complement(self.unit),
            CharacterClassEscapeKind::W => Class::word(),
            CharacterClassEscapeKind::NegativeW => Class::word().complement(self.unit),
        }
    }

    fn class(&self, class: &CharacterClass<'_>) -> Result<Class, String> {
        let mut ranges = Vec::new();
        for part in &class.body {
            match part {
                CharacterClassContents::CharacterClassRange(range) => {
                    ranges.push((range.min.value, range.max.value));
                }
                CharacterClassContents::Character(one) => ranges.push((one.value, one.value)),
                CharacterClassContents::CharacterClassEscape(escape) => {
                    ranges.extend(self.escape(escape).ranges());
                }
                CharacterClassContents::UnicodePropertyEscape(property) => {
                    ranges.extend(self.property(property)?.ranges());
                }
                CharacterClassContents::NestedCharacterClass(_)
                | CharacterClassContents::ClassStringDisjunction(_) => {
                    return Err("classes within classes need the `v` flag".into());
                }
            }
        }
        let all = Class::of(ranges);
        Ok(if class.negative { all.complement(self.unit) } else { all })
    }

    /// The characters that have a property of Unicode. ECMA's names for them are among those of `regex-syntax`.
    fn property(&self, property: &UnicodePropertyEscape<'_>) -> Result<Class, String> {
        let name = match &property.value {
            Some(value) => format!("{}={value}", property.name),
            None => property.name.to_string(),
        };
        let parsed = regex_syntax::parse(&format!("\\p{{{name}}}"));
        let ranges = match parsed.as_ref().map(regex_syntax::hir::Hir::kind) {
            Ok(HirKind::Class(Found::Unicode(class))) => {
                Class::of(class.iter().map(|range| (range.start().into(), range.end().into())))
            }
            Ok(HirKind::Class(Found::Bytes(class))) => {
                Class::of(class.iter().map(|range| (range.start().into(), range.end().into())))
            }
            // A property that one character has.
            Ok(HirKind::Literal(literal)) => {
                let text = String::from_utf8_lossy(&literal.0);
                Class::of(text.chars().map(|character| (character.into(), character.into())))
            }
            _ => return Err(format!("the property `{name}` is not known here")),
        };
        Ok(if property.negative { ranges.complement(self.unit) } else { ranges })
    }
}
