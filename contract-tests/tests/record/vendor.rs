//! The vendor server's traffic and the real spec, where they are at hand.

use std::path::{Path, PathBuf};

use card_data::{Detector, search_paths};
use contract_core::exchange::{EvidenceKind, inputs};
use contract_core::spec::Spec;
use contract_record::{ImportOptions, Provenance, Store, import};

use crate::judged_alike::compare;

#[test]
fn the_vendors_traffic_is_imported() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let spec = root.join("openapi/cartevo.yaml");
    let Some(traffic) = std::env::var_os("CARTEVO_TRAFFIC").map(PathBuf::from).filter(|_| spec.exists())
    else {
        return;
    };
    let spec = Spec::load(&spec, "openapi/cartevo.yaml").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let provenance =
        Provenance { kind: Some(EvidenceKind::Source), as_of: Some("2025-10-08".to_owned()), from: None };
    for keep_all in [false, true] {
        let store = Store::new(folder.path().join(keep_all.to_string()));
        let options = ImportOptions { provenance: provenance.clone(), keep_all };
        let imported =
            import(&spec, &store, &inputs(std::slice::from_ref(&traffic)).unwrap(), &options).unwrap();
        assert_eq!(imported.refused, []);
        assert_eq!(imported.misfits, []);
        assert_eq!(imported.unread, []);
        assert!(!imported.written.is_empty());
        for report in search_paths(&Detector::default(), &[store.root().to_path_buf()]) {
            assert!(report.outcome.unwrap().is_clean());
        }
    }
    assert!(compare(&spec, &traffic, &Store::new(folder.path().join("compared"))) > 10);
}
