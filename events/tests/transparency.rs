//! The tree, notes and checkpoints beside other implementations: whatever one of them makes, all
//! make alike and believe.

use std::sync::LazyLock;

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use ct_merkle::{ConsistencyProof, InclusionProof, RootHash};
use proptest::prelude::*;
use registry_events::transparency::checkpoint::{Checkpoint, SignedCheckpoint};
use registry_events::transparency::note::{self, Note, SigningKey, VerifierKey};
use registry_events::transparency::tile::{TilePath, hashes_to_bytes};
use registry_events::transparency::tree::{
    Tree, TreeHash, TreeHead, leaf_hash, verify_consistency, verify_inclusion,
};
use sha2::Sha256;
use signed_note::{Note as TheirNote, StandardSigner, StandardVerifier, VerifierList};
use tlog_tiles::{Error, Hash, HashReader, Tile, TileHashReader, TileReader};

/// Beyond the second row of tiles.
const LEAVES: u64 = 66_000;

fn leaf(number: u64) -> Vec<u8> {
    format!("entry {number}").into_bytes()
}

static OURS: LazyLock<Tree> = LazyLock::new(|| {
    let mut tree = Tree::new();
    (0..LEAVES).for_each(|number| tree.push(leaf_hash(&leaf(number))));
    tree
});

static TILES: LazyLock<Stored> = LazyLock::new(|| {
    let mut stored = Stored(Vec::new());
    for number in 0..LEAVES {
        let hashes = tlog_tiles::stored_hashes(number, &leaf(number), &stored).expect("hashes");
        stored.0.extend(hashes);
    }
    stored
});

/// The hashes of `tlog_tiles`, in its order.
struct Stored(Vec<Hash>);

impl HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let at = |index: &u64| self.0[usize::try_from(*index).expect("an index")];
        Ok(indexes.iter().map(at).collect())
    }
}

fn theirs(hashes: &[TreeHash]) -> Vec<Hash> {
    hashes.iter().map(|hash| Hash(hash.0)).collect()
}

fn ours(hashes: &[Hash]) -> Vec<TreeHash> {
    hashes.iter().map(|hash| TreeHash(hash.0)).collect()
}

fn head(size: u64) -> TreeHead {
    OURS.head_at(size).expect("a size of the tree")
}

/// Sizes around those where rows and tiles begin, and any others.
fn size() -> impl Strategy<Value = u64> {
    let edges = [1, 2, 3, 255, 256, 257, 511, 512, 513, 65_535, 65_536, 65_537, LEAVES];
    prop_oneof![1 => prop::sample::select(edges.to_vec()), 1 => 1..600_u64, 1 => 1..=LEAVES]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn heads_and_proofs_are_those_of_tlog_tiles(size in size(), a: u64, b: u64) {
        let (index, old) = (a % size, b % size + 1);
        let root = tlog_tiles::tree_hash(size, &*TILES).expect("a root");
        prop_assert_eq!(head(size).root, TreeHash(root.0));

        let path = OURS.inclusion(index, size).expect("a path");
        let their_path = tlog_tiles::prove_record(size, index, &*TILES).expect("a path");
        prop_assert_eq!(&path, &ours(&their_path));
        let hash = leaf_hash(&leaf(index));
        prop_assert_eq!(verify_inclusion(hash, index, &head(size), &path), Ok(()));
        tlog_tiles::check_record(&theirs(&path), size, root, index, Hash(hash.0)).expect("shown");

        let proof = OURS.consistency(old, size).expect("a proof");
        let their_proof = tlog_tiles::prove_tree(size, old, &*TILES).expect("a proof");
        prop_assert_eq!(&proof, &ours(&their_proof));
        prop_assert_eq!(verify_consistency(&head(old), &head(size), &proof), Ok(()));
        let old_root = Hash(head(old).root.0);
        tlog_tiles::check_tree(&theirs(&proof), size, root, old, old_root).expect("shown");
    }

    #[test]
    fn a_changed_proof_shows_nothing_here_nor_there(
        size in size(), a: u64, at: prop::sample::Index, bit in 0_u8..8,
    ) {
        let index = a % size;
        let mut path = OURS.inclusion(index, size).expect("a path");
        prop_assume!(!path.is_empty());
        let (hash, byte) = (at.index(path.len()), at.index(32));
        path[hash].0[byte] ^= 1 << bit;
        let leaf = leaf_hash(&leaf(index));
        prop_assert!(verify_inclusion(leaf, index, &head(size), &path).is_err());
        let root = Hash(head(size).root.0);
        let there = tlog_tiles::check_record(&theirs(&path), size, root, index, Hash(leaf.0));
        prop_assert!(there.is_err());
    }

    #[test]
    fn verdicts_on_any_sizes_and_lengths_are_those_of_tlog_tiles(
        one in [1..40_u64, 1..40_u64], another in [1..40_u64, 1..40_u64], cut in 0..3_usize,
    ) {
        let sizes = |[a, b]: [u64; 2]| (a.min(b), a.max(b));
        let ((old, new), (from, to)) = (sizes(one), sizes(another));
        let mut proof = OURS.consistency(from, to).expect("a proof");
        proof.truncate(proof.len().saturating_sub(cut));
        let here = verify_consistency(&head(old), &head(new), &proof).is_ok();
        let (new_root, old_root) = (Hash(head(new).root.0), Hash(head(old).root.0));
        let there = tlog_tiles::check_tree(&theirs(&proof), new, new_root, old, old_root).is_ok();
        prop_assert_eq!(here, there);

        let (index, of) = (old - 1, from - 1);
        let mut path = OURS.inclusion(of, to).expect("a path");
        path.truncate(path.len().saturating_sub(cut));
        let hash = leaf_hash(&leaf(of));
        let here = verify_inclusion(hash, index, &head(new), &path).is_ok();
        let there =
            tlog_tiles::check_record(&theirs(&path), new, new_root, index, Hash(hash.0)).is_ok();
        prop_assert_eq!(here, there);
    }
}

