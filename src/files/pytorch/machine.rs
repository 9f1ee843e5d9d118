//! Pickles (protocols 0 to 5, <https://github.com/python/cpython/blob/main/Lib/pickletools.py>) read as data: objects are
//! nodes of a list that name each other by their numbers, and a call is kept as a node, never done.

use super::operands::{bytes, line, text, whole};
use super::pickle::{Id, Node, Pickle};
use crate::files::cursor::Cursor;

/// Reads a pickle; `None` where it is damaged or has an operation that is not known.
pub fn read(bytes: &[u8]) -> Option<Pickle> {
    let mut machine = Machine::default();
    let mut from = Cursor::new(bytes);
    loop {
        let [op] = from.array()?;
        if op == b'.' {
            let root = machine.pop()?;
            return Some(Pickle {
                nodes: machine.nodes,
                root,
            });
        }
        machine.step(op, &mut from)?;
    }
}

#[derive(Default)]
struct Machine {
    nodes: Vec<Node>,
    stack: Vec<Id>,
    marks: Vec<usize>,
    memo: std::collections::HashMap<u64, Id>,
}

impl Machine {
    fn push(&mut self, node: Node) -> Option<()> {
        self.stack.push(self.nodes.len());
        self.nodes.push(node);
        Some(())
    }

    fn pop(&mut self) -> Option<Id> {
        let floor = self.marks.last().copied().unwrap_or(0);
        (self.stack.len() > floor)
            .then(|| self.stack.pop())
            .flatten()
    }

    /// Takes all down to the last mark.
    fn pop_mark(&mut self) -> Option<Vec<Id>> {
        let mark = self.marks.pop()?;
        (mark <= self.stack.len()).then(|| self.stack.split_off(mark))
    }

    fn top(&self) -> Option<Id> {
        self.stack.last().copied()
    }

    fn tuple(&mut self, count: usize) -> Option<()> {
        let start = self.stack.len().checked_sub(count)?;
        let entries = self.stack.split_off(start);
        self.push(Node::List(entries))
    }

    fn memoize(&mut self, key: u64) -> Option<()> {
        let top = self.top()?;
        self.memo.insert(key, top);
        Some(())
    }

    fn recall(&mut self, key: u64) -> Option<()> {
        self.stack.push(*self.memo.get(&key)?);
        Some(())
    }

    fn global(&mut self, module: &str, name: &str) -> Option<()> {
        self.push(Node::Global(format!("{module}.{name}")))
    }

    /// Adds entries to what is a list or may be one, such as an OrderedDict's call.
    fn append(&mut self, to: Id, more: Vec<Id>) -> Option<()> {
        if let Node::List(entries) = self.nodes.get_mut(to)? {
            entries.extend(more);
        }
        Some(())
    }

    fn set(&mut self, to: Id, flat: &[Id]) -> Option<()> {
        if let Node::Dict(entries) = self.nodes.get_mut(to)? {
            let (pairs, rest) = flat.as_chunks();
            if !rest.is_empty() {
                return None;
            }
            entries.extend(pairs.iter().map(|&[key, value]| (key, value)));
        }
        Some(())
    }

    /// Keeps a call; an OrderedDict or dict is what it would be.
    fn call(&mut self) -> Option<()> {
        let arguments = self.pop()?;
        let function = self.pop()?;
        let is_dict = matches!(
            self.nodes.get(function),
            Some(Node::Global(name)) if DICTS.contains(&name.as_str())
        );
        let node = if is_dict {
            Node::Dict(Vec::new())
        } else {
            Node::Call(function, arguments)
        };
        self.push(node)
    }

