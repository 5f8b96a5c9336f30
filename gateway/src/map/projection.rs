//! Albers' conic equal-area projection, as d3-geo makes it (`geoConicEqualArea`, centre 0, 0).

use serde::Deserialize;

/// The projection with its numbers, as they stand beside the shapes.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Projection {
    parallels: (f64, f64),
    rotate: (f64, f64),
    scale: f64,
    translate: (f64, f64),
}

impl Projection {
    /// Where a place is on the drawing: across and down, from degrees east and north.
    pub(super) fn project(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let sine = self.parallels.0.to_radians().sin();
        let cone = f64::midpoint(sine, self.parallels.1.to_radians().sin());
        let constant = 1.0 + sine * (2.0 * cone - sine);
        let radius_at =
            |sine: f64| (constant - 2.0 * cone * sine).max(0.0).sqrt() / cone * self.scale;
        let angle = turned(longitude + self.rotate.0).to_radians() * cone;
        let radius = radius_at(latitude.to_radians().sin());
        let (left, top) = self.translate;
        (left + radius * angle.sin(), top - (radius_at(0.0) - radius * angle.cos()))
    }
}

/// An angle between −180° and 180°.
fn turned(degrees: f64) -> f64 {
    if degrees > 180.0 {
        degrees - 360.0
    } else if degrees < -180.0 {
        degrees + 360.0
    } else {
        degrees
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Proof {
        #[serde(flatten)]
        projection: Projection,
        points: Vec<Capital>,
    }

    #[derive(Deserialize)]
    struct Capital {
        lon: f64,
        lat: f64,
        xy: (f64, f64),
    }

    #[test]
    fn every_capital_is_where_d3_geo_puts_it() {
        let proof: Proof =
            serde_json::from_str(include_str!("../../map/projection-test.json")).expect("JSON");
        assert_eq!(proof.points.len(), 83);
        for capital in proof.points {
            let (x, y) = proof.projection.project(capital.lon, capital.lat);
            let off = (x - capital.xy.0).hypot(y - capital.xy.1);
            assert!(off < 0.001, "{} {} is {off} off", capital.lon, capital.lat);
        }
    }
}
