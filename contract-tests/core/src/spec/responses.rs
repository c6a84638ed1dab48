//! Reads the responses of an operation.

use super::compile::Compiler;
use super::cursor::Cursor;
use super::error::SpecError;
use super::extensions;
use super::operation::{Header, OddResponse, ResponseSpec, StatusCode};
use super::operations::{json_content, schema_of};
use super::request_body::content;
use super::unchecked::Unchecked;

/// The responses of the operation at `at`, and those under a key that is no status.
///
/// # Errors
///
/// The document has too many schemas.
pub(super) fn read<'a>(
    at: &Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<(Vec<ResponseSpec>, Vec<OddResponse>), SpecError> {
    let (mut known, mut odd): (Vec<ResponseSpec>, _) = (Vec::new(), Vec::new());
    let map = match declared(at) {
        Ok(map) => map,
        Err(error) => {
            compiler.unchecked(error);
            odd.push(OddResponse { key: String::new(), site: at.site() });
            return Ok((known, odd));
        }
    };
    for (key, entry) in map.members().filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = StatusCode::parse(key) else {
            compiler.unchecked(entry.error(
                format!("`{key}` is not a status"),
                "write a status such as 200, a range such as 4XX, or default",
            ));
            odd.push(OddResponse { key: key.to_owned(), site: entry.site() });
            continue;
        };
        if let Some(first) = known.iter_mut().find(|response| response.status == status) {
            first.unchecked = true;
            compiler.unchecked(entry.error(
                format!("`{key}` is a second response for the status {status}"),
                "make one of the two",
            ));
            continue;
        }
        known.push(response(status, entry, compiler)?);
    }
    Ok((known, odd))
}

fn declared<'a>(at: &Cursor<'a>) -> Result<Cursor<'a>, SpecError> {
    at.map("responses")?.ok_or_else(|| {
        at.error("this operation declares no `responses`", "declare at least one status, or `default`")
    })
}

fn response<'a>(
    status: StatusCode,
    entry: Cursor<'a>,
    compiler: &mut Compiler<'a>,
) -> Result<ResponseSpec, SpecError> {
    let plain = ResponseSpec {
        status,
        content: Vec::new(),
        headers: Vec::new(),
        corrections: extensions::corrections(&entry, &mut compiler.cautions),
        unchecked: false,
        site: entry.site(),
    };
    let (at, header_map, content_map) = match parts(entry) {
        Ok(parts) => parts,
        Err(error) => {
            compiler.unchecked(error);
            return Ok(ResponseSpec { unchecked: true, ..plain });
        }
    };
    let mut corrections = plain.corrections;
    corrections.extend(extensions::corrections(&at, &mut compiler.cautions));
    corrections.dedup();
    let headers = headers(header_map.as_ref(), compiler)?;
    Ok(ResponseSpec { content: content(content_map.as_ref(), compiler)?, headers, corrections, ..plain })
}

/// The response, its `headers` and its `content`.
type Parts<'a> = (Cursor<'a>, Option<Cursor<'a>>, Option<Cursor<'a>>);

fn parts(entry: Cursor<'_>) -> Result<Parts<'_>, SpecError> {
    let at = entry.declared()?;
    let (headers, content) = (at.map("headers")?, at.map("content")?);
    Ok((at, headers, content))
}

fn headers<'a>(map: Option<&Cursor<'a>>, compiler: &mut Compiler<'a>) -> Result<Vec<Header>, SpecError> {
    let members = map.into_iter().flat_map(Cursor::members);
    // `Content-Type` is described by `content` (OpenAPI 3.0.3, Response Object).
    let members = members.filter(|(name, _)| !name.eq_ignore_ascii_case("content-type"));
    members.map(|(name, entry)| header(name, &entry, compiler)).collect()
}

fn header<'a>(name: &str, entry: &Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Header, SpecError> {
    let plain = Header {
        name: name.to_owned(),
        required: false,
        schema: None,
        is_json: false,
        explode: None,
        site: entry.site(),
    };
    match detailed(plain.clone(), entry, compiler) {
        Ok(header) => Ok(header),
        Err(error) => {
            let is_reference_broken = entry.clone().resolved().is_err();
            let why = if is_reference_broken { Unchecked::Reference } else { Unchecked::Declaration };
            Ok(Header { schema: Some(compiler.unusable(entry, why, error)?), ..plain })
        }
    }
}

fn detailed<'a>(plain: Header, entry: &Cursor<'a>, compiler: &mut Compiler<'a>) -> Result<Header, SpecError> {
    let at = entry.clone().declared()?;
    let (required, explode) = (at.flag("required")?, at.optional_flag("explode")?);
    let (is_json, from_content) = json_content(&at, compiler)?;
    Ok(Header { required, explode, is_json, schema: schema_of(&at, compiler)?.or(from_content), ..plain })
}
