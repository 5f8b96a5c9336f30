//! Chance that follows from numbers, so that the same build records the same bytes.

use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};
use registry_gateway::clock::Entropy;

/// Chance that follows from the number of a step.
pub struct StepEntropy(Mutex<ChaCha8Rng>);

impl StepEntropy {
    pub(in crate::demo) fn new() -> Self {
        Self(Mutex::new(ChaCha8Rng::seed_from_u64(0)))
    }

    /// Begins anew for what is opened after the play.
    pub(in crate::demo) fn begin_people(&self) {
        self.begin(PEOPLE_SEED);
    }

    pub(super) fn begin(&self, seed: u64) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = ChaCha8Rng::seed_from_u64(seed);
    }
}

impl Entropy for StepEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

/// The seed of what is opened after the play; no step and no aside has it.
const PEOPLE_SEED: u64 = u64::MAX;
