//! Reads the IDX files of a folder.

use prunelab::data::idx::NamedFile;
use std::path::Path;

/// All files of `folder` whose names look like IDX files, gzip or plain, in order of their names.
pub fn files(folder: &Path) -> Result<Vec<NamedFile>, String> {
    let told = |e: std::io::Error| format!("{}: {e}", folder.display());
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(told)? {
        let entry = entry.map_err(told)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.contains("-ubyte") {
            let bytes = std::fs::read(entry.path()).map_err(|e| format!("{name}: {e}"))?;
            files.push(NamedFile { name, bytes });
        }
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    // A file that is there both packed and plain is taken once.
    files.dedup_by(|packed, plain| packed.name.strip_suffix(".gz") == Some(plain.name.as_str()));
    if files.is_empty() {
        return Err(format!(
            "{} holds no IDX files (names such as train-images-idx3-ubyte.gz)",
            folder.display()
        ));
    }
    Ok(files)
}
