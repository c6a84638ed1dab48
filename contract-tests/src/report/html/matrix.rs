//! The fields of each operation that was seen: what the docs state if they are locked, what the spec
//! declares, and what the traffic shows.

use std::io::{self, Write};

use super::findings::{heading, write_left_out};
use super::parts::{code, escaped, share};
use super::room;
use crate::report::docs_side::{Agreement, BodyDocs, Stated};
use crate::report::fields::{Body, Declared, Field, Required, bodies};
use crate::report::room::Room;
use crate::report::{Report, compared};
use contract_core::harmless::harmless;
use contract_core::spec::{Operation, Spec};
use contract_core::verdict::Part;

pub(super) fn write(report: &Report<'_>, spec: &Spec, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "<section id=\"fields\" aria-labelledby=\"fields-title\">")?;
    writeln!(out, "<h2 id=\"fields-title\">Fields</h2>")?;
    writeln!(
        out,
        "<p>Each field that the spec declares for a body that was seen, with the number of objects that have it; fields of objects that were never seen only where docs are compared; then undeclared fields, with the number of exchanges that have them.</p>"
    )?;
    let mut any = false;
    let mut room = Room::new(room::FIELDS);
    for operation in &spec.operations {
        let bodies = bodies(report, spec, operation);
        if bodies.iter().all(|body| body.fields.is_empty()) {
            continue;
        }
        any = true;
        room.put(out, |out| write_operation(&bodies, operation, report, out))?;
    }
    let elsewhere = "`cartevo-contract coverage -v` lists the fields that were seen.";
    write_left_out(&room, "operation", elsewhere, out)?;
    if !any {
        writeln!(out, "<p class=\"empty\">No body with fields was seen.</p>")?;
    }
    writeln!(out, "</section>")
}

fn write_operation(
    bodies: &[Body],
    operation: &Operation,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, "<section class=\"operation\">\n{}", heading(&harmless(&operation.id), report))?;
    for body in bodies.iter().filter(|body| !body.fields.is_empty()) {
        write_body(body, &operation.id, report, out)?;
    }
    writeln!(out, "</section>")
}

fn write_body(body: &Body, operation: &str, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let name = match body.part {
        Part::RequestBody => format!("Request, answered with {}", body.status),
        _ => format!("Response {}", body.status),
    };
    let body_docs =
        report.docs.map(|docs| BodyDocs { docs, operation, part: body.part, status: body.status });
    // Columns without any content are omitted.
    let only_docs = body_docs.map(|docs| docs.only(&body.fields)).unwrap_or_default();
    let has_word = |docs: &BodyDocs<'_>| {
        body.fields.iter().chain(&only_docs).any(|field| {
            let (samples, words) = docs.stated(&field.pointer);
            samples.place.is_some() || words.place.is_some()
        })
    };
    let docs = body_docs.filter(has_word);
    let silent = if body_docs.is_some() && docs.is_none() {
        " <span class=\"count\">not in the docs</span>"
    } else {
        ""
    };
    let class = if docs.is_some() { "fields all" } else { "fields" };
    // On a narrow screen the table scrolls separately, also by keyboard.
    writeln!(out, "<div class=\"scroll\" role=\"group\" aria-label=\"{name}\" tabindex=\"0\">")?;
    writeln!(out, "<table class=\"{class}\">\n<caption>{name}{silent}</caption>")?;
    let (samples, agreement) = match docs {
        Some(_) => (
            "<th scope=\"col\">Docs: samples</th><th scope=\"col\">Docs: prose</th>",
            "<th scope=\"col\">Comparison</th>",
        ),
        None => ("", ""),
    };
    writeln!(
        out,
        "<thead><tr><th scope=\"col\">Place</th>{samples}<th scope=\"col\">Spec</th><th scope=\"col\">Traffic</th>{agreement}</tr></thead>\n<tbody>"
    )?;
    for field in &body.fields {
        write_field(field, docs, report, out)?;
    }
    for field in &only_docs {
        write_field(field, docs, report, out)?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")?;
    if body.is_cut {
        writeln!(out, "<p>The others are not listed.</p>")?;
    }
    Ok(())
}

fn write_field(
    field: &Field,
    docs: Option<BodyDocs<'_>>,
    report: &Report<'_>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (spec, class) = match &field.declared {
        Some(declared) => (spec_cell(declared, report), "seen"),
        None => ("<span class=\"badge\">not declared</span>".to_owned(), "error"),
    };
    let noun = if field.declared.is_none() { "exchanges" } else { "" };
    let traffic = match (field.seen, field.of) {
        (_, 0) => "<span class=\"never\">no parent object</span>".to_owned(),
        (0, of) => format!("{} <span class=\"never\">never</span>", share(class, 0, of, noun)),
        (seen, of) => share(class, seen, of, noun),
    };
    let row = if field.declared.is_none() && field.seen > 0 { " class=\"error\"" } else { "" };
    let (docs_columns, agreement) = docs.map(|docs| docs_cells(docs, field)).unwrap_or_default();
    writeln!(
        out,
        "<tr{row}><th scope=\"row\">{}</th>{docs_columns}<td>{spec}</td><td>{traffic}</td>{agreement}</tr>",
        code(&field.pointer)
    )
}

/// The cells of the docs and of the comparison.
fn docs_cells(docs: BodyDocs<'_>, field: &Field) -> (String, String) {
    let sides = docs.stated(&field.pointer);
    let cell = |side: &Stated| match &side.place {
        Some(place) => {
            format!(
                "<td>{} <span class=\"of\">{}</span></td>",
                escaped(&side.statements.join(", ")),
                escaped(place)
            )
        }
        None => "<td></td>".to_owned(),
    };
    let agreement = docs.agreement(&sides, field);
    let chip = if agreement == Agreement::TrafficDiffers { "chip" } else { "of" };
    let agreement = format!("<td><span class=\"{chip}\">{}</span></td>", agreement.label());
    (format!("{}{}", cell(&sides.0), cell(&sides.1)), agreement)
}

fn spec_cell(declared: &Declared, report: &Report<'_>) -> String {
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
        escaped(compared::file_of(&report.outcome, &declared.site)),
        declared.site.place.line
    )
}
