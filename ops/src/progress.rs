//! Progress on stderr, where it is a terminal; plain, so that it reads the same without colour.

use indicatif::{ProgressBar, ProgressStyle};

/// A bar over a known number of things; it goes when it is dropped.
pub struct Bar(ProgressBar);

impl Bar {
    /// A bar that says what is being done.
    pub fn new(doing: &'static str) -> Self {
        let bar = ProgressBar::new(0).with_message(doing);
        if let Ok(style) = ProgressStyle::with_template("{msg} [{bar:40}] {human_pos}/{human_len}")
        {
            bar.set_style(style.progress_chars("=> "));
        }
        Self(bar)
    }

    /// Shows how far it is.
    pub fn show(&self, done: u64, of: u64) {
        self.0.set_length(of);
        self.0.set_position(done);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
