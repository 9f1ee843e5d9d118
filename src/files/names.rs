//! Names of files, tensors and nodes as they stand in messages: bounded, and free of characters that would turn or break
//! the sentence around them.

/// The most characters of a name that are shown.
const MAX_NAME: usize = 48;
/// The most names that are listed.
const MAX_NAMES: usize = 8;
/// The most characters of all that are listed.
const MAX_LIST: usize = 160;

/// Returns a name for a message: at most 48 characters, without control characters and marks of direction.
#[must_use]
pub fn short(name: &str) -> String {
    let is_plain = |c: &char| {
        let turns = matches!(c, '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        !c.is_control() && !turns
    };
    let plain: Vec<char> = name.chars().filter(is_plain).collect();
    if plain.len() <= MAX_NAME {
        return plain.into_iter().collect();
    }
    let (head, tail) = (MAX_NAME / 2, MAX_NAME / 2 - 1);
    let parts = [&plain[..head], &['…'], &plain[plain.len() - tail..]];
    parts.concat().into_iter().collect()
}

/// Returns names for a message: at most eight, and how many others there are, such as "a, b, … (+312)".
#[must_use]
pub fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut text = String::new();
    let (mut shown, mut others) = (0, 0);
    for name in names {
        let name = short(name);
        let is_room = text.chars().count() + name.chars().count() <= MAX_LIST;
        if others > 0 || shown == MAX_NAMES || (shown > 0 && !is_room) {
            others += 1;
            continue;
        }
        if shown > 0 {
            text.push_str(", ");
        }
        text.push_str(&name);
        shown += 1;
    }
    if others > 0 {
        text.push_str(&format!(", … (+{others})"));
    }
    text
}

/// Returns a shape for a message, such as "128 × 784".
#[must_use]
pub fn shape(sizes: &[usize]) -> String {
    let sizes: Vec<String> = sizes.iter().take(MAX_NAMES).map(usize::to_string).collect();
    sizes.join(" × ")
}
