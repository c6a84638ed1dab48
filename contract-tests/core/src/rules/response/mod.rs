//! Rules about a response, against the spec and against itself: `C1xx`.

mod alias_conflict;
mod ambiguous_variant;
mod duplicate_item;
mod duplicate_key;
mod empty_body;
mod enum_mismatch;
mod invalid_header;
mod invalid_json;
mod missing_header;
mod missing_required;
mod new_enum_value;
mod no_api_request;
mod no_matching_variant;
mod no_response;
mod not_allowed;
mod null_not_allowed;
mod out_of_bounds;
mod page_arithmetic;
mod pattern_mismatch;
pub(super) mod renamed_property;
mod status_code_mismatch;
mod success_flag_mismatch;
mod two_digit_year;
mod unchecked_body;
mod unchecked_place;
mod undeclared_media_type;
mod undeclared_operation;
pub(super) mod undeclared_property;
mod undeclared_status;
mod undocumented_value;
mod undocumented_variant;
mod unexpected_body;
mod unlisted_null;
mod unrecorded_body;
mod wrong_format;
mod wrong_type;

super::registry::family! {
    undeclared_status::UNDECLARED_STATUS,
    undeclared_media_type::UNDECLARED_MEDIA_TYPE,
    missing_required::MISSING_REQUIRED,
    undeclared_property::UNDECLARED_PROPERTY,
    renamed_property::RENAMED_PROPERTY,
    wrong_type::WRONG_TYPE,
    new_enum_value::NEW_ENUM_VALUE,
    undocumented_value::UNDOCUMENTED_VALUE,
    alias_conflict::ALIAS_CONFLICT,
    undocumented_variant::UNDOCUMENTED_VARIANT,
    enum_mismatch::ENUM_MISMATCH,
    wrong_format::WRONG_FORMAT,
    out_of_bounds::OUT_OF_BOUNDS,
    pattern_mismatch::PATTERN_MISMATCH,
    invalid_json::INVALID_JSON,
    empty_body::EMPTY_BODY,
    unexpected_body::UNEXPECTED_BODY,
    no_matching_variant::NO_MATCHING_VARIANT,
    ambiguous_variant::AMBIGUOUS_VARIANT,
    undeclared_operation::UNDECLARED_OPERATION,
    not_allowed::NOT_ALLOWED,
    duplicate_item::DUPLICATE_ITEM,
    null_not_allowed::NULL_NOT_ALLOWED,
    unrecorded_body::UNRECORDED_BODY,
    missing_header::MISSING_HEADER,
    invalid_header::INVALID_HEADER,
    duplicate_key::DUPLICATE_KEY,
    status_code_mismatch::STATUS_CODE_MISMATCH,
    success_flag_mismatch::SUCCESS_FLAG_MISMATCH,
    page_arithmetic::PAGE_ARITHMETIC,
    two_digit_year::TWO_DIGIT_YEAR,
    no_response::NO_RESPONSE,
    unlisted_null::UNLISTED_NULL,
    no_api_request::NO_API_REQUEST,
    unchecked_place::UNCHECKED_PLACE,
    unchecked_body::UNCHECKED_BODY,
}
