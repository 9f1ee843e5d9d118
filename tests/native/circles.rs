//! No circle of imports between files of the crate. A file imports another when its code names something of it, by
//! `crate::`, `super::`, `self::` or the name of a child module; declaring a child (`mod child;`) is no import.

use crate::architecture::sources;
use std::collections::{BTreeMap, BTreeSet};

/// Beginnings of the paths of files that are one unit, and why.
const UNITS: [(&str, &str); 2] = [
    (
        "lab/ops/",
        "an operation may hold a list of operations, such as its teacher's",
    ),
    (
        "lab/session",
        "one type, whose methods stand in a file for each subject",
    ),
];

/// A module's path, such as ["prune", "score"].
type Module = Vec<String>;

/// Files by their modules, and what each names.
struct Crate {
    files: BTreeMap<Module, String>,
}

/// The module of a file; `prune/mod.rs` is `prune`.
fn module_of(file: &str) -> Module {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    path.split('/').map(str::to_owned).collect()
}

/// A path in the code, from the module it stands in.
#[derive(Debug, PartialEq)]
struct Named {
    /// Inline modules around it.
    inside: Vec<String>,
    /// Its words; a variable of a macro is "$".
    words: Vec<String>,
}

/// Reads code word by word.
struct Words<'a> {
    rest: &'a str,
}

impl<'a> Words<'a> {
    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// The word that comes next; empty where there is none.
    fn word(&mut self) -> &'a str {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn take(&mut self, mark: &str) -> bool {
        let trimmed = self.rest.trim_start();
        let found = trimmed.starts_with(mark);
        if found {
            self.rest = &trimmed[mark.len()..];
        }
        found
    }

    /// Reads what follows `path`, and adds every path it makes of it.
    fn path(&mut self, mut path: Vec<String>, found: &mut Vec<Vec<String>>) {
        while self.take("::") {
            if self.take("{") {
                while !self.take("}") {
                    self.skip_blanks();
                    let word = self.word();
                    if word.is_empty() {
                        // A comma, or something no path has.
                        let mut chars = self.rest.chars();
                        if chars.next().is_none() {
                            return;
                        }
                        self.rest = chars.as_str();
                        continue;
                    }
                    let mut longer = path.clone();
                    if word != "self" {
                        longer.push(word.to_owned());
                    }
                    self.path(longer, found);
                    if self.take("as ") {
                        self.skip_blanks();
                        self.word();
                    }
                }
                return;
            }
            self.skip_blanks();
            if self.take("$") {
                path.push("$".to_owned());
                self.word();
                continue;
            }
            match self.word() {
                "" => break,
                word => path.push(word.to_owned()),
            }
        }
        found.push(path);
    }
}

/// All paths of the code with more than one word.
fn paths(code: &str) -> Vec<Named> {
    let mut words = Words { rest: code };
    let mut found = Vec::new();
    // Inline modules around the place, with the depth of their braces.
    let mut inside: Vec<(String, usize)> = Vec::new();
    let (mut depth, mut before) = (0, String::new());
    while let Some(next) = words.rest.chars().next() {
        if next.is_alphabetic() || next == '_' {
            let word = words.word().to_owned();
            if before == "mod" && words.rest.trim_start().starts_with('{') {
                inside.push((word.clone(), depth));
            }
            let mut made = Vec::new();
            words.path(vec![word.clone()], &mut made);
            let names: Vec<String> = inside.iter().map(|(name, _)| name.clone()).collect();
            found.extend(
                made.into_iter()
                    .filter(|words| words.len() > 1)
                    .map(|words| Named {
                        inside: names.clone(),
                        words,
                    }),
            );
            before = word;
            continue;
        }
        match next {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                inside.retain(|(_, at)| *at < depth);
            }
            _ => {}
        }
        if !next.is_whitespace() {
            before.clear();
        }
        words.rest = &words.rest[next.len_utf8()..];
    }
    found
}

impl Crate {
    fn new<'a>(files: impl Iterator<Item = &'a str>) -> Self {
        let files = files.map(|file| (module_of(file), file.to_owned()));
        Self {
            files: files.collect(),
        }
    }

    /// The files whose items a path of `module` names.
    fn named_by(&self, module: &Module, named: &Named) -> BTreeSet<&str> {
        let here: Module = module.iter().chain(&named.inside).cloned().collect();
        let mut words = named.words.iter().map(String::as_str).peekable();
        let mut at = match words.peek() {
            Some(&"crate") => Module::new(),
            Some(&("self" | "super")) => here,
            // A child's name, or one of another crate or of an item.
            _ => return self.below(module, &named.words),
        };
        for word in words {
            match word {
                "crate" | "self" => {}
                "super" => {
                    at.pop();
                }
                word => at.push(word.to_owned()),
            }
        }
        self.longest(at).into_iter().collect()
    }

    /// The file of the longest beginning of a path.
    fn longest(&self, mut path: Module) -> Option<&str> {
        // `crate::Error` and `crate::Result` are re-exports.
        if let [name] = &path[..]
            && ["Error", "Result"].contains(&name.as_str())
        {
            path = vec!["error".to_owned()];
        }
        while !path.is_empty() {
            if let Some(file) = self.files.get(&path) {
                return Some(file);
            }
            path.pop();
        }
        None
    }

    /// Files of child modules that a path names; all of them where a macro's variable stands for the child. Children
    /// named by `#[path]` lie beside their parent.
    fn below(&self, module: &Module, words: &[String]) -> BTreeSet<&str> {
        let beside = module[..module.len() - 1].to_vec();
        let bases = [module.clone(), beside];
        let mut found = BTreeSet::new();
        for (base, is_own) in bases.iter().zip([true, false]) {
            let mut path = base.clone();
            path.extend(words.iter().take_while(|word| *word != "$").cloned());
            let is_any = words.iter().any(|word| word == "$");
            if is_any {
                let children = self
                    .files
                    .iter()
                    .filter(|(child, _)| child.starts_with(&path));
                found.extend(children.map(|(_, file)| file.as_str()));
            } else if is_own {
                let child: Module = base.iter().chain(words.first()).cloned().collect();
                if self.files.contains_key(&child)
                    || self.files.keys().any(|m| m.starts_with(&child))
                {
                    found.extend(self.longest(path));
                }
            }
        }
        found
    }

    /// The files that a file's code imports from.
    fn imports(&self, file: &str, code: &str) -> BTreeSet<String> {
        let module = module_of(file);
        let named = paths(code);
        let files = named.iter().flat_map(|named| self.named_by(&module, named));
        files
            .filter(|other| *other != file)
            .map(str::to_owned)
            .collect()
    }
}