/// The tree of `ct-merkle` over the first leaves.
fn ct_tree(size: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    (0..size).for_each(|number| tree.push(leaf(number)));
    tree
}

fn agrees_with_ct_merkle(tree: &MemoryBackedTree<Sha256, Vec<u8>>, index: u64, old: u64) {
    let (size, root) = (tree.len(), tree.root());
    assert_eq!(head(size).root.0.as_slice(), root.as_bytes().as_slice());
    let path = hashes_to_bytes(&OURS.inclusion(index, size).expect("a path"));
    let place = usize::try_from(index).expect("an index");
    assert_eq!(path, tree.prove_inclusion(place).as_bytes(), "{index} of {size}");
    root.verify_inclusion(&leaf(index), index, &InclusionProof::from_bytes(path)).expect("shown");

    let proof = hashes_to_bytes(&OURS.consistency(old, size).expect("a proof"));
    let additions = usize::try_from(size - old).expect("additions");
    assert_eq!(proof, tree.prove_consistency(additions).as_bytes(), "{old} to {size}");
    let old_root = RootHash::new(head(old).root.0.into(), old);
    let proof = ConsistencyProof::try_from_bytes(proof).expect("whole hashes");
    root.verify_consistency(&old_root, &proof).expect("shown");
}

#[test]
fn heads_and_proofs_are_those_of_ct_merkle() {
    assert_eq!(head(0).root.0.as_slice(), ct_tree(0).root().as_bytes().as_slice());
    for size in (1..40).chain([255, 256, 257, 1000]) {
        let tree = ct_tree(size);
        for index in (0..size).step_by(1 + usize::try_from(size / 40).expect("a step")) {
            agrees_with_ct_merkle(&tree, index, index + 1);
        }
    }
    let tree = ct_tree(65_537);
    for index in [0, 1, 255, 256, 32_767, 32_768, 65_534, 65_535, 65_536] {
        agrees_with_ct_merkle(&tree, index, index + 1);
    }
}

#[test]
fn the_head_of_a_growing_tree_is_that_of_the_rows() {
    let mut tree = Tree::new();
    for number in 0..1500 {
        assert_eq!(tree.head(), head(number));
        tree.push(leaf_hash(&leaf(number)));
    }
    assert_eq!(OURS.head(), head(LEAVES));
}

/// A client that has only our tiles, and the head that was signed.
struct Tiles;

impl TileReader for Tiles {
    fn height(&self) -> u8 {
        8
    }

    fn read_tiles(&self, tiles: &[Tile]) -> Result<Vec<Vec<u8>>, Error> {
        let read = |tile: &Tile| {
            let width = u8::try_from(tile.width()).ok();
            let hashes = OURS.tile(tile.level(), tile.level_index(), width);
            hashes.map(hashes_to_bytes).ok_or(Error::InvalidTile)
        };
        tiles.iter().map(read).collect()
    }

    fn save_tiles(&self, _: &[Tile], _: &[Vec<u8>]) {}
}

#[test]
fn a_client_of_theirs_proves_entries_from_our_tiles() {
    for size in [1, 255, 256, 257, 65_535, 65_536, 65_537, LEAVES] {
        let client = TileHashReader::new(size, Hash(head(size).root.0), &Tiles);
        for index in [0, size / 2, size - 1] {
            let path = tlog_tiles::prove_record(size, index, &client).expect("a path");
            assert_eq!(ours(&path), OURS.inclusion(index, size).expect("a path"));
        }
        let forked = TileHashReader::new(size, Hash(leaf_hash(b"forked").0), &Tiles);
        assert!(tlog_tiles::prove_record(size, 0, &forked).is_err() || size == 1);
    }
}

