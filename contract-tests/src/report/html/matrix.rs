//! The fields of every operation that was seen: what the docs say where they are locked, what the spec says, and what the
//! traffic shows.

use std::io::{self, Write};

use super::findings::heading;
use super::parts::{code, escaped, share};
use crate::report::docs_side::{Beside, Said, Stand};
use crate::report::fields::{Body, Declared, Field, Required, bodies};
use crate::report::{Report, compared};
use contract_core::harmless::harmless;
use contract_core::spec::Spec;
use contract_core::verdict::Part;

pub(super) fn write(report: &Report<'_>, spec: &Spec, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"fields\" aria-labelledby=\"fields-title\">")?;
    writeln!(out, "<h2 id=\"fields-title\">Fields</h2>")?;
    writeln!(
        out,
        "<p>Each field the spec declares in a body that was seen, and in how many of the objects it belongs to it was; then fields that came and are not declared, by exchange.</p>"
    )?;
    let mut any = false;
    for operation in &spec.operations {
        let bodies = bodies(report, spec, operation);
        if bodies.iter().all(|body| body.fields.is_empty()) {
            continue;
        }
        any = true;
        writeln!(out, "<section class=\"operation\">\n{}", heading(&harmless(&operation.id), report))?;
        for body in bodies.iter().filter(|body| !body.fields.is_empty()) {
            write_body(body, &operation.id, report, out)?;
        }
        writeln!(out, "</section>")?;
    }
    if !any {
        writeln!(out, "<p class=\"empty\">No body with fields was seen.</p>")?;
    }
    writeln!(out, "</section>")
}

fn write_body(body: &Body, operation: &str, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = match body.part {
        Part::RequestBody => format!("Request, answered with {}", body.status),
        _ => format!("Response {}", body.status),
    };
    let beside = report.docs.map(|docs| Beside { docs, operation, part: body.part, status: body.status });
    // Columns of which every cell is empty say less than one word.
    let only_docs = beside.map(|docs| docs.only(&body.fields)).unwrap_or_default();
    let has_word = |docs: &Beside<'_>| {
        body.fields.iter().chain(&only_docs).any(|field| {
            let (samples, words) = docs.said(&field.pointer);
            samples.place.is_some() || words.place.is_some()
        })
    };
    let docs = beside.filter(has_word);
    let silent =
        if beside.is_some() && docs.is_none() { " <span class=\"count\">not in the docs</span>" } else { "" };
    let class = if docs.is_some() { "fields all" } else { "fields" };
    // On a narrow screen the table scrolls by itself, also by keyboard.
    writeln!(out, "<div class=\"scroll\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\">")?;
    writeln!(out, "<table class=\"{class}\">\n<caption>{name}{silent}</caption>")?;
    let (samples, stand) = match docs {
        Some(_) => (
            "<th scope=\"col\">Docs: samples</th><th scope=\"col\">Docs: words</th>",
            "<th scope=\"col\">Stand</th>",
        ),
        None => ("", ""),
    };
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Place</th>{samples}<th scope=\"col\">Spec</th><th scope=\"col\">Traffic</th>{stand}</tr></thead>\n<tbody>"
    )?;
    for field in &body.fields {
        write_field(field, docs, report, out)?;
    }
    for field in &only_docs {
        write_field(field, docs, report, out)?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")?;
    if body.left_out > 0 {
        writeln!(out, "<p>{} more are left out.</p>", body.left_out)?;
    }
    Ok(())
}

fn write_field(
    field: &Field,
    docs: Option<Beside<'_>>,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (spec, class) = match &field.declared {
        Some(declared) => (said(declared, report), "seen"),
        None => ("<span class=\"badge\">not declared</span>".to_owned(), "error"),
    };
    let noun = if field.declared.is_none() { "exchanges" } else { "" };
    let traffic = match (field.seen, field.of) {
        (_, 0) => "<span class=\"never\">no object to hold it</span>".to_owned(),
        (0, of) => format!("{} <span class=\"never\">never</span>", share(class, 0, of, noun)),
        (seen, of) => share(class, seen, of, noun),
    };
    let row = if field.declared.is_none() && field.seen > 0 { " class=\"error\"" } else { "" };
    let (said, stand) = docs.map(|docs| beside(docs, field)).unwrap_or_default();
    writeln!(
        out,
        "<tr{row}><th scope=\"row\">{}</th>{said}<td>{spec}</td><td>{traffic}</td>{stand}</tr>",
        code(&field.pointer)
    )
}

/// The cells of the docs, and the one that says how the three stand to each other.
fn beside(docs: Beside<'_>, field: &Field) -> (String, String) {
    let sides = docs.said(&field.pointer);
    let cell = |side: &Said| match &side.place {
        Some(place) => {
            format!(
                "<td>{} <span class=\"of\">{}</span></td>",
                escaped(&side.words.join(", ")),
                escaped(place)
            )
        }
        None => "<td></td>".to_owned(),
    };
    let stand = docs.stand(&sides, field);
    let chip = if stand == Stand::Otherwise { "chip" } else { "of" };
    let stand = format!("<td><span class=\"{chip}\">{}</span></td>", stand.words());
    (format!("{}{}", cell(&sides.0), cell(&sides.1)), stand)
}

fn said(declared: &Declared, report: &Report<'_>) -> String {
    let required = match declared.required {
        Required::Always => ", required",
        Required::InSomeVariants => ", required in some variants",
        Required::Never => "",
    };
    let chip = |id: &String| format!(" <span class=\"chip\">docs differ: {}</span>", escaped(id));
    let corrections = declared.corrections.iter().map(chip).collect::<Vec<_>>().concat();
    format!(
        "{}{required}{corrections} <span class=\"of\">{}:{}</span>",
        escaped(&declared.types),
        escaped(compared::spec_file(&report.outcome)),
        declared.site.place.line
    )
}
