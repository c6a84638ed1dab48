//! Rules about a request against the spec: `C2xx`. If the server answered with a 4xx, the request may have
//! been wrong on purpose, and the findings are notes.

mod invalid_parameter;
mod missing_parameter;
mod missing_request_body;
mod request_body_mismatch;
mod undeclared_parameter;
mod undeclared_request_media_type;
mod undeclared_request_property;

super::registry::family! {
    missing_parameter::MISSING_PARAMETER,
    invalid_parameter::INVALID_PARAMETER,
    undeclared_parameter::UNDECLARED_PARAMETER,
    request_body_mismatch::REQUEST_BODY_MISMATCH,
    undeclared_request_property::UNDECLARED_REQUEST_PROPERTY,
    missing_request_body::MISSING_REQUEST_BODY,
    undeclared_request_media_type::UNDECLARED_REQUEST_MEDIA_TYPE,
}
