#![no_main]

#[path = "../../src/decoders.rs"]
#[allow(dead_code, reason = "each target asks one of the decoders")]
mod decoders;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| decoders::note(bytes));