/// Every file that can be reached from itself.
fn on_circles(imports: &BTreeMap<String, BTreeSet<String>>) -> Vec<String> {
    let reached = |from: &String| {
        let mut seen = BTreeSet::new();
        let mut next: Vec<&String> = imports.get(from).into_iter().flatten().collect();
        while let Some(file) = next.pop() {
            if seen.insert(file) {
                next.extend(imports.get(file).into_iter().flatten());
            }
        }
        seen
    };
    let is_on = |file: &&String| reached(file).contains(file);
    imports.keys().filter(is_on).cloned().collect()
}

/// What each of some files imports.
fn graph(files: &[(String, String)]) -> BTreeMap<String, BTreeSet<String>> {
    let all = Crate::new(files.iter().map(|(file, _)| file.as_str()));
    let imports = |(file, code): &(String, String)| (file.clone(), all.imports(file, code));
    files.iter().map(imports).collect()
}

#[test]
fn no_file_imports_itself_by_way_of_others() {
    let files: Vec<(String, String)> = sources()
        .into_iter()
        .filter(|source| source.module != "lib")
        .map(|source| {
            let file = source.path.to_str().unwrap().replace('\\', "/");
            (file, source.code)
        })
        .collect();
    let imports = graph(&files);
    let circles = on_circles(&imports);
    for file in &circles {
        let others = imports[file].iter().filter(|other| circles.contains(other));
        println!("{file} imports {:?}", others.collect::<Vec<_>>());
    }
    let unit_of = |file: &str| UNITS.iter().position(|(begin, _)| file.starts_with(begin));
    let new: Vec<&String> = circles
        .iter()
        .filter(|file| unit_of(file).is_none())
        .collect();
    for (unit, (begin, _)) in UNITS.iter().enumerate() {
        let is_needed = circles.iter().any(|file| unit_of(file) == Some(unit));
        assert!(is_needed, "{begin} has no circle any more");
    }
    assert!(
        new.is_empty(),
        "these files import each other in circles: {new:#?}"
    );
}

fn files(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(file, code): &(&str, &str)| ((*file).to_owned(), (*code).to_owned());
    list.iter().map(owned).collect()
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let circle = |a: &str, b: &str| {
        let files = files(&[
            ("prune/mod.rs", "pub mod a; pub mod b;"),
            ("prune/a.rs", a),
            ("prune/b.rs", b),
            ("prune/b/child.rs", "fn free() {}"),
            ("error.rs", ""),
        ]);
        on_circles(&graph(&files))
    };
    let back = "use crate::prune::a::X;";
    for a in [
        "use crate::prune::b::Y;",
        "use crate::prune::b;",
        "use crate::{nn::mlp, prune::{self, b::{Y, Z as W}}};",
        "use super::b::Y;",
        "use super::{c, b};",
        "fn f() -> crate::prune::b::Y { 1 }",
        "mod inner { use super::super::b::Y; }",
        "fn f() { $crate::prune::b::y() }",
    ] {
        assert_eq!(circle(a, back), ["prune/a.rs", "prune/b.rs"], "{a}");
    }
    for a in [
        "",
        "use super::c::Y;",
        "mod inner { use super::Y; }",
        "use crate::Error;",
        "fn f() { b::y() }",
    ] {
        assert!(circle(a, back).is_empty(), "{a}");
    }
    // A parent that uses its child, and a child that uses its parent.
    let family = |parent: &str, child: &str| {
        let files = files(&[("lab/run.rs", parent), ("lab/run/steps.rs", child)]);
        on_circles(&graph(&files)).len()
    };
    assert_eq!(family("mod steps;", "use super::Run;"), 0);
    assert_eq!(family("mod steps; use steps::Step;", "use super::Run;"), 2);
    assert_eq!(
        family("mod steps; use self::steps::Step;", "use super::Run;"),
        2
    );
    assert_eq!(
        family("mod steps; use steps::Step;", "use crate::lab::run;"),
        2
    );
    assert_eq!(family("mod steps; use steps::Step;", "fn f() {}"), 0);
    // Children behind a macro's variable, in a folder beside their parent.
    let table = |child: &str| {
        let files = files(&[
            (
                "prune/score.rs",
                "mod scores { pub mod a; } m! { scores::$file::SCORE }",
            ),
            ("prune/scores/a.rs", child),
        ]);
        on_circles(&graph(&files)).len()
    };
    assert_eq!(table("use crate::prune::score::Score;"), 2);
    assert_eq!(table("use crate::prune::units;"), 0);
}
