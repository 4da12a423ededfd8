//! What fuzzing found once is tried again, always.

use std::fs;
use std::path::Path;

use rubric_tests::hostile::LAWS;

#[test]
fn what_fuzzing_found_stays_mended() {
    for (name, law) in LAWS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("crashes").join(name);
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            println!("{}", path.display());
            law(&fs::read(&path).unwrap());
        }
    }
}
