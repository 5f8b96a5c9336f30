//! Answers as files: CSV, XLSX, JSON Lines, `GeoJSON`.

use axum::body::Bytes;
use axum::http::HeaderValue;
use axum::http::header::CONTENT_DISPOSITION;
use axum::response::Response;
use registry_events::ids::Position;
use serde::Serialize;

use crate::http::{Problem, Reading};
use crate::read::table::{Table, to_xlsx};

/// The media type of CSV.
pub const CSV: &str = "text/csv; charset=utf-8";
/// The media type of XLSX.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// The media type of JSON Lines.
pub const JSONL: &str = "application/jsonl";

/// A file of a list or of figures that shows events up to a position.
pub struct File<'f> {
    /// What is seen.
    pub reading: &'f Reading,
    /// The position.
    pub shown: Option<Position>,
    /// The name without extension.
    pub name: &'static str,
}

impl File<'_> {
    /// A table as CSV.
    ///
    /// # Errors
    /// A fault.
    pub fn csv(&self, table: &Table) -> Result<Response, Problem> {
        let bytes = table.to_csv().map_err(|error| Problem::fault(&error))?;
        Ok(self.answer(CSV, "csv", bytes))
    }

    /// Tables as a workbook.
    ///
    /// # Errors
    /// A fault.
    pub fn xlsx(&self, tables: &[Table]) -> Result<Response, Problem> {
        let bytes = to_xlsx(tables).map_err(|error| Problem::fault(&error))?;
        Ok(self.answer(XLSX, "xlsx", bytes))
    }

    /// An object per line.
    ///
    /// # Errors
    /// A fault.
    pub fn jsonl<T: Serialize>(&self, lines: &[T]) -> Result<Response, Problem> {
        let mut bytes = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut bytes, line).map_err(|error| Problem::fault(&error))?;
            bytes.push(b'\n');
        }
        Ok(self.answer(JSONL, "jsonl", bytes))
    }

    /// A document as JSON of some kind.
    ///
    /// # Errors
    /// A fault.
    pub fn json<T: Serialize>(
        &self,
        media_type: &'static str,
        extension: &str,
        document: &T,
    ) -> Result<Response, Problem> {
        let bytes = sonic_rs::to_vec(document).map_err(|error| Problem::fault(&error))?;
        Ok(self.answer(media_type, extension, bytes))
    }

    fn answer(&self, media_type: &'static str, extension: &str, bytes: Vec<u8>) -> Response {
        let tag = self.reading.tag(self.shown);
        let mut response = self.reading.bytes(&tag, media_type, Bytes::from(bytes));
        let disposition = format!("attachment; filename=\"{}.{extension}\"", self.name);
        if let Ok(disposition) = HeaderValue::try_from(disposition) {
            response.headers_mut().insert(CONTENT_DISPOSITION, disposition);
        }
        mark_demonstration(&mut response, self.reading);
        response
    }
}

/// Says in a header whether the data are invented, where the body can't or needn't.
pub fn mark_demonstration(response: &mut Response, reading: &Reading) {
    let demonstration = reading.views.editions().is_demonstration();
    let said = HeaderValue::from_static(if demonstration { "true" } else { "false" });
    response.headers_mut().insert("registry-demonstration", said);
}
