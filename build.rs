//! From `openapi/cartevo.yaml` to the generated part of the client, in `OUT_DIR`.

use std::path::Path;
use std::process::ExitCode;

use cartevo_codegen::mistake::Failure;
use cartevo_codegen::read::Document;
use cartevo_codegen::{bindings, code, finish, lint, slim};

const SPEC: &str = "openapi/cartevo.yaml";

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed={SPEC}");
    let Err(failure) = run() else { return ExitCode::SUCCESS };
    for line in failure.to_string().lines() {
        println!("cargo::error={line}");
    }
    ExitCode::FAILURE
}

fn run() -> Result<(), Failure> {
    let text =
        std::fs::read_to_string(SPEC).map_err(|error| Failure::step("read", format!("{SPEC}: {error}")))?;
    let document = Document::parse(SPEC, &text)?;
    lint::lint(&document)?;
    let slim = slim::slim(&document)?;
    let code = code::client(&slim)?;
    let code = finish::finish(code, &slim.model)?;
    write("bindings.lock", &bindings::lines(&code, &slim.model))?;
    write("client.rs", &prettyplease::unparse(&code))
}

fn write(name: &str, text: &str) -> Result<(), Failure> {
    let failed = |why: String| Failure::step("write", format!("{name}: {why}"));
    let folder = std::env::var("OUT_DIR").map_err(|error| failed(error.to_string()))?;
    std::fs::write(Path::new(&folder).join(name), text).map_err(|error| failed(error.to_string()))
}
