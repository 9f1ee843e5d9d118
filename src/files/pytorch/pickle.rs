//! Objects of a pickle that was read as data: nodes of a list that name each other by their numbers; a call is a node that
//! was never done.

/// The number of a node.
pub type Id = usize;

/// An object of a pickle.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// None, a number that does not matter, bytes.
    Other,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text.
    Text(String),
    /// A tuple, a list or a set.
    List(Vec<Id>),
    /// A dictionary, in its order.
    Dict(Vec<(Id, Id)>),
    /// Something by its module and name, such as "collections.OrderedDict".
    Global(String),
    /// A call that was not done: what was to be called, and its arguments.
    Call(Id, Id),
    /// Something that is kept outside of the pickle.
    Outside(Id),
}

/// A pickle that was read.
#[derive(Debug)]
pub struct Pickle {
    /// All objects.
    pub nodes: Vec<Node>,
    /// The object that it holds.
    pub root: Id,
}

impl Pickle {
    /// Returns an object.
    pub fn node(&self, id: Id) -> &Node {
        self.nodes.get(id).unwrap_or(&Node::Other)
    }

    /// Returns the text that an object is.
    pub fn text(&self, id: Id) -> Option<&str> {
        match self.node(id) {
            Node::Text(text) => Some(text),
            Node::Other
            | Node::Bool(_)
            | Node::Int(_)
            | Node::List(_)
            | Node::Dict(_)
            | Node::Global(_)
            | Node::Call(..)
            | Node::Outside(_) => None,
        }
    }

    /// Returns the entries of a tuple or list; none of anything else.
    pub fn list(&self, id: Id) -> &[Id] {
        match self.node(id) {
            Node::List(entries) => entries,
            Node::Other
            | Node::Bool(_)
            | Node::Int(_)
            | Node::Text(_)
            | Node::Dict(_)
            | Node::Global(_)
            | Node::Call(..)
            | Node::Outside(_) => &[],
        }
    }

    /// Returns the whole number that an object is.
    pub fn size(&self, id: Id) -> Option<usize> {
        match self.node(id) {
            Node::Int(number) => usize::try_from(*number).ok(),
            Node::Other
            | Node::Bool(_)
            | Node::Text(_)
            | Node::List(_)
            | Node::Dict(_)
            | Node::Global(_)
            | Node::Call(..)
            | Node::Outside(_) => None,
        }
    }
}
