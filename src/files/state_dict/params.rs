//! The parameters of a state dict, in the order of its tensors, and what is said of them.

use super::entries::Entries;
use super::entry::{Entry, Source};
use super::param::Param;
use crate::Result;
use crate::files::names;
use crate::files::remark::Remark;
use std::collections::BTreeSet;

/// Words in names of parts that are not supported, and what they belong to.
const PARTS: [(&str, &str); 9] = [
    ("lora_", "LoRA"),
    ("weight_ih", "recurrent"),
    ("weight_hh", "recurrent"),
    ("bias_ih", "recurrent"),
    ("in_proj_weight", "attention"),
    ("_packed_params", "quantized-layer"),
    ("layernorm", "LayerNorm"),
    ("layer_norm", "LayerNorm"),
    ("prelu", "PReLU"),
];

/// Computes all parameters, in the order of their entries.
pub fn params(
    source: &Source<'_>,
    entries: &[Entry<'_>],
    remarks: &mut Vec<Remark>,
) -> Result<Vec<Param>> {
    let by_name = entries.iter().map(|entry| (entry.name.as_str(), entry));
    let mut all = Entries {
        source,
        by_name: by_name.collect(),
        used: BTreeSet::new(),
    };
    let (mut params, mut computed, mut masks, mut zeros) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for entry in entries {
        if all.used.contains(&entry.name) {
            continue;
        }
        let param = match all.parametrized(entry)? {
            Some(param) => {
                if param.kept.is_none() {
                    computed.push(param.name.clone());
                }
                param
            }
            None if all.belongs_to_another(&entry.name) => continue,
            None => all.plain(entry, &mut zeros)?,
        };
        if param.kept.is_some() {
            masks.push(param.name.clone());
        }
        refuse_part(source.file, &param)?;
        params.push(param);
    }
    let listed = |all: &[String]| names::listed(all.iter().map(String::as_str));
    if !computed.is_empty() {
        let names = listed(&computed);
        remarks.push(Remark::Parametrized { names });
    }
    if zeros > 0 {
        remarks.push(Remark::RoundedZeros { count: zeros });
    } else if !masks.is_empty() {
        let names = listed(&masks);
        remarks.push(Remark::Masks { names });
    }
    Ok(params)
}

fn refuse_part(file: &str, param: &Param) -> Result<()> {
    let name = param.name.to_ascii_lowercase();
    match PARTS.iter().find(|(word, _)| name.contains(word)) {
        Some((_, what)) => Err(param.part(file, what)),
        None => Ok(()),
    }
}
