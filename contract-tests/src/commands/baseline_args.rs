//! The earlier report that a run is held against, as it is given on the command line.

use std::path::PathBuf;

use clap::Args;

use crate::report::{Baseline, BaselineError, BaselineOf};

/// Which earlier report a run is held against.
#[derive(Debug, Args)]
pub struct BaselineArgs {
    /// List and count only what this earlier report, written with --format json=REPORT, does not have
    #[arg(long, value_name = "REPORT")]
    pub baseline: Option<PathBuf>,
}

impl BaselineArgs {
    /// Reads the report, if one is named.
    pub(super) fn load(&self, of: BaselineOf) -> Result<Option<Baseline>, BaselineError> {
        self.baseline.as_deref().map(|path| Baseline::load(path, of)).transpose()
    }
}
