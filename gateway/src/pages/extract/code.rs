//! The square code of an address, as rectangles on a sheet.

use krilla::geom::{Path, PathBuilder, Rect};
use qrcodegen::{QrCode, QrCodeEcc};

/// Light modules around the code, which readers need.
const QUIET: i32 = 4;

/// The dark modules of a text's code as a path, within a square at a place; none for a text that is
/// too long for any code.
pub(super) fn path(text: &str, (left, top): (f32, f32), side: f32) -> Option<Path> {
    let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
    let modules = u8::try_from(code.size() + 2 * QUIET).ok()?;
    let module = side / f32::from(modules);
    let mut path = PathBuilder::new();
    for (x, y) in dark(&code) {
        let at = |origin: f32, place: u8| f32::from(place).mul_add(module, origin);
        path.push_rect(Rect::from_xywh(at(left, x), at(top, y), module, module)?);
    }
    path.finish()
}

/// Places of dark modules, counted from the edge of the light border.
fn dark(code: &QrCode) -> impl Iterator<Item = (u8, u8)> {
    let side = 0..code.size();
    let places = side.clone().flat_map(move |y| side.clone().map(move |x| (x, y)));
    places
        .filter(|(x, y)| code.get_module(*x, *y))
        .filter_map(|(x, y)| Some((u8::try_from(x + QUIET).ok()?, u8::try_from(y + QUIET).ok()?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_of_codes_finds_the_address() {
        let address =
            "https://clusters.example/verify/CR-18446744073709551615-44136fa355b3-0badc0de";
        let code = QrCode::encode_text(address, QrCodeEcc::Medium).expect("a code");
        let dark: Vec<_> = dark(&code).collect();
        let dots = 4;
        let side = usize::try_from(code.size() + 2 * QUIET).expect("small") * dots;
        let shade = |x: usize, y: usize| {
            let module = (u8::try_from(x / dots), u8::try_from(y / dots));
            let place = (module.0.expect("small"), module.1.expect("small"));
            if dark.contains(&place) { 0 } else { 255 }
        };
        let mut seen = rqrr::PreparedImage::prepare_from_greyscale(side, side, shade);
        let found = seen.detect_grids();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].decode().expect("a text").1, address);
    }
}
