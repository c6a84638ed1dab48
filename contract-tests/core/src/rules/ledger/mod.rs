//! Rules about the ledger: corrections have to be true, current and complete: `C4xx`. Corrections cannot
//! settle them.

mod dangling_citation;
mod no_reason;
mod review_overdue;
mod shadowed_correction;
mod stale_correction;
mod unknown_correction;
mod unknown_place;

super::registry::family! {
    stale_correction::STALE_CORRECTION,
    review_overdue::REVIEW_OVERDUE,
    no_reason::NO_REASON,
    dangling_citation::DANGLING_CITATION,
    shadowed_correction::SHADOWED_CORRECTION,
    unknown_correction::UNKNOWN_CORRECTION,
    unknown_place::UNKNOWN_PLACE,
}