    fn step(&mut self, op: u8, from: &mut Cursor<'_>) -> Option<()> {
        match op {
            // PROTO, FRAME
            0x80 => from.array::<1>().map(drop),
            0x95 => from.array::<8>().map(drop),
            b'(' => {
                self.marks.push(self.stack.len());
                Some(())
            }
            b'0' => self.pop().map(drop),
            b'1' => self.pop_mark().map(drop),
            b'2' => {
                let top = self.top()?;
                self.stack.push(top);
                Some(())
            }
            b'N' => self.push(Node::Other),
            0x88 => self.push(Node::Bool(true)),
            0x89 => self.push(Node::Bool(false)),
            b'K' | b'M' | b'J' | 0x8a | 0x8b | b'I' | b'L' => {
                let number = whole(op, from)?;
                self.push(Node::Int(number))
            }
            b'G' => {
                from.array::<8>()?;
                self.push(Node::Other)
            }
            b'F' => {
                line(from)?;
                self.push(Node::Other)
            }
            b'X' | 0x8c | 0x8d | b'V' | b'S' | b'T' | b'U' => {
                let text = text(op, from)?;
                self.push(Node::Text(text))
            }
            // Bytes of one kind or another.
            b'B' | b'C' | 0x8e | 0x96 => {
                bytes(op, from)?;
                self.push(Node::Other)
            }
            b')' | b']' | 0x8f => self.push(Node::List(Vec::new())),
            // EMPTY_DICT
            0x7d => self.push(Node::Dict(Vec::new())),
            b't' | b'l' | 0x91 => {
                let entries = self.pop_mark()?;
                self.push(Node::List(entries))
            }
            0x85 => self.tuple(1),
            0x86 => self.tuple(2),
            0x87 => self.tuple(3),
            b'd' => {
                let flat = self.pop_mark()?;
                self.push(Node::Dict(Vec::new()))?;
                let to = self.top()?;
                self.set(to, &flat)
            }
            b'a' => {
                let entry = self.pop()?;
                let to = self.top()?;
                self.append(to, vec![entry])
            }
            b'e' | 0x90 => {
                let entries = self.pop_mark()?;
                let to = self.top()?;
                self.append(to, entries)
            }
            b's' => {
                let (value, key) = (self.pop()?, self.pop()?);
                let to = self.top()?;
                self.set(to, &[key, value])
            }
            b'u' => {
                let flat = self.pop_mark()?;
                let to = self.top()?;
                self.set(to, &flat)
            }
            b'q' => {
                let [key] = from.array()?;
                self.memoize(key.into())
            }
            b'r' => {
                let key = u32::from_le_bytes(from.array()?);
                self.memoize(key.into())
            }
            0x94 => self.memoize(self.memo.len() as u64),
            b'p' => {
                let key = line(from)?.parse().ok()?;
                self.memoize(key)
            }
            b'h' => {
                let [key] = from.array()?;
                self.recall(key.into())
            }
            b'j' => {
                let key = u32::from_le_bytes(from.array()?);
                self.recall(key.into())
            }
            b'g' => {
                let key = line(from)?.parse().ok()?;
                self.recall(key)
            }
            b'c' => {
                let (module, name) = (line(from)?, line(from)?);
                self.global(&module, &name)
            }
            0x93 => {
                let (name, module) = (self.pop()?, self.pop()?);
                let text = |id: Id| match self.nodes.get(id) {
                    Some(Node::Text(text)) => Some(text.clone()),
                    _ => None,
                };
                let (module, name) = (text(module)?, text(name)?);
                self.global(&module, &name)
            }
            // REDUCE, NEWOBJ
            b'R' | 0x81 => self.call(),
            // NEWOBJ_EX
            0x92 => {
                self.pop()?;
                self.call()
            }
            // OBJ
            b'o' => {
                let mut parts = self.pop_mark()?;
                let rest = parts.split_off(parts.len().min(1));
                let function = parts.pop()?;
                self.stack.push(function);
                self.push(Node::List(rest))?;
                self.call()
            }
            // INST
            b'i' => {
                let (module, name) = (line(from)?, line(from)?);
                let arguments = self.pop_mark()?;
                self.global(&module, &name)?;
                self.push(Node::List(arguments))?;
                self.call()
            }
            // BUILD: what an object is made of is not looked at.
            b'b' => self.pop().map(drop),
            b'Q' => {
                let outside = self.pop()?;
                self.push(Node::Outside(outside))
            }
            _ => None,
        }
    }
}

/// What makes an empty dictionary that is filled afterwards.
const DICTS: [&str; 3] = [
    "collections.OrderedDict",
    "builtins.dict",
    "collections.defaultdict",
];
