//! The totals of all runs.

use std::fmt;
use std::ops::AddAssign;

use crate::action::ActionKind;

macro_rules! counts {
    ($($name:ident,)+) => {
        /// The totals of all runs.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) struct Counts {
            $(pub(super) $name: u64,)+
        }

        impl AddAssign for Counts {
            fn add_assign(&mut self, other: Self) {
                $(self.$name += other.$name;)+
            }
        }
    };
}

counts! {
    intents, requests, effects, duplicates, duplicated_effects, contradicted_by_duplicates, moved_twice, lost, false_done,
    false_not_done, done, refused, failed, unsent, undecided, settled_later, candidates, without_trace, nothing_done,
}

impl Counts {
    /// Every case must occur, or the simulation doesn't test it.
    pub(super) fn check(&self, kind: ActionKind, runs: u64) {
        assert_eq!(
            (self.moved_twice, self.lost, self.false_done, self.false_not_done),
            (0, 0, 0, 0),
            "{self}"
        );
        for (count, minimum) in [
            (self.done, runs / 4),
            (self.refused, runs / 20),
            (self.undecided, runs / 20),
            (self.unsent, if kind.has_key() { 0 } else { runs / 100 }),
            (self.settled_later, runs / 100),
            (self.duplicates, runs / 200),
            (self.failed, if kind.has_key() { runs / 20 } else { 0 }),
        ] {
            assert!(count >= minimum, "{self}");
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { intents, requests, effects, duplicates, done, refused, failed, unsent, .. } = self;
        writeln!(f, "  {intents} intents, {requests} requests sent, {effects} done by the server")?;
        writeln!(
            f,
            "  {duplicates} requests duplicated by the network, {} of them done twice; they contradict {} outcomes",
            self.duplicated_effects, self.contradicted_by_duplicates
        )?;
        writeln!(f, "  moved twice: {}, lost: {}", self.moved_twice, self.lost)?;
        writeln!(
            f,
            "  Done: {done} ({} false), NotDone: {refused} refused and {failed} failed ({} false), never sent: {unsent}",
            self.false_done, self.false_not_done
        )?;
        write!(
            f,
            "  Undecided: {}: {} settled later by their handle, {} with the result among the candidates, {} without a trace, {} not done",
            self.undecided, self.settled_later, self.candidates, self.without_trace, self.nothing_done
        )
    }
}
