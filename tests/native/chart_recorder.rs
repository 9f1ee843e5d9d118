//! A backend that only writes down what it is asked to draw, and what is true of every chart.

use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
    text_anchor::{HPos, VPos},
};
use prunelab::chart::{ChartError, Frame};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

#[derive(Debug, Clone)]
pub enum Shape {
    Rect(BackendCoord, BackendCoord, (u8, u8, u8)),
    Path(Vec<BackendCoord>, u32, (u8, u8, u8)),
    Filled(Vec<BackendCoord>, (u8, u8, u8)),
    Disc(BackendCoord, (u8, u8, u8)),
    /// Left, top, right, bottom with glyphs of 0.5 em, a cautious lower bound of the real width.
    Text(String, [f64; 4]),
}

pub struct Recorder {
    pub size: (u32, u32),
    pub shapes: Rc<RefCell<Vec<Shape>>>,
}

pub type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Recorder {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }
    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }
    fn present(&mut self) -> Drawn {
        Ok(())
    }
    fn draw_pixel(&mut self, _: BackendCoord, _: BackendColor) -> Drawn {
        panic!("single pixels are never drawn");
    }
    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        assert!(fill, "rectangles are filled, outlines blur");
        let shape = Shape::Rect(from, to, style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points = path.into_iter().collect();
        let shape = Shape::Path(points, style.stroke_width(), style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let shape = Shape::Filled(corners.into_iter().collect(), style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        _: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        let shape = Shape::Disc(centre, style.color().rgb);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let (wide, high) = (
            text.chars().count() as f64 * 0.5 * style.size(),
            style.size(),
        );
        let x = f64::from(at.0)
            - match style.anchor().h_pos {
                HPos::Left => 0.0,
                HPos::Center => wide / 2.0,
                HPos::Right => wide,
            };
        let y = f64::from(at.1)
            - match style.anchor().v_pos {
                VPos::Top => 0.0,
                VPos::Center => high / 2.0,
                VPos::Bottom => high,
            };
        let shape = Shape::Text(text.into(), [x, y, x + wide, y + high]);
        self.shapes.borrow_mut().push(shape);
        Ok(())
    }
}

pub fn on_canvas(
    (width, height): (u32, u32),
    draw: impl FnOnce(Recorder) -> Result<Frame, ChartError>,
) -> (Frame, Vec<Shape>) {
    let shapes = Rc::new(RefCell::new(Vec::new()));
    let frame = draw(Recorder {
        size: (width, height),
        shapes: shapes.clone(),
    })
    .unwrap();
    let shapes = shapes.borrow().clone();
    (frame, shapes)
}

pub const CURVE: (u8, u8, u8) = (0xc0, 0x54, 0x0a);
pub const REMOVED: (u8, u8, u8) = (0x7b, 0x84, 0x90);
pub const POSITIVE: (u8, u8, u8) = (0x1f, 0x6f, 0xc9);
pub const NEGATIVE: (u8, u8, u8) = (0xd9, 0x66, 0x0f);
pub const FINE_TUNED: (u8, u8, u8) = (0x14, 0x80, 0x4a);
pub const OTHER: (u8, u8, u8) = (0x8a, 0x93, 0xa0);
pub const DENSE: (u8, u8, u8) = (0x44, 0x53, 0xc4);

pub fn look(ratio: f64) -> Value {
    json!({
        "ratio": ratio, "fontFamily": "system-ui, sans-serif", "fontSize": 13,
        "theme": {
            "background": "#ffffff", "text": "#111111", "mutedText": "#555555", "grid": "#e3e6ea",
            "dense": "#4453c4", "curve": "#c0540a", "fineTuned": "#14804a", "other": "#8a93a0",
            "removed": "#7b8490", "positive": "#1f6fc9", "negative": "#d9660f",
        },
    })
}

pub fn device(frame: &Frame, ratio: f64, x: f64, y: f64) -> BackendCoord {
    let (x, y) = frame.to_pixel(x, y);
    ((x * ratio).round() as i32, (y * ratio).round() as i32)
}

pub fn paths(shapes: &[Shape], colour: (u8, u8, u8)) -> Vec<Vec<BackendCoord>> {
    let mine = |shape: &Shape| match shape {
        Shape::Path(points, _, c) if *c == colour => Some(points.clone()),
        _ => None,
    };
    shapes.iter().filter_map(mine).collect()
}

/// Nothing leaves the canvas; strokes and discs' centres stay in the plot.
pub fn nothing_outside(frame: &Frame, ratio: f64, size: (u32, u32), shapes: &[Shape]) {
    let [left, top, width, height] = frame.plot().map(|css| css * ratio);
    let in_plot = |&(x, y): &BackendCoord| {
        let (x, y) = (f64::from(x), f64::from(y));
        assert!(
            x >= left - 0.5 && x <= left + width + 0.5,
            "{x} outside {left} + {width}"
        );
        assert!(
            y >= top - 0.5 && y <= top + height + 0.5,
            "{y} outside {top} + {height}"
        );
    };
    let (wide, high) = (size.0 as i32, size.1 as i32);
    for shape in shapes {
        match shape {
            Shape::Rect(a, b, _) => {
                assert!(
                    a.0 >= 0 && a.1 >= 0 && b.0 <= wide && b.1 <= high,
                    "{shape:?}"
                );
            }
            Shape::Path(points, ..) | Shape::Filled(points, _) => {
                points.iter().for_each(in_plot);
            }
            Shape::Disc(centre, ..) => in_plot(centre),
            Shape::Text(text, [x0, y0, x1, y1]) => {
                let fits = *x0 >= 0.0 && *y0 >= 0.0 && *x1 <= wide.into() && *y1 <= high.into();
                assert!(fits, "{text:?} is cut off: {shape:?} on {wide} x {high}");
            }
        }
    }
}

pub fn texts_apart(shapes: &[Shape]) {
    let texts: Vec<_> = shapes
        .iter()
        .filter_map(|s| {
            if let Shape::Text(t, b) = s {
                Some((t, b))
            } else {
                None
            }
        })
        .collect();
    for (i, (a, p)) in texts.iter().enumerate() {
        for (b, q) in texts.iter().skip(i + 1) {
            let meet = p[0] < q[2] && q[0] < p[2] && p[1] < q[3] && q[1] < p[3];
            assert!(!meet, "{a:?} covers {b:?}");
        }
    }
}
