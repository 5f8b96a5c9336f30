//! From where somebody asks, as much of it as helps them to know their own sessions: the network
//! without the last part of its address, the browser and the system by name.

use std::net::IpAddr;

/// From where somebody asks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whereabouts {
    /// The network that counts as one caller; none where there is no connection, as in tests.
    pub network: Option<IpAddr>,
    /// The network in words.
    pub address: String,
    /// The browser and its system.
    pub agent: String,
    /// What the browser holds of an account that signed in there before.
    pub device: Option<String>,
}

/// Browsers by what they call themselves; who pretends to be another one stands before it.
const BROWSERS: [(&str, &str); 7] = [
    ("YaBrowser", "Яндекс Браузер"),
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];
/// Systems likewise.
const SYSTEMS: [(&str, &str); 6] = [
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
];

impl Whereabouts {
    /// What is kept of an address and of how a browser calls itself.
    pub fn of(network: Option<IpAddr>, agent: &str) -> Self {
        let address = network.map(shortened).unwrap_or_default();
        let known = |names: &[(&str, &'static str)]| {
            names.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name)
        };
        let parts = [known(&BROWSERS), known(&SYSTEMS)];
        let agent = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Self { network, address, agent, device: None }
    }
}

/// A network of 256 addresses, of IPv6 one of a provider's customer.
fn shortened(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.*")
        }
        IpAddr::V6(address) => {
            let [a, b, c, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:*")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_whole_address_and_no_whole_name_of_a_browser_is_kept() {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let here = Whereabouts::of("192.0.2.77".parse().ok(), agent);
        assert_eq!((here.address.as_str(), here.agent.as_str()), ("192.0.2.*", "Firefox · Linux"));
        let there = Whereabouts::of("2001:db8:1:2::3".parse().ok(), "something else");
        assert_eq!((there.address.as_str(), there.agent.as_str()), ("2001:db8:1:*", ""));
    }
}
