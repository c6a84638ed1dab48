//! Reads request bodies, and `content`.

use super::compile::Compiler;
use super::cursor::Cursor;
use super::error::SpecError;
use super::operation::{Content, Encoding, RequestBody};
use super::operations::{item_schema_of, schema_of};
use super::source::Value;
use super::unchecked::Unchecked;

/// The request body at `entry`.
///
/// # Errors
///
/// The document has too many schemas.
pub(super) fn read<'a>(entry: Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<RequestBody, SpecError> {
    let plain = RequestBody { required: false, content: Vec::new(), unchecked: None, site: entry.site() };
    let is_reference_broken = entry.clone().resolved().is_err();
    match parts(entry) {
        Ok((required, map)) => {
            Ok(RequestBody { required, content: content(map.as_ref(), compiler)?, ..plain })
        }
        Err(error) => {
            compiler.unchecked(error);
            let why = if is_reference_broken { Unchecked::Reference } else { Unchecked::Declaration };
            Ok(RequestBody { unchecked: Some(why), ..plain })
        }
    }
}

fn parts(entry: Cursor<'_>) -> Result<(bool, Option<Cursor<'_>>), SpecError> {
    let at = entry.declared()?;
    if at.node.value == Value::Null {
        return Err(at.error("`requestBody` declares nothing", "declare its `content`, or remove it"));
    }
    Ok((at.flag("required")?, at.map("content")?))
}

/// The media types of a `content`.
///
/// # Errors
///
/// The document has too many schemas.
pub(super) fn content<'a>(
    map: Option<&Cursor<'a>>,
    compiler: &mut Compiler<'a>,
) -> Result<Vec<Content>, SpecError> {
    let members = map.into_iter().flat_map(Cursor::members);
    members
        .map(|(media_type, entry)| {
            let readable = entry.clone().declared().and_then(|at| Ok((encoding(&at)?, at)));
            let (encoding, schema, item_schema) = match readable {
                Ok((encoding, at)) => (encoding, schema_of(&at, compiler)?, item_schema_of(&at, compiler)?),
                Err(error) => {
                    let unusable = compiler.unusable(&entry, Unchecked::Declaration, error)?;
                    (Vec::new(), Some(unusable), None)
                }
            };
            let media_type = media_type.to_owned();
            Ok(Content { media_type, schema, item_schema, encoding, site: entry.site() })
        })
        .collect()
}

fn encoding(at: &Cursor<'_>) -> Result<Vec<Encoding>, SpecError> {
    let map = at.map("encoding")?;
    let of = |(name, at): (&str, Cursor<'_>)| {
        Ok(Encoding {
            name: name.to_owned(),
            content_type: at.text("contentType")?.map(str::to_owned),
            style: at.style()?,
            explode: at.optional_flag("explode")?,
        })
    };
    map.iter().flat_map(Cursor::members).map(of).collect()
}
