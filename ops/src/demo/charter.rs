//! The one document of the demonstration: a page of PDF that says that it is invented.

use std::fmt::Write as _;

/// What stands on the page; Latin letters alone, for which every reader has a typeface.
const WORDS: &str =
    "BT /F1 18 Tf 72 720 Td (Founding agreement of an invented cluster, demonstration) Tj ET";

/// The document. The same build makes the same bytes.
pub(super) fn charter() -> Vec<u8> {
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F1 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{WORDS}\nendstream", WORDS.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let (mut pdf, mut places) = ("%PDF-1.4\n".to_owned(), String::new());
    for (number, object) in (1..).zip(&objects) {
        // Writing into a string can't fail.
        let _ = writeln!(places, "{:010} 00000 n ", pdf.len());
        let _ = write!(pdf, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (count, table) = (objects.len() + 1, pdf.len());
    let _ = write!(
        pdf,
        "xref\n0 {count}\n0000000000 65535 f \n{places}\
         trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"
    );
    pdf.into_bytes()
}

#[cfg(test)]
mod tests {
    use registry_events::document::{DocumentRef, MediaType};

    use super::*;

    #[test]
    fn it_is_a_small_pdf_whose_table_names_where_each_object_stands() {
        let pdf = charter();
        let document = DocumentRef::of(&pdf).expect("a document");
        assert_eq!((document.media_type, pdf.len() < 1_000), (MediaType::Pdf, true));
        let text = String::from_utf8(pdf).expect("text");
        let rows = text.lines().filter_map(|row| row.strip_suffix(" 00000 n "));
        for (number, place) in (1..).zip(rows) {
            let place: usize = place.parse().expect("a place");
            assert!(text[place..].starts_with(&format!("{number} 0 obj")), "{number}");
        }
    }
}
