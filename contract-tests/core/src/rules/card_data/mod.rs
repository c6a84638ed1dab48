//! Rules about undeclared card data: `S9xx`.

mod card_number_by_name;
mod encoded_card_data;
mod undeclared_card_number;

super::registry::family! {
    undeclared_card_number::UNDECLARED_CARD_NUMBER,
    encoded_card_data::ENCODED_CARD_DATA,
    card_number_by_name::CARD_NUMBER_BY_NAME,
}
