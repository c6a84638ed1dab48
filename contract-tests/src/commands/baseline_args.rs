//! The argument for the baseline, an earlier report.

use std::path::PathBuf;

use clap::Args;

use crate::report::{Baseline, BaselineError, BaselineOf};

/// The baseline.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// List and count only findings that this earlier report (written with --format json=REPORT) does not
    /// have
    #[arg(long, value_name = "REPORT")]
    pub baseline: Option<PathBuf>,
}

impl BaselineArgs {
    /// Reads the report, if one is given.
    pub(super) fn load(&self, of: BaselineOf) -> Result<Option<Baseline>, BaselineError> {
        self.baseline.as_deref().map(|path| Baseline::load(path, of)).transpose()
    }
}
