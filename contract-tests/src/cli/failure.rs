//! Prints an error that ends a command.

use std::fmt;
use std::io;

use miette::Diagnostic;

/// An error that ends a command, with its remedy if there is one.
pub(super) struct Failure {
    message: String,
    help: Option<String>,
}

impl Failure {
    /// The output could not be written.
    pub(super) fn of_output(error: &io::Error) -> Self {
        Self { message: error.to_string(), help: None }
    }
}

impl<E: Diagnostic> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { message: error.to_string(), help: error.help().map(|help| help.to_string()) }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "error: {}", self.message)?;
        match &self.help {
            Some(help) => write!(out, "\n  help: {help}"),
            None => Ok(()),
        }
    }
}
