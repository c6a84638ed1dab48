//! The methods of the generated client.

use quote::ToTokens;
use syn::visit_mut::VisitMut;
use syn::{Block, ImplItem, Item, ItemImpl};

use super::STEP;
use crate::generate::mistake::Failure;
use crate::generate::slim::Model;

/// Takes the `api-version` header out of every operation, and what nobody calls out of the client.
pub(super) fn finish(file: &mut syn::File, model: &Model) -> Result<(), Failure> {
    file.items.retain(|item| !matches!(item, Item::Mod(module) if module.ident == "prelude"));
    let mut header = Header { taken: 0 };
    for item in &mut file.items {
        let Item::Impl(item) = item else { continue };
        item.items.retain(|item| !matches!(item, ImplItem::Fn(function) if function.sig.ident == "new"));
        header.visit_item_impl_mut(item);
    }
    let operations = model.operations.len();
    if header.taken == operations {
        return Ok(());
    }
    let why = format!(
        "the `api-version` header was found in {} of {operations} operations; see what progenitor writes now",
        header.taken
    );
    Err(Failure::step(STEP, why))
}

struct Header {
    taken: usize,
}

impl VisitMut for Header {
    fn visit_item_impl_mut(&mut self, item: &mut ItemImpl) {
        syn::visit_mut::visit_item_impl_mut(self, item);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        let before = block.stmts.len();
        block.stmts.retain(|statement| !statement.to_token_stream().to_string().contains("\"api-version\""));
        self.taken += before - block.stmts.len();
        syn::visit_mut::visit_block_mut(self, block);
    }
}
