//! The eight leaves with which implementations of Certificate Transparency test their trees
//! (`certificate-transparency`, `merkletree/merkle_tree_test.cc`), and where proofs must fail.

use super::*;

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// Of a leaf in a tree of a size.
const PATHS: [(u64, u64, &[&str]); 5] = [
    (0, 1, &[]),
    (
        0,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        5,
        8,
        &[
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (2, 3, &["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]),
    (
        1,
        5,
        &[
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

/// From an older size to a newer one.
const CONTINUATIONS: [(u64, u64, &[&str]); 4] = [
    (1, 1, &[]),
    (
        1,
        8,
        &[
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ],
    ),
    (
        6,
        8,
        &[
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ],
    ),
    (
        2,
        5,
        &[
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ],
    ),
];

fn bytes(hex: &str) -> Vec<u8> {
    let digit = |at| u8::from_str_radix(&hex[at..at + 2], 16).expect("hexadecimal");
    (0..hex.len()).step_by(2).map(digit).collect()
}

fn hash(hex: &str) -> TreeHash {
    TreeHash(bytes(hex).try_into().expect("32 bytes"))
}

fn hashes(hex: &[&str]) -> Vec<TreeHash> {
    hex.iter().map(|one| hash(one)).collect()
}

fn tree() -> Tree {
    let mut tree = Tree::new();
    for leaf in LEAVES {
        tree.push(leaf_hash(&bytes(leaf)));
    }
    tree
}

fn head(size: u64) -> TreeHead {
    tree().head_at(size).expect("a size that the tree had")
}

#[test]
fn roots_are_those_of_certificate_transparency() {
    let mut tree = Tree::new();
    assert_eq!(tree.head(), TreeHead::empty());
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(TreeHash::empty(), hash(empty));
    for (leaf, root) in LEAVES.iter().zip(ROOTS) {
        tree.push(leaf_hash(&bytes(leaf)));
        assert_eq!(tree.head().root, hash(root));
    }
    for (size, root) in (1..).zip(ROOTS) {
        assert_eq!(tree.head_at(size), Some(TreeHead { size, root: hash(root) }));
    }
    assert_eq!(tree.head_at(0), Some(TreeHead::empty()));
    assert_eq!(tree.head_at(9), None);
}

#[test]
fn paths_are_those_of_certificate_transparency() {
    for (index, size, path) in PATHS {
        assert_eq!(tree().inclusion(index, size), Ok(hashes(path)), "{index} in {size}");
        let leaf = tree().leaf(index).expect("a leaf");
        assert_eq!(verify_inclusion(leaf, index, &head(size), &hashes(path)), Ok(()));
    }
}

#[test]
fn continuations_are_those_of_certificate_transparency() {
    for (old, new, proof) in CONTINUATIONS {
        assert_eq!(tree().consistency(old, new), Ok(hashes(proof)), "{old} to {new}");
        assert_eq!(verify_consistency(&head(old), &head(new), &hashes(proof)), Ok(()));
    }
}

#[test]
fn what_the_tree_does_not_have_is_not_proved() {
    let tree = tree();
    assert_eq!(tree.inclusion(8, 8), Err(TreeError::NoLeaf { index: 8, size: 8 }));
    assert_eq!(tree.inclusion(0, 0), Err(TreeError::NoLeaf { index: 0, size: 0 }));
    assert_eq!(tree.inclusion(0, 9), Err(TreeError::NoSize { size: 9, current: 8 }));
    assert_eq!(tree.consistency(1, 9), Err(TreeError::NoSize { size: 9, current: 8 }));
    assert_eq!(tree.consistency(5, 4), Err(TreeError::NoSize { size: 5, current: 4 }));
    assert_eq!(tree.consistency(0, 8), Ok(vec![]));
    assert_eq!(tree.leaf(8), None);
}

#[test]
fn a_proof_of_another_place_size_or_length_shows_nothing() {
    let tree = tree();
    for size in 1..=8 {
        for index in 0..size {
            let leaf = tree.leaf(index).expect("a leaf");
            let path = tree.inclusion(index, size).expect("a path");
            assert_eq!(verify_inclusion(leaf, index, &head(size), &path), Ok(()));
            for other in (0..9).filter(|other| *other != index) {
                assert!(verify_inclusion(leaf, other, &head(size), &path).is_err());
            }
            let longer = [path.clone(), vec![leaf]].concat();
            let length = Err(ProofError::Length(longer.len()));
            assert_eq!(verify_inclusion(leaf, index, &head(size), &longer), length);
            if let Some((_, shorter)) = path.split_last() {
                assert!(verify_inclusion(leaf, index, &head(size), shorter).is_err());
            }
        }
    }
}

#[test]
fn a_continuation_of_other_trees_or_lengths_shows_nothing() {
    for new in 0..=8 {
        for old in 0..=new {
            let proof = tree().consistency(old, new).expect("a proof");
            let check = |old: TreeHead, hashes: &[_]| verify_consistency(&old, &head(new), hashes);
            assert_eq!(check(head(old), &proof), Ok(()), "{old} to {new}");
            let longer = [proof.clone(), vec![leaf_hash(b"")]].concat();
            assert_eq!(check(head(old), &longer), Err(ProofError::Length(longer.len())));
            if let Some((_, shorter)) = proof.split_last() {
                assert!(check(head(old), shorter).is_err());
            }
            let forked = TreeHead { size: old, root: leaf_hash(b"forked") };
            assert!(check(forked, &proof).is_err(), "{old} to {new}");
        }
    }
    let shrunk = Err(ProofError::Shrunk { old: 3, new: 2 });
    assert_eq!(verify_consistency(&head(3), &head(2), &[]), shrunk);
}

#[test]
fn tiles_are_rows_cut_at_every_256th_hash() {
    let mut tree = Tree::new();
    for number in 0..70_000_u32 {
        tree.push(leaf_hash(&number.to_be_bytes()));
    }
    // The example of `tlog-tiles`: 273 and a part of 112, one and a part of 17, a part of one.
    for (level, index, width) in
        [(0, 272, None), (0, 273, Some(112)), (1, 0, None), (1, 1, Some(17)), (2, 0, Some(1))]
    {
        let hashes = width.map_or(TILE_WIDTH, usize::from);
        assert_eq!(tree.tile(level, index, width).map(<[_]>::len), Some(hashes));
    }
    for (level, index, width) in [
        (0, 273, None),
        (0, 273, Some(113)),
        (0, 274, Some(1)),
        (1, 1, Some(18)),
        (2, 0, Some(2)),
        (2, 0, Some(0)),
        (3, 0, Some(1)),
        (63, u64::MAX, None),
    ] {
        assert_eq!(tree.tile(level, index, width), None, "{level} {index} {width:?}");
    }
    let first = tree.tile(1, 0, Some(1)).expect("a tile");
    assert_eq!(first, [tree.head_at(256).expect("a head").root]);
}

#[test]
fn a_hash_is_written_in_base64_one_way() {
    let text = TreeHash::empty().to_string();
    assert_eq!(text, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_eq!(text.parse(), Ok(TreeHash::empty()));
    for refused in [
        "",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=",
        "47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU=",
        "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFVV",
    ] {
        assert_eq!(refused.parse::<TreeHash>(), Err(InvalidTreeHash), "{refused}");
    }
}
