//! Reads the parameters of an operation.

use super::compile::Compiler;
use super::cursor::Cursor;
use super::error::SpecError;
use super::extensions;
use super::media;
use super::operation::{Content, LostParameter, Parameter, ParameterIn, Style};
use super::operations::{json_content, schema_of};
use super::request_body;
use super::unchecked::Unchecked;

/// The parameters of an operation and its path item, the owners, and those of which it is not known which they are.
///
/// # Errors
///
/// The document has too many schemas.
pub(super) fn read<'a>(
    owners: [&Cursor<'a>; 2],
    compiler: &mut Compiler<'a>,
) -> Result<(Vec<Parameter>, Vec<LostParameter>), SpecError> {
    let (mut found, mut lost): (Vec<Parameter>, _) = (Vec::new(), Vec::new());
    for owner in owners {
        let entries = match owner.list("parameters") {
            Ok(entries) => entries,
            Err(error) => {
                compiler.unchecked(error);
                lost.push(LostParameter { name: None, site: owner.site() });
                continue;
            }
        };
        for entry in entries.iter().flat_map(Cursor::items) {
            match parameter(&entry, compiler)? {
                Ok(new) if found.iter().any(|p| p.name == new.name && p.location == new.location) => {}
                Ok(new) => found.push(new),
                Err(nameless) => lost.push(nameless),
            }
        }
    }
    Ok((found, lost))
}

fn parameter<'a>(
    entry: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<Result<Parameter, LostParameter>, SpecError> {
    let (name, location, at) = match identity(entry) {
        Ok(identity) => identity,
        Err(error) => {
            let declared = entry.clone().declared().ok();
            let name = declared.and_then(|at| at.text("name").ok()?.map(str::to_owned));
            compiler.unchecked(error);
            return Ok(Err(LostParameter { name, site: entry.site() }));
        }
    };
    let plain = Parameter {
        name: name.to_owned(),
        location,
        required: location == ParameterIn::Path,
        schema: None,
        is_json: false,
        query: None,
        style: None,
        explode: None,
        multi_segment: extensions::multi_segment(&at, &mut compiler.cautions),
        allow_empty: false,
        corrections: extensions::corrections(&at, &mut compiler.cautions),
        site: entry.site(),
    };
    match detailed(plain.clone(), &at, compiler) {
        Ok(parameter) => Ok(Ok(parameter)),
        Err(error) => {
            let schema = compiler.unusable(&at, Unchecked::Declaration, error)?;
            Ok(Ok(Parameter { schema: Some(schema), ..plain }))
        }
    }
}

/// What tells a parameter from others: its name and where it is sent.
fn identity<'a>(entry: &Cursor<'a>) -> Result<(&'a str, ParameterIn, Cursor<'a>), SpecError> {
    let at = entry.clone().declared()?;
    let Some(name) = at.text("name")? else {
        return Err(at.error("this parameter has no `name`", "name it"));
    };
    let location = match at.text("in")? {
        Some("path") => ParameterIn::Path,
        Some("query") => ParameterIn::Query,
        Some("header") => ParameterIn::Header,
        Some("cookie") => ParameterIn::Cookie,
        Some("querystring") => ParameterIn::QueryString,
        _ => {
            return Err(at.error(
                format!("the parameter `{name}` does not say where it is"),
                "write `in:` with one of path, query, header, cookie, querystring",
            ));
        }
    };
    Ok((name, location, at))
}

fn detailed<'a>(
    plain: Parameter,
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<Parameter, SpecError> {
    let content = at.map("content")?;
    if content.as_ref().is_none_or(|content| content.members().next().is_none()) && at.get("schema").is_none()
    {
        let what = format!("the parameter `{}` has neither `schema` nor `content`", plain.name);
        return Err(at.error(what, "write the schema of its values"));
    }
    let (is_json, from_content) = json_content(at, compiler)?;
    let query = match plain.location {
        ParameterIn::QueryString => request_body::content(content.as_ref(), compiler)?.into_iter().next(),
        _ => None,
    };
    let is_read = |content: &Content| {
        is_json || media::essence(&content.media_type) == "application/x-www-form-urlencoded"
    };
    if query.as_ref().is_some_and(|content| !is_read(content)) {
        return Err(at.error(
            "a whole query is read as a form or as JSON only",
            "describe it as `application/x-www-form-urlencoded`, if it is a form",
        ));
    }
    Ok(Parameter {
        query,
        required: plain.required || at.flag("required")?,
        style: style(at, plain.location)?,
        explode: at.optional_flag("explode")?,
        allow_empty: at.flag("allowEmptyValue")?,
        schema: schema_of(at, compiler)?.or(from_content),
        is_json,
        ..plain
    })
}

fn style(at: &Cursor<'_>, location: ParameterIn) -> Result<Option<Style>, SpecError> {
    match at.style()? {
        Some(Style::DeepObject) if location != ParameterIn::Query => {
            Err(at.error("`style: deepObject` is for a query only", "write a style that OpenAPI has here"))
        }
        Some(Style::Cookie) if location != ParameterIn::Cookie => {
            Err(at.error("`style: cookie` is for a cookie only", "write a style that OpenAPI has here"))
        }
        style => Ok(style),
    }
}
