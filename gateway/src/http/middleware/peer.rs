//! The address a request comes from. A forwarded address is believed from a configured proxy only.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};

/// The caller's address; none where there is no connection, as in tests.
pub(in crate::http) fn address(
    headers: &HeaderMap,
    extensions: &Extensions,
    proxies: &[IpAddr],
) -> Option<IpAddr> {
    let ConnectInfo(peer) = extensions.get::<ConnectInfo<SocketAddr>>()?;
    Some(behind(peer.ip().to_canonical(), headers, proxies))
}

/// The last address of `X-Forwarded-For` that is no proxy of ours; those before it anybody can write.
fn behind(peer: IpAddr, headers: &HeaderMap, proxies: &[IpAddr]) -> IpAddr {
    let mut address = peer;
    for header in headers.get_all("x-forwarded-for").into_iter().rev() {
        for given in header.to_str().unwrap_or_default().rsplit(',') {
            if !proxies.contains(&address) {
                return address;
            }
            let Ok(given) = given.trim().parse::<IpAddr>() else { return address };
            address = given.to_canonical();
        }
    }
    address
}

/// What counts as one caller: an IPv4 address, or an IPv6 network of /64, which one household has.
pub(in crate::http) fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn forwarded(text: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(
            "x-forwarded-for".parse().expect("a name"),
            HeaderValue::from_static(text),
        )])
    }

    #[test]
    fn only_a_configured_proxy_is_believed() {
        let headers = forwarded("6.6.6.6, 192.0.2.7, 10.0.0.2");
        let proxies = [ip("10.0.0.1"), ip("10.0.0.2")];
        assert_eq!(behind(ip("10.0.0.1"), &headers, &proxies), ip("192.0.2.7"));
        assert_eq!(behind(ip("198.51.100.1"), &headers, &proxies), ip("198.51.100.1"));
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one_caller() {
        assert_eq!(network(ip("2001:db8:1:2:3::4")), network(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(network(ip("2001:db8:1:2::1")), network(ip("2001:db8:1:3::1")));
    }
}
