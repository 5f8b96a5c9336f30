//! Rendered bytes, kept per resource, language and format until a position changes them; bounded.
//!
//! Two generations: what is used moves to the young one, and the old one is dropped when the young
//! one holds half of what is allowed.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use registry_events::ids::Position;

use super::tag::Tag;

/// Bytes kept under a resource's name and format, each with the tag they were rendered for.
pub struct Kept {
    generation_bytes_max: usize,
    generations: Mutex<Generations>,
}

#[derive(Default)]
struct Generations {
    young: HashMap<Key, Rendered>,
    old: HashMap<Key, Rendered>,
    young_bytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    resource: String,
    language: &'static str,
    format: &'static str,
}

#[derive(Clone)]
struct Rendered {
    tag: Tag,
    bytes: Bytes,
    /// The views' position at which the tag was last found to be right.
    right_at: Option<Position>,
}

impl Kept {
    /// A cache of at most so many bytes.
    pub fn new(bytes_max: usize) -> Self {
        Self { generation_bytes_max: bytes_max / 2, generations: Mutex::default() }
    }

    /// The bytes rendered for this very tag, else those that `make` renders now.
    ///
    /// # Errors
    /// What `make` refuses; a refusal is not kept.
    pub fn get_or_make<E>(
        &self,
        resource: &str,
        tag: &Tag,
        format: &'static str,
        make: impl FnOnce() -> Result<Bytes, E>,
    ) -> Result<Bytes, E> {
        let key = Key { resource: resource.into(), language: tag.language(), format };
        if let Some(bytes) = self.find(&key, tag) {
            return Ok(bytes);
        }
        let bytes = make()?;
        self.keep(key, Rendered { tag: tag.clone(), bytes: bytes.clone(), right_at: None });
        Ok(bytes)
    }

    /// The bytes rendered for this very tag.
    pub fn get(&self, resource: &str, tag: &Tag, format: &'static str) -> Option<Bytes> {
        self.find(&Key { resource: resource.into(), language: tag.language(), format }, tag)
    }

    /// Keeps bytes that were rendered for a tag.
    pub fn put(&self, resource: &str, tag: &Tag, format: &'static str, bytes: Bytes) {
        let key = Key { resource: resource.into(), language: tag.language(), format };
        self.keep(key, Rendered { tag: tag.clone(), bytes, right_at: None });
    }

    /// Bytes with their tag that were found right at this very position of the views: nothing can
    /// have changed since, so what they depend on needn't be looked at again.
    pub fn right_at(
        &self,
        resource: &str,
        language: &'static str,
        format: &'static str,
        position: Position,
    ) -> Option<(Tag, Bytes)> {
        let key = Key { resource: resource.into(), language, format };
        let generations = self.lock();
        let rendered = generations.young.get(&key)?;
        let right = rendered.right_at == Some(position);
        right.then(|| (rendered.tag.clone(), rendered.bytes.clone()))
    }

    /// Notes that bytes with this tag are right at a position of the views.
    pub fn note_right_at(&self, resource: &str, tag: &Tag, format: &'static str, at: Position) {
        let key = Key { resource: resource.into(), language: tag.language(), format };
        if let Some(rendered) = self.lock().young.get_mut(&key).filter(|kept| kept.tag == *tag) {
            rendered.right_at = Some(at);
        }
    }

    fn find(&self, key: &Key, tag: &Tag) -> Option<Bytes> {
        let mut generations = self.lock();
        if let Some(rendered) = generations.young.get(key) {
            return (rendered.tag == *tag).then(|| rendered.bytes.clone());
        }
        let rendered = generations.old.remove(key).filter(|rendered| rendered.tag == *tag)?;
        let bytes = rendered.bytes.clone();
        generations.insert(key.clone(), rendered, self.generation_bytes_max);
        Some(bytes)
    }

    fn keep(&self, key: Key, rendered: Rendered) {
        if rendered.bytes.len() <= self.generation_bytes_max {
            self.lock().insert(key, rendered, self.generation_bytes_max);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Generations> {
        self.generations.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Generations {
    fn insert(&mut self, key: Key, rendered: Rendered, bytes_max: usize) {
        if self.young_bytes + rendered.bytes.len() > bytes_max {
            self.old = std::mem::take(&mut self.young);
            self.young_bytes = 0;
        }
        self.young_bytes += rendered.bytes.len();
        if let Some(replaced) = self.young.insert(key, rendered) {
            self.young_bytes -= replaced.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use registry_events::value::Language;

    use super::*;

    fn tag(position: u64) -> Tag {
        Tag::new(Some(Position(position)), Language::Ru)
    }

    #[test]
    fn bytes_are_made_once_until_the_position_moves() {
        let kept = Kept::new(1000);
        let mut made = 0;
        for position in [1, 1, 1, 2, 2] {
            let bytes = kept.get_or_make("card", &tag(position), "json", || {
                made += 1;
                Ok::<_, Infallible>(Bytes::from(position.to_string()))
            });
            assert_eq!(bytes, Ok(Bytes::from(position.to_string())));
        }
        assert_eq!(made, 2);
    }

    #[test]
    fn no_more_is_kept_than_is_allowed() {
        let kept = Kept::new(100);
        for resource in 0..100 {
            let made = || Ok::<_, Infallible>(Bytes::from_static(&[0; 10]));
            let _ = kept.get_or_make(&resource.to_string(), &tag(1), "json", made);
        }
        let generations = kept.lock();
        assert!(generations.young.len() + generations.old.len() <= 10);
    }
}
