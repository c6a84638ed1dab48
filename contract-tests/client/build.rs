//! Typed matchers for `httpmock` from `openapi/cartevo.yaml`, for the tests that serve recordings to the client. They
//! are made by the steps that make the client, in `OUT_DIR`.

use std::path::Path;
use std::process::ExitCode;

use cartevo_codegen::mistake::Failure;
use cartevo_codegen::read::Document;
use cartevo_codegen::{code, lint, slim};

const SPEC: &str = "../../openapi/cartevo.yaml";

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
    let document = Document::parse("openapi/cartevo.yaml", &text)?;
    lint::lint(&document)?;
    let mocks = prettyplease::unparse(&code::mocks(&slim::slim(&document)?)?);
    let failed = |why: String| Failure::step("write", why);
    let folder = std::env::var("OUT_DIR").map_err(|error| failed(error.to_string()))?;
    std::fs::write(Path::new(&folder).join("mocks.rs"), mocks).map_err(|error| failed(error.to_string()))
}
