//! What the texts of a transparency log share: base64 and decimal numbers, each written one way.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;

/// Standard base64 with padding.
pub(super) fn to_base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

/// Reads standard base64; padding and spare bits must be as an encoder writes them.
pub(super) fn from_base64(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

/// Reads a number that is written without a sign and without leading zeros.
pub(super) fn from_decimal(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let plain = text == "0" || !text.starts_with('0');
    if digits && plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_one_way() {
        assert_eq!(from_decimal("0"), Some(0));
        assert_eq!(from_decimal("18446744073709551615"), Some(u64::MAX));
        for refused in ["", "+1", "-1", "00", "01", " 1", "1 ", "0x1", "18446744073709551616", "١"]
        {
            assert_eq!(from_decimal(refused), None, "{refused}");
        }
    }

    #[test]
    fn base64_is_written_one_way() {
        assert_eq!(from_base64("AQI="), Some(vec![1, 2]));
        for refused in ["AQI", "AQJ=", "AQI==", "AQ I=", "AQI=\n", "A_I=", "="] {
            assert_eq!(from_base64(refused), None, "{refused}");
        }
    }
}
