//! The directions of imports between modules, as ARCHITECTURE.md draws them. They are read from the
//! source text: a module that names another as `crate::other` imports it, comments aside.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules that every other may import.
const FOR_ALL: [&str; 5] = ["error", "check", "checksum", "choice", "piece"];

/// What each module may import, besides itself and those of [`FOR_ALL`].
const ALLOWED: [(&str, &[&str]); 13] = [
    ("error", &[]),
    ("check", &[]),
    ("checksum", &[]),
    ("choice", &[]),
    ("piece", &[]),
    ("data", &[]),
    ("nn", &["data"]),
    ("prune", &["nn", "data"]),
    ("compress", &["prune", "nn", "data"]),
    ("files", &["compress", "prune", "nn", "data"]),
    ("lab", &["files", "compress", "prune", "nn", "data"]),
    ("chart", &[]),
    ("web", &["lab", "chart", "files", "data"]),
];

/// Crates that speak to a browser.
const BROWSER_CRATES: [&str; 5] = [
    "js_sys",
    "plotters_canvas",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "web_sys",
];

/// A file of the crate.
pub struct Source {
    /// Its path under `src/`.
    pub path: PathBuf,
    /// First path component under `src/`, without `.rs`.
    pub module: String,
    /// Text without comments and without the contents of string literals.
    pub code: String,
}

/// All files of the crate.
pub fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let file = entry.unwrap().path();
            if file.is_dir() {
                folders.push(file);
            } else if file.extension().is_some_and(|extension| extension == "rs") {
                let path = file.strip_prefix(&root).unwrap().to_path_buf();
                let first = path.iter().next().unwrap().to_str().unwrap();
                found.push(Source {
                    module: first.trim_end_matches(".rs").to_owned(),
                    code: bare_code(&fs::read_to_string(&file).unwrap()),
                    path,
                });
            }
        }
    }
    assert!(found.len() > 10, "src/ was not read");
    found
}

/// Drops `//` comments and what stands between double quotes.
fn bare_code(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quoted = false;
    while let Some(c) = chars.next() {
        match c {
            '\\' if quoted => {
                chars.next();
            }
            // A quotation mark as a character literal opens no string.
            '\'' if !quoted && chars.peek() == Some(&'"') => {
                chars.next();
            }
            '"' => quoted = !quoted,
            _ if quoted => {}
            '/' if chars.peek() == Some(&'/') => while chars.next_if(|&c| c != '\n').is_some() {},
            _ => code.push(c),
        }
    }
    code
}

/// The words of the code that stand for identifiers.
fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|c: char| !(c.is_alphanumeric() || c == '_'))
}

/// The modules named as `crate::module` or `crate::{module, ...}`.
fn imported_modules(code: &str) -> BTreeSet<&str> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            None => found.extend(words(rest).next()),
            Some(list) => {
                // The word right after the brace and after every comma at depth one.
                let mut depth = 1;
                let mut begins = true;
                for (i, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 1 => begins = true,
                        c if begins && c.is_alphanumeric() => {
                            found.extend(words(&list[i..]).next());
                            begins = false;
                        }
                        _ => {}
                    }
                    if depth == 0 {
                        break;
                    }
                }
            }
        }
    }
    found
}

#[test]
fn modules_import_downwards_only() {
    let mut wrong = Vec::new();
    for source in sources() {
        if source.module == "lib" {
            continue;
        }
        let (_, allowed) = ALLOWED
            .iter()
            .find(|(module, _)| *module == source.module)
            .unwrap_or_else(|| panic!("module {} has no place in the architecture", source.module));
        for module in imported_modules(&source.code) {
            // `crate::Error` and `crate::Result` are re-exports of `error`.
            let is_type = module.starts_with(char::is_uppercase);
            if !is_type
                && module != source.module
                && !FOR_ALL.contains(&module)
                && !allowed.contains(&module)
            {
                wrong.push(format!("{} imports {module}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn only_web_speaks_to_the_browser() {
    let mut wrong = Vec::new();
    for source in sources() {
        // Numbers in links are read by JavaScript's own function where there is one.
        if !["web", "piece"].contains(&source.module.as_str()) {
            for name in words(&source.code).filter(|word| BROWSER_CRATES.contains(word)) {
                wrong.push(format!("{} names {name}", source.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn unsafe_code_stays_in_the_kernels() {
    let wrong: Vec<_> = sources()
        .into_iter()
        .filter(|source| words(&source.code).any(|word| word == "unsafe"))
        .map(|source| source.path)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_file_says_what_it_owns() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let wrong: Vec<_> = sources()
        .into_iter()
        .map(|source| source.path)
        .filter(|path| {
            !fs::read_to_string(root.join(path))
                .unwrap()
                .starts_with("//!")
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "these files do not open with //!: {wrong:#?}"
    );
}

#[test]
fn the_reader_of_imports_reads_every_form() {
    let code = bare_code(
        "use crate::data::{idx, dataset};\nuse crate::{nn::dense, prune::{self, order}, Error};\n// crate::web\nlet s = \"crate::lab\"; crate::chart::draw('\"', \"//\", 1);",
    );
    let found: Vec<_> = imported_modules(&code).into_iter().collect();
    assert_eq!(found, ["Error", "chart", "data", "nn", "prune"]);
}
