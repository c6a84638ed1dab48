//! Notes on assertions of the spec that no exchange showed: `C13x`. They never fail a check.

mod unobserved_enum_value;
mod unobserved_null;
mod unobserved_operation;
mod unobserved_parameter;
mod unobserved_property;
mod unobserved_status;
mod unobserved_variant;

super::registry::family! {
    unobserved_operation::UNOBSERVED_OPERATION,
    unobserved_status::UNOBSERVED_STATUS,
    unobserved_property::UNOBSERVED_PROPERTY,
    unobserved_enum_value::UNOBSERVED_ENUM_VALUE,
    unobserved_variant::UNOBSERVED_VARIANT,
    unobserved_parameter::UNOBSERVED_PARAMETER,
    unobserved_null::UNOBSERVED_NULL,
}
