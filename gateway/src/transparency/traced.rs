//! The note of how far a log was signed, kept up while it is.

use std::io;
use std::sync::{Mutex, PoisonError};

use registry_events::transparency::note::VerifierKey;
use registry_events::transparency::tree::TreeHead;

use crate::private::{PrivateError, SigningTrace, TracePlace};

/// Where it is noted how far a log was signed, and what is noted; nowhere for a log that stands alone.
#[derive(Debug, Default)]
pub struct Traced {
    place: Option<TracePlace>,
    noted: Mutex<Option<SigningTrace>>,
}

impl Traced {
    /// What is noted at a place.
    ///
    /// # Errors
    /// [`PrivateError`].
    pub fn at(place: Option<TracePlace>) -> Result<Self, PrivateError> {
        let noted = place.as_ref().map(TracePlace::read).transpose()?.flatten();
        Ok(Self { place, noted: Mutex::new(noted) })
    }

    /// What is noted.
    pub fn noted(&self) -> Option<SigningTrace> {
        self.noted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Notes that a log is signed; when this returns it is durable.
    ///
    /// # Errors
    /// When that isn't sure.
    pub fn note(&self, key: &VerifierKey, head: TreeHead) -> io::Result<()> {
        let Some(place) = &self.place else { return Ok(()) };
        let trace = SigningTrace { key: key.to_string(), head };
        let mut noted = self.noted.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.as_ref() != Some(&trace) {
            place.write(&trace).map_err(io::Error::other)?;
            *noted = Some(trace);
        }
        Ok(())
    }
}
