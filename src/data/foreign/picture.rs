//! PNG pictures in folders, a folder a class: `train/7/0001.png`.
//!
//! Folders whose names are numbers are those labels; others are counted in alphabetical order, as torchvision's
//! `ImageFolder` does. Colours become grey by ITU-R BT.601 (0.299 R + 0.587 G + 0.114 B), what is transparent black.
//! Pictures of one folder lie together, so all are shuffled by a fixed seed.

use super::grey;
use super::remark::{Remark, names};
use crate::data::dataset::MAX_LABEL;
use crate::data::idx_file::{AnyFile, IdxFile};
use crate::data::role::{Role, role_of};
use crate::data::shuffled::shuffled;
use crate::piece::quoted;
use crate::{Error, Result};
use png::{ColorType, Decoder, Limits, Transformations};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The most bytes that decoding one picture may take.
const MAX_BYTES: usize = 1 << 22;

/// Pictures as they come.
#[derive(Default)]
pub struct Pictures {
    all: Vec<Picture>,
}

struct Picture {
    path: String,
    size: [usize; 2],
    grey: Vec<u8>,
}

impl Picture {
    /// Its folder: the class.
    fn folder(&self) -> Option<&str> {
        self.path.rsplit('/').nth(1)
    }

    /// What the folders above that say.
    fn role(&self) -> Role {
        let folders = self.path.rsplit('/').skip(2);
        let mut roles = folders.map(role_of).filter(|role| *role != Role::Unknown);
        roles.next().unwrap_or(Role::Unknown)
    }
}

impl Pictures {
    /// Adds one; its name is its path.
    pub fn add(&mut self, path: &str, bytes: &[u8]) -> Result<()> {
        let (size, grey) = decode(path, bytes)?;
        self.all.push(Picture {
            path: path.into(),
            size,
            grey,
        });
        Ok(())
    }

    /// Turns them into images and labels, those of each role together.
    pub fn finish(self, files: &mut Vec<AnyFile>, remarks: &mut Vec<Remark>) -> Result<()> {
        let mut all = self.all;
        all.sort_by(|a, b| a.path.cmp(&b.path));
        let Some(first) = all.first() else {
            return Ok(());
        };
        let mut classes: BTreeMap<String, u8> = BTreeMap::new();
        for picture in &all {
            if picture.size != first.size {
                let show = |[height, width]: [usize; 2]| format!("{height} x {width}");
                return Err(Error::SizesDisagree {
                    train_file: first.path.clone(),
                    train_size: show(first.size),
                    test_file: picture.path.clone(),
                    test_size: show(picture.size),
                });
            }
            let folder = picture.folder().ok_or_else(|| Error::PictureFolder {
                file: picture.path.clone(),
            })?;
            classes.entry(folder.into()).or_insert(0);
        }
        label(&first.path, &mut classes, remarks)?;
        for role in Role::ALL {
            let of_role: Vec<&Picture> = all
                .iter()
                .filter(|picture| picture.role() == role)
                .collect();
            let Some(picture) = of_role.first() else {
                continue;
            };
            // Named by the folder of the role, so that names say it.
            let name = picture.path.rsplitn(3, '/').last().unwrap_or_default();
            let mut images = grey::images(name, of_role.len(), picture.size)?;
            let mut labels = Vec::new();
            for at in shuffled(of_role.len()) {
                let picture = of_role[at];
                images.items.rows.push(&picture.grey, 0);
                labels.push(
                    picture
                        .folder()
                        .and_then(|folder| classes.get(folder))
                        .copied()
                        .unwrap_or(0),
                );
            }
            let labels = IdxFile {
                name: name.into(),
                count: labels.len(),
                items: labels,
            };
            files.push(AnyFile::Images(images));
            files.push(AnyFile::Labels(labels));
        }
        Ok(())
    }
}

/// Gives every folder its label.
fn label(file: &str, classes: &mut BTreeMap<String, u8>, remarks: &mut Vec<Remark>) -> Result<()> {
    let number = |folder: &str| folder.parse().ok().filter(|label| *label <= MAX_LABEL);
    if classes.keys().all(|folder| number(folder).is_some()) {
        for (folder, label) in classes {
            *label = number(folder).unwrap_or(0);
        }
        return Ok(());
    }
    let count = classes.len();
    if count > usize::from(MAX_LABEL) + 1 {
        return Err(Error::LabelTooLarge {
            file: file.into(),
            label: (count - 1) as f64,
            index: 0,
            max: MAX_LABEL,
        });
    }
    for (at, label) in classes.values_mut().enumerate() {
        *label = at as u8;
    }
    let called: Vec<String> = classes
        .iter()
        .map(|(folder, label)| format!("{label} = {}", quoted(folder)))
        .collect();
    remarks.push(Remark::Folders {
        classes: names(&called),
        count,
    });
    Ok(())
}

/// Size and grey levels of a picture.
fn decode(path: &str, bytes: &[u8]) -> Result<([usize; 2], Vec<u8>)> {
    let broken = || Error::Picture { file: path.into() };
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MAX_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    let header = decoder.read_header_info().map_err(|_| broken())?;
    let size = [header.height as usize, header.width as usize];
    // Before any pixel is unpacked.
    grey::images(path, 1, size)?;
    let mut reader = decoder.read_info().map_err(|_| broken())?;
    let length = reader
        .output_buffer_size()
        .filter(|&length| length <= MAX_BYTES);
    let mut pixels = vec![0; length.ok_or_else(broken)?];
    let frame = reader.next_frame(&mut pixels).map_err(|_| broken())?;
    pixels.truncate(frame.buffer_size());
    let luma = |rgb: &[u8]| match *rgb {
        [red, green, blue, ..] => {
            let sum = 299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue);
            ((sum + 500) / 1000) as u8
        }
        _ => 0,
    };
    let over_black = |grey: u8, alpha: u8| ((u32::from(grey) * u32::from(alpha) + 127) / 255) as u8;
    let grey: Vec<u8> = match frame.color_type {
        ColorType::Grayscale | ColorType::Indexed => pixels,
        ColorType::GrayscaleAlpha => {
            let (pairs, _) = pixels.as_chunks::<2>();
            pairs
                .iter()
                .map(|&[grey, alpha]| over_black(grey, alpha))
                .collect()
        }
        ColorType::Rgb => pixels.chunks_exact(3).map(luma).collect(),
        ColorType::Rgba => {
            let (pixels, _) = pixels.as_chunks::<4>();
            pixels
                .iter()
                .map(|rgba| over_black(luma(rgba), rgba[3]))
                .collect()
        }
    };
    if grey.len() != size[0] * size[1] {
        return Err(broken());
    }
    Ok((size, grey))
}
