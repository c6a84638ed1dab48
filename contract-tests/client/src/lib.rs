//! Nothing but tests: the client `cartevo` against the recordings, and against what is recorded of it.