#[test]
fn a_note_of_theirs_opens_here_and_ours_there() {
    let key = SigningKey::from_seed("registry.example/log", &[7; 32]).expect("a key");
    let text = "Контрольная точка\n\nвторая строка\n";

    let ours = note::sign(text, &key).expect("signed");
    let verifier = StandardVerifier::new(&key.verifier().to_string()).expect("a key");
    let list = VerifierList::new(vec![Box::new(verifier)]);
    let opened = TheirNote::from_bytes(ours.as_bytes()).expect("a note");
    let (known, unknown) = opened.verify(&list).expect("verified");
    assert_eq!((known.len(), unknown.len()), (1, 0));

    let signer = StandardSigner::new(&key.secret_text()).expect("a key");
    let mut theirs = TheirNote::new(text.as_bytes(), &[]).expect("a note");
    theirs.add_sigs(&[&signer]).expect("signed");
    assert_eq!(theirs.to_bytes(), ours.as_bytes());
    let opened = Note::open(theirs.to_bytes(), &[key.verifier().clone()]).expect("opened");
    assert_eq!(opened.text, text);
}

#[test]
fn a_checkpoint_is_read_there_as_it_was_signed_here() {
    let key = SigningKey::from_seed("registry.example/log", &[9; 32]).expect("a key");
    for size in [0, 1, 256, LEAVES] {
        let checkpoint = Checkpoint { origin: key.name().into(), head: head(size) };
        let theirs = tlog_tiles::Checkpoint::from_bytes(checkpoint.to_string().as_bytes());
        let theirs = theirs.expect("a checkpoint");
        assert_eq!((theirs.origin(), theirs.size()), (key.name(), size));
        assert_eq!(*theirs.hash(), Hash(head(size).root.0));
        let signed = checkpoint.sign(&key).expect("signed");
        assert_eq!(SignedCheckpoint::open(&signed.note, key.verifier()), Ok(signed));
    }
}

proptest! {
    #[test]
    fn notes_are_believed_here_when_they_are_there(
        text in "[a-c—я\n ]{0,12}\n", junk in "(— [a+ ]{0,3} ?(x08gowAA|AAAAAAE=)\n?){0,2}",
        cut in 0..3_usize, swap in prop::option::of((any::<prop::sample::Index>(), 0_u8..128)),
    ) {
        let key = SigningKey::from_seed("a", &[7; 32]).expect("a key");
        let mut note = (note::sign(&text, &key).expect("signed") + &junk).into_bytes();
        note.truncate(note.len() - cut);
        if let Some((at, byte)) = swap {
            let at = at.index(note.len());
            note[at] = byte;
        }
        let here = Note::open(&note, &[key.verifier().clone()]);
        let verifier = StandardVerifier::new(&key.verifier().to_string()).expect("a key");
        let list = VerifierList::new(vec![Box::new(verifier)]);
        let there = TheirNote::from_bytes(&note).ok().filter(|note| note.verify(&list).is_ok());
        prop_assert_eq!(here.is_ok(), there.is_some(), "{:?} {}", here, String::from_utf8_lossy(&note));
    }

    /// Their paths name the height of tiles too, and call the bundles data.
    #[test]
    fn paths_are_read_here_when_they_are_there(
        kind in "[0-9]|[1-5][0-9]|0[0-9]|entries", number in "(x?[0-9]{2,4}/){0,3}x?[0-9]{3}",
        width in "(\\.p/[0-9]?[1-9]{1,2})?",
    ) {
        let path = format!("tile/{kind}/{number}{width}");
        let theirs = path.replace("entries", "data").replacen("tile/", "tile/8/", 1);
        let there = Tile::from_path(&theirs).ok().map(|tile| (tile.level_index(), tile.width()));
        let here = path.parse::<TilePath>().ok().map(|path| {
            let (TilePath::Hashes { index, .. } | TilePath::Entries { index, .. }) = path;
            (index, u32::try_from(path.width()).expect("a width"))
        });
        prop_assert_eq!(here, there, "{}", path);
    }

    #[test]
    fn keys_are_read_here_when_they_are_there(
        at: prop::sample::Index, letter in "[+A-Za-z0-9/= ]", seed: [u8; 32],
    ) {
        let key = SigningKey::from_seed("a", &seed).expect("a key");
        for text in [key.verifier().to_string(), key.secret_text().to_string()] {
            let place = at.index(text.len());
            let changed = format!("{}{letter}{}", &text[..place], &text[place + 1..]);
            let (here, there) = if text.starts_with("PRIVATE") {
                (changed.parse::<SigningKey>().is_ok(), StandardSigner::new(&changed).is_ok())
            } else {
                (changed.parse::<VerifierKey>().is_ok(), StandardVerifier::new(&changed).is_ok())
            };
            prop_assert_eq!(here, there, "{}", changed);
        }
    }
}
