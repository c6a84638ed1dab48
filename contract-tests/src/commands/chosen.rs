//! Which of the recordings that wait for review are meant.

use clap::Args;

use contract_record::{Pending, Store, StoreError};

/// Which of the recordings that wait for review are meant.
#[derive(Debug, Clone, Args)]
pub struct ChosenArgs {
    /// Which, as `cartevo-contract pending` lists them; the last part is enough where it names only one
    #[arg(value_name = "NAME", required_unless_present = "all", conflicts_with = "all")]
    pub names: Vec<String>,
    /// All that are pending
    #[arg(long)]
    pub all: bool,
}

impl ChosenArgs {
    /// Those recordings.
    pub(super) fn of(&self, store: &Store) -> Result<Vec<Pending>, StoreError> {
        if self.all { store.pending() } else { self.names.iter().map(|name| store.find(name)).collect() }
    }
}
