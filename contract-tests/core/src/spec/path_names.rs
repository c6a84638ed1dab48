//! Holds the path parameters of an operation against the names in its path.

use super::compile::Compiler;
use super::cursor::Cursor;
use super::error::Caution;
use super::operation::{LostParameter, Parameter, ParameterIn};
use super::path_key::PathKey;

/// Keeps the parameters that a request can have, and cautions about the others, and about names without a parameter.
pub(super) fn matched(
    parameters: Vec<Parameter>,
    lost: &[LostParameter],
    (path, at): (&str, &Cursor<'_>),
    compiler: &mut Compiler<'_>,
) -> Vec<Parameter> {
    let key = PathKey::of(path);
    if key.obstacle.is_some() {
        return parameters;
    }
    let names = key.names();
    let mut caution = |what| {
        compiler.cautions.push(Caution { file: at.file_name().to_owned(), place: at.place, what });
    };
    for name in names.iter().filter(|name| !is_declared(name, &parameters, lost)) {
        caution(format!(
            "the path `{path}` has `{{{name}}}`, which no parameter declares; its value is not checked"
        ));
    }
    let in_path = |parameter: &Parameter| {
        let found = parameter.location != ParameterIn::Path || names.contains(&parameter.name);
        if !found {
            let name = &parameter.name;
            caution(format!(
                "the path `{path}` has no `{{{name}}}`, so the path parameter `{name}` is not checked"
            ));
        }
        found
    };
    parameters.into_iter().filter(in_path).collect()
}

fn is_declared(name: &str, parameters: &[Parameter], lost: &[LostParameter]) -> bool {
    // What is wrong with those that are lost has been said.
    let may_be = |lost: &LostParameter| lost.name.as_deref().is_none_or(|lost| lost == name);
    let is = |known: &Parameter| known.location == ParameterIn::Path && known.name == name;
    parameters.iter().any(is) || lost.iter().any(may_be)
}
