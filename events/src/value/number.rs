//! Years, amounts of money, points on the map; exact, so that folds use no floats.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Code, InvalidValue};

/// A year, 1700 to 2200; the upper bound that means "now" is a rule, not a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Year(i16);

impl Year {
    /// Accepts a year.
    ///
    /// # Errors
    /// `year.out-of-range`.
    pub fn new(given: i64) -> Result<Self, InvalidValue> {
        i16::try_from(given)
            .ok()
            .filter(|year| (1700..=2200).contains(year))
            .map(Self)
            .ok_or_else(|| InvalidValue::new("year.out-of-range"))
    }

    /// The number of the year.
    pub const fn get(self) -> i16 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An amount with its currency, e.g. 1500000.00 RUB.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The amount in whole units of the currency and their fractions.
    pub amount: Decimal,
    /// ISO 4217, three capital letters.
    pub currency: Code,
}

impl Money {
    /// Accepts an amount that isn't negative and a currency code of three capital letters.
    ///
    /// # Errors
    /// `money.negative` or `money.currency`.
    pub fn new(amount: Decimal, currency: &str) -> Result<Self, InvalidValue> {
        if amount.is_sign_negative() && !amount.is_zero() {
            return Err(InvalidValue::new("money.negative"));
        }
        if currency.len() != 3 || !currency.bytes().all(|byte| byte.is_ascii_uppercase()) {
            return Err(InvalidValue::new("money.currency"));
        }
        Ok(Self { amount, currency: Code::parse(currency)? })
    }
}

/// How exact a point is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointPrecision {
    /// The building.
    Exact,
    /// The town or village.
    Locality,
    /// The region's chief town, taken where nothing better was stated.
    RegionCentroid,
}

/// A point on the map in millionths of a degree (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Point {
    /// Latitude, millionths of a degree north.
    pub lat_micro: i32,
    /// Longitude, millionths of a degree east.
    pub lng_micro: i32,
    /// How exact it is.
    pub precision: PointPrecision,
}

impl Point {
    /// Accepts degrees.
    ///
    /// # Errors
    /// `point.out-of-range`.
    pub fn new(
        lat: Decimal,
        lng: Decimal,
        precision: PointPrecision,
    ) -> Result<Self, InvalidValue> {
        Ok(Self { lat_micro: micro(lat, 90)?, lng_micro: micro(lng, 180)?, precision })
    }

    /// Latitude in degrees.
    pub fn lat(&self) -> Decimal {
        Decimal::new(i64::from(self.lat_micro), 6)
    }

    /// Longitude in degrees.
    pub fn lng(&self) -> Decimal {
        Decimal::new(i64::from(self.lng_micro), 6)
    }
}

fn micro(degrees: Decimal, bound: i64) -> Result<i32, InvalidValue> {
    let out_of_range = InvalidValue::new("point.out-of-range");
    if degrees.abs() > Decimal::from(bound) {
        return Err(out_of_range);
    }
    let millionths = (degrees * Decimal::from(1_000_000)).round();
    i32::try_from(millionths).map_err(|_| out_of_range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_keeps_six_places_and_refuses_the_impossible() {
        let degrees = |text: &str| text.parse::<Decimal>().expect("a number");
        let point = Point::new(degrees("56.4977456"), degrees("84.9744"), PointPrecision::Locality);
        assert_eq!(point.map(|p| (p.lat_micro, p.lng_micro)), Ok((56_497_746, 84_974_400)));
        assert!(Point::new(degrees("90.1"), degrees("0"), PointPrecision::Exact).is_err());
    }

    #[test]
    fn money_is_never_negative_and_always_in_a_currency() {
        assert!(Money::new(Decimal::new(100, 2), "RUB").is_ok());
        assert!(Money::new(Decimal::new(-100, 2), "RUB").is_err());
        assert!(Money::new(Decimal::new(100, 2), "руб").is_err());
    }
}
