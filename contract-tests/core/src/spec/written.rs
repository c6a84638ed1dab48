//! The keywords of a schema that hold schemas, as far as they are of the right type.

use super::cursor::Cursor;
use super::error::SpecError;
use super::keywords::{Keywords, names};
use super::newer::NewerKeywords;
use super::pattern::Pattern;
use super::schema::RequiredName;
use super::source::Value;

/// The keywords that all dialects have.
pub(super) struct Written<'a> {
    pub(super) properties: Option<Cursor<'a>>,
    pub(super) all_of: Option<Cursor<'a>>,
    pub(super) one_of: Option<Cursor<'a>>,
    pub(super) any_of: Option<Cursor<'a>>,
    pub(super) discriminator: Option<WrittenDiscriminator<'a>>,
}

/// `discriminator`
pub(super) struct WrittenDiscriminator<'a> {
    pub(super) property: &'a str,
    pub(super) mapping: Option<Cursor<'a>>,
}

impl<'a> Written<'a> {
    pub(super) fn of(keywords: &mut Keywords<'_, 'a>) -> Self {
        let at = keywords.at;
        Self {
            properties: keywords.keep("properties", at.map("properties")),
            all_of: keywords.keep("allOf", at.list("allOf")),
            one_of: keywords.keep("oneOf", at.list("oneOf")),
            any_of: keywords.keep("anyOf", at.list("anyOf")),
            discriminator: keywords.keep("discriminator", discriminator(at)),
        }
    }
}

fn discriminator<'a>(at: &Cursor<'a>) -> Result<Option<WrittenDiscriminator<'a>>, SpecError> {
    let Some(cursor) = at.map("discriminator")? else { return Ok(None) };
    let Some(property) = cursor.text("propertyName")? else {
        return Err(cursor.error("`discriminator` has no `propertyName`", "name the property"));
    };
    Ok(Some(WrittenDiscriminator { property, mapping: cursor.map("mapping")? }))
}

/// The keywords that `OpenAPI` 3.0 does not have.
pub(super) struct WrittenNewer<'a> {
    pub(super) dependent_schemas: Vec<(&'a str, Cursor<'a>)>,
    pub(super) pattern_properties: Vec<(Pattern, Cursor<'a>)>,
    pub(super) prefix_items: Option<Cursor<'a>>,
    pub(super) min_contains: Option<u64>,
    pub(super) max_contains: Option<u64>,
}

impl<'a> WrittenNewer<'a> {
    /// Reads them, and those without schemas into `newer`.
    pub(super) fn of(keywords: &mut Keywords<'_, 'a>, newer: &mut NewerKeywords) -> Self {
        let (mut dependent_schemas, at) = (Vec::new(), keywords.at);
        for keyword in ["dependentRequired", "dependentSchemas", "dependencies"] {
            for (name, entry) in map(keywords, keyword).iter().flat_map(Cursor::members) {
                if keyword != "dependentSchemas" && matches!(entry.node.value, Value::List(_)) {
                    let required: Vec<RequiredName> = keywords.keep(keyword, names(Some(&entry)));
                    newer.dependent_required.push((name.into(), required));
                } else if keyword == "dependentRequired" {
                    let error = entry.error("`dependentRequired` has to list names", "write a list of names");
                    keywords.lose(keyword, error);
                } else {
                    dependent_schemas.push((name, entry));
                }
            }
        }
        Self {
            dependent_schemas,
            pattern_properties: patterns(keywords),
            prefix_items: prefix_items(keywords),
            min_contains: count(keywords, at, "minContains"),
            max_contains: count(keywords, at, "maxContains"),
        }
    }
}

fn map<'a>(keywords: &mut Keywords<'_, 'a>, keyword: &'static str) -> Option<Cursor<'a>> {
    let at = keywords.at;
    keywords.dialect.knows(keyword).then(|| keywords.keep(keyword, at.map(keyword))).flatten()
}

fn count(keywords: &mut Keywords<'_, '_>, at: &Cursor<'_>, keyword: &'static str) -> Option<u64> {
    keywords.dialect.knows(keyword).then(|| keywords.keep(keyword, at.count(keyword))).flatten()
}

fn patterns<'a>(keywords: &mut Keywords<'_, 'a>) -> Vec<(Pattern, Cursor<'a>)> {
    let mut patterns = Vec::new();
    for (source, schema) in map(keywords, "patternProperties").iter().flat_map(Cursor::members) {
        match super::keywords::compiled(source, &schema, "a pattern of `patternProperties`") {
            Ok(pattern) => patterns.push((pattern, schema)),
            Err(error) => keywords.lose("patternProperties", error),
        }
    }
    patterns
}

/// `prefixItems`, or `items` where that may list schemas by position.
fn prefix_items<'a>(keywords: &mut Keywords<'_, 'a>) -> Option<Cursor<'a>> {
    let at = keywords.at;
    if keywords.dialect.lists_items() {
        return at.get("items").filter(|items| matches!(items.node.value, Value::List(_)));
    }
    keywords.keep("prefixItems", at.list("prefixItems"))
}
