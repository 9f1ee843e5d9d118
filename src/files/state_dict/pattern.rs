//! Names of modules and parameters by the numbers in them.

/// A name with its numbers taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    /// The name with "#" for each number.
    pub text: String,
    /// The numbers.
    pub numbers: Vec<u64>,
}

impl Pattern {
    /// Reads a name.
    pub fn new(name: &str) -> Self {
        let (mut text, mut numbers, mut digits) = (String::new(), Vec::new(), String::new());
        for c in name.chars().chain(std::iter::once('\n')) {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            if !digits.is_empty() {
                // A number too long to be one of a layer counts as the largest.
                numbers.push(digits.parse().unwrap_or(u64::MAX));
                digits.clear();
                text.push('#');
            }
            text.push(c);
        }
        Self { text, numbers }
    }

    /// Returns the number of a module in its `nn.Sequential`, where its name is nothing else.
    pub fn index(module: &str) -> Option<u64> {
        let last = module.rsplit('.').next()?;
        let is_number = !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| last.parse().ok()).flatten()
    }
}

/// Returns the last number in a name.
pub fn trailing(name: &str) -> Option<u64> {
    Pattern::new(name).numbers.last().copied()
}
