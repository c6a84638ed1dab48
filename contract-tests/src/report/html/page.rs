//! The complete page.

use std::io::{self, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::parts::escaped;
use super::{findings, header, matrix, settled};
use crate::report::{Report, compared, place};
use contract_core::judgement::Compared;

const STYLE: &str = include_str!("style.css");

/// Writes the report.
///
/// # Errors
/// `out` cannot be written.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let verdict = match report.outcome.failing() {
        0 => compared::agreement(report.outcome.compared).to_lowercase(),
        failing => place::findings_of_causes(failing, report.outcome.failing_causes()),
    };
    let subject = match report.outcome.compared {
        Compared::Exchanges(spec) => spec.file.clone(),
        Compared::Pages(_) => compared::read(&report.outcome),
    };
    let title = escaped(&format!("API contract: {verdict}, {subject}"));
    let hash = STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    write!(
        out,
        r##"<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="cartevo-contract">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the findings</a>
"##
    )?;
    header::write(report, out)?;
    writeln!(out, r#"<main id="main">"#)?;
    findings::write(report, out)?;
    settled::write(report, out)?;
    if let Compared::Exchanges(spec) = report.outcome.compared {
        matrix::write(report, spec, out)?;
    }
    findings::write_notes(report, out)?;
    writeln!(out, "</main>\n</body>\n</html>")
}
