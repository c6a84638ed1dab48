//! The arguments that choose pending recordings.

use clap::Args;

use contract_record::{Pending, Store, StoreError};

/// A choice of pending recordings.
#[derive(Debug, Clone, Args)]
pub struct ChosenArgs {
    /// Names as listed by `cartevo-contract pending`; the last part is enough if it is unique
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub names: Vec<String>,
    /// All pending recordings
    #[arg(long)]
    pub all: bool,
}

impl ChosenArgs {
    /// The chosen recordings.
    pub(super) fn of(&self, store: &Store) -> Result<Vec<Pending>, StoreError> {
        if self.all { store.pending() } else { self.names.iter().map(|name| store.find(name)).collect() }
    }
}
