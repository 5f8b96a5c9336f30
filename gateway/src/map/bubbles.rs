//! Bubbles: larger with more participants, moved apart where they would hide each other.

/// A circle on the drawing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bubble {
    /// Across.
    pub x: f64,
    /// Down.
    pub y: f64,
    /// Its radius.
    pub radius: f64,
}

use std::collections::BTreeMap;

/// The turn after which points on a spiral lie evenly, in radians.
const GOLDEN_ANGLE: f64 = 2.399_963;
/// How far a bubble may overlap another, as a part of both radii.
const OVERLAP: f64 = 0.25;
/// How often bubbles are moved.
const ROUNDS: usize = 60;
/// How far from its place a bubble may be moved, in its radii.
const DRIFT_MAX: f64 = 3.0;
/// More bubbles than this are left where they are: moving them apart would tell nothing any more.
const EASED_MAX: usize = 1_500;

/// The radius for so many participants: its area grows with their number.
#[expect(clippy::cast_precision_loss, reason = "a size on a drawing")]
pub fn radius(participants: usize) -> f64 {
    0.7 * (participants as f64).sqrt() + 1.8
}

/// The same bubbles with less overlap, none far from its place. The same input gives the same
/// output: bubbles in one place part in directions that follow from their order.
pub fn eased(places: &[Bubble]) -> Vec<Bubble> {
    if places.len() > EASED_MAX {
        return places.to_vec();
    }
    let mut bubbles = spread(places);
    for _ in 0..ROUNDS {
        let mut moved = false;
        for first in 0..bubbles.len() {
            for second in first + 1..bubbles.len() {
                moved |= part(&mut bubbles, first, second);
            }
        }
        for (bubble, place) in bubbles.iter_mut().zip(places) {
            keep_near(bubble, place);
        }
        if !moved {
            break;
        }
    }
    bubbles
}

/// Bubbles of one place on a spiral around it, from which they part evenly.
#[expect(clippy::cast_precision_loss, reason = "a place on a drawing")]
fn spread(places: &[Bubble]) -> Vec<Bubble> {
    let mut here: BTreeMap<(i64, i64), usize> = BTreeMap::new();
    let on_spiral = |bubble: &Bubble| {
        let known = here.entry(spot(bubble)).or_default();
        let turn = *known as f64;
        *known += 1;
        let (angle, far) = (turn * GOLDEN_ANGLE, bubble.radius * turn.sqrt());
        Bubble { x: bubble.x + far * angle.cos(), y: bubble.y + far * angle.sin(), ..*bubble }
    };
    places.iter().map(on_spiral).collect()
}

/// Places closer than a tenth of a unit are one.
#[expect(clippy::cast_possible_truncation, reason = "a place on a drawing")]
fn spot(bubble: &Bubble) -> (i64, i64) {
    ((bubble.x * 10.0).round() as i64, (bubble.y * 10.0).round() as i64)
}

/// Moves two bubbles apart where they overlap too much.
fn part(bubbles: &mut [Bubble], first: usize, second: usize) -> bool {
    let (a, b) = (bubbles[first], bubbles[second]);
    let wanted = (a.radius + b.radius) * (1.0 - OVERLAP);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    if dx.abs() >= wanted || dy.abs() >= wanted {
        return false;
    }
    let distance = dx.hypot(dy);
    if distance >= wanted {
        return false;
    }
    if distance < 1e-6 {
        return false;
    }
    let (ux, uy) = (dx / distance, dy / distance);
    let push = (wanted - distance) / 2.0;
    bubbles[first].x -= ux * push;
    bubbles[first].y -= uy * push;
    bubbles[second].x += ux * push;
    bubbles[second].y += uy * push;
    true
}

fn keep_near(bubble: &mut Bubble, place: &Bubble) {
    let (dx, dy) = (bubble.x - place.x, bubble.y - place.y);
    let (distance, limit) = (dx.hypot(dy), place.radius * DRIFT_MAX);
    if distance > limit {
        bubble.x = place.x + dx / distance * limit;
        bubble.y = place.y + dy / distance * limit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64, y: f64) -> Bubble {
        Bubble { x, y, radius: radius(30) }
    }

    #[test]
    fn bubbles_in_one_place_part_and_stay_near_it() {
        let places = [at(10.0, 10.0); 6];
        let eased = eased(&places);
        for (index, one) in eased.iter().enumerate() {
            let off = (one.x - 10.0).hypot(one.y - 10.0);
            assert!(off <= places[index].radius * DRIFT_MAX + 1e-9, "{off}");
            for other in &eased[index + 1..] {
                assert!((one.x - other.x).hypot(one.y - other.y) > one.radius, "{eased:?}");
            }
        }
    }

    #[test]
    fn bubbles_apart_stay_where_they_are() {
        let places = [at(0.0, 0.0), at(100.0, 0.0)];
        assert_eq!(eased(&places), places);
    }

    #[test]
    fn a_bubble_s_area_grows_with_its_participants() {
        let (few, many) = (radius(25) - 1.8, radius(100) - 1.8);
        assert!((many / few - 2.0).abs() < 1e-9);
    }
}
