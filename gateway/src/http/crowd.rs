//! How many connections each address has open, so that no one address takes every place.
//!
//! A trusted proxy isn't counted: through it many come, and it bounds them itself.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::middleware::network;

/// The connections that are open, by address.
pub(super) struct Crowd {
    each_max: usize,
    proxies: Vec<IpAddr>,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// The place of one connection among those of its address; given back when dropped.
pub(super) struct OfAddress {
    counted: Option<IpAddr>,
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Crowd {
    pub(super) fn new(each_max: usize, proxies: &[IpAddr]) -> Self {
        Self { each_max, proxies: proxies.to_vec(), open: Arc::default() }
    }

    /// A place for one more connection of an address; none when it has as many as it may.
    pub(super) fn admit(&self, address: IpAddr) -> Option<OfAddress> {
        let address = address.to_canonical();
        let open = Arc::clone(&self.open);
        if self.proxies.contains(&address) {
            return Some(OfAddress { counted: None, open });
        }
        let network = network(address);
        let mut counts = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.get(&network).copied().unwrap_or_default();
        if count >= self.each_max {
            return None;
        }
        counts.insert(network, count + 1);
        Some(OfAddress { counted: Some(network), open })
    }
}

impl Drop for OfAddress {
    fn drop(&mut self) {
        let Some(network) = self.counted else { return };
        let mut counts = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        match counts.get_mut(&network) {
            Some(count) if *count > 1 => *count -= 1,
            // The last one: who has nothing open isn't remembered.
            _ => drop(counts.remove(&network)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn an_address_has_as_many_connections_as_it_may_and_a_closed_one_makes_room() {
        let crowd = Crowd::new(2, &[]);
        let first = crowd.admit(ip("192.0.2.1"));
        let second = crowd.admit(ip("192.0.2.1"));
        assert!(first.is_some() && second.is_some());
        assert!(crowd.admit(ip("::ffff:192.0.2.1")).is_none());
        assert!(crowd.admit(ip("192.0.2.2")).is_some());
        drop(first);
        let third = crowd.admit(ip("192.0.2.1"));
        assert!(third.is_some() && crowd.admit(ip("192.0.2.1")).is_none());
        drop((second, third));
        assert!(crowd.open.lock().expect("nobody panicked").is_empty());
    }

    #[test]
    fn a_trusted_proxy_is_not_counted() {
        let crowd = Crowd::new(1, &[ip("10.0.0.1")]);
        let all: Vec<_> = (0..5).map(|_| crowd.admit(ip("10.0.0.1"))).collect();
        assert!(all.iter().all(Option::is_some));
    }
}
