//! Cases of a registry with one cluster, whole and changed, and what checking them says.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::PathBuf;
use std::sync::LazyLock;

use registry_core::access::Caller;
use registry_core::command::{EnterCluster, MaskValue, StateClaims};
use registry_core::profile::changes::{Changes, ClaimInput};
use registry_core::testing::Sketch;
use registry_core::testing::statements::{path, says, texts};
use registry_events::claim::Evidence;
use registry_events::document::{DocumentRef, Sha256};
use registry_events::ids::ClusterId;
use registry_events::transparency::tree::TreeHead;
use registry_gateway::case::format::{FileNamed, Manifest};
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::{Beginning, DataFolder};
use sha2::Digest as _;
use tempfile::TempDir;
use tokio::runtime::Runtime;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::super::copy::run;
use crate::installation::{cluster_of, execute, officer, open};

pub(super) const BEFORE: &str = "Прежняя технология (демо)";
pub(super) const AFTER: &str = "Новая технология (демо)";
pub(super) const SECRET: &str = "Скрытый продукт (демо)";

pub(super) type Files = BTreeMap<String, Vec<u8>>;

/// Cases of a registry with one cluster, and the key to check them with.
pub(super) struct Ground {
    pub(super) folder: TempDir,
    pub(super) key: String,
    pub(super) cluster: ClusterId,
}

pub(super) static GROUND: LazyLock<Ground> = LazyLock::new(|| {
    let ground = std::thread::spawn(|| Runtime::new().expect("a runtime").block_on(Ground::set()));
    let (folder, cluster, key) = ground.join().expect("a registry");
    let ground = Ground { folder, key, cluster };
    ground.write("cluster", &["--cluster", &cluster.to_string(), "--path", "technologies"]);
    ground.write("journal", &["--journal"]);
    ground.write("sample", &["--sample", "late_facts"]);
    ground.publish();
    ground
});

impl Ground {
    async fn set() -> (TempDir, ClusterId, String) {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = DataFolder::new(parent.path().join("data"));
        folder.make().expect("a folder");
        let (head, first) = (TreeHead::empty(), Beginning::First);
        let made = folder.begin_signing("cases.invalid/log", head, first, &SystemEntropy);
        let key = made.expect("a key").verifier().to_string();
        let registry = open(&folder).await;
        registry.open_if_new(true, "Europe/Moscow").await.expect("opened");
        drop(registry);
        let registry = open(&folder).await;
        let officer = officer(&registry).await;
        let changes = Sketch::new("Белая сосна").minimal();
        let entered = execute(&registry, officer, EnterCluster { changes }).await;
        let cluster = entered.iter().find_map(cluster_of).expect("a cluster");
        for claim in [
            says("technologies", texts([BEFORE])),
            says("products", texts([SECRET])),
            ClaimInput { evidence: vec![document()], ..says("technologies", texts([AFTER])) },
        ] {
            let changes = Changes::default().stating(claim);
            execute(&registry, officer, StateClaims { cluster, changes, expected: None }).await;
        }
        let (law, reason) = ("149-ФЗ (демо)".into(), "По решению суда (демо)".into());
        let hidden = path("products");
        let mask = MaskValue { cluster, path: hidden, version: None, law, reason, expected: None };
        execute(&registry, Caller::PROGRAM, mask).await;
        (parent, cluster, key)
    }

    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.zip"))
    }

    pub(super) fn published(&self) -> PathBuf {
        self.folder.path().join("published")
    }

    pub(super) fn publish(&self) {
        let (data, published) = (self.folder.path().join("data"), self.published());
        let (data, published) = (data.to_string_lossy(), published.to_string_lossy());
        run(&["publish", &published, "--data", &data]).expect("published");
    }

    pub(super) fn write(&self, name: &str, chosen: &[&str]) {
        let data = self.folder.path().join("data");
        let (data, out) = (data.to_string_lossy(), self.path(name));
        let end = ["--out", &out.to_string_lossy(), "--data", &data];
        run(&[&["case"], chosen, &end].concat()).expect("written");
    }
}

pub(super) fn document() -> Evidence {
    Evidence::Document(DocumentRef::of(b"%PDF-1.7 a letter").expect("a document"))
}

/// A case that may be changed.
pub(super) struct Case {
    pub(super) files: Files,
    pub(super) folder: TempDir,
}

impl Case {
    pub(super) fn of(name: &str) -> Self {
        let bytes = fs::read(GROUND.path(name)).expect("a case");
        let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let mut files = Files::new();
        for index in 0..archive.len() {
            let mut file = archive.by_index(index).expect("a file");
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).expect("readable");
            files.insert(file.name().expect("a name").into_owned(), bytes);
        }
        Self { files, folder: tempfile::tempdir().expect("a folder") }
    }

    pub(super) fn text(&self, file: &str) -> String {
        String::from_utf8(self.files[file].clone()).expect("text")
    }

    /// Replaces words that stand in a file.
    pub(super) fn replace(mut self, file: &str, from: &str, to: &str) -> Self {
        let text = self.text(file);
        assert!(text.contains(from), "{file} doesn't say {from}: {text}");
        self.files.insert(file.into(), text.replacen(from, to, 1).into_bytes());
        self
    }

    pub(super) fn manifest(&self) -> Manifest {
        serde_json::from_slice(&self.files["manifest.json"]).expect("a manifest")
    }

    pub(super) fn with_manifest(mut self, change: impl FnOnce(&mut Manifest)) -> Self {
        let mut manifest = self.manifest();
        change(&mut manifest);
        let bytes = serde_json::to_vec_pretty(&manifest).expect("JSON");
        self.files.insert("manifest.json".into(), bytes);
        self
    }

    /// Writes the digests of the files as they are now into the manifest.
    pub(super) fn named_anew(self) -> Self {
        let files = self.files.iter().filter(|(name, _)| *name != "manifest.json");
        let named = |bytes: &Vec<u8>| FileNamed {
            bytes: bytes.len() as u64,
            sha256: Sha256(sha2::Sha256::digest(bytes).into()).to_string(),
        };
        let files = files.map(|(name, bytes)| (name.clone(), named(bytes))).collect();
        self.with_manifest(|manifest| manifest.files = files)
    }

    pub(super) fn write(&self) -> String {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in &self.files {
            let options = SimpleFileOptions::default();
            writer.start_file(name.as_str(), options).expect("begun");
            writer.write_all(bytes).expect("written");
        }
        let bytes = writer.finish().expect("finished").into_inner();
        let path = self.folder.path().join("case.zip");
        fs::write(&path, bytes).expect("written");
        path.to_string_lossy().into_owned()
    }

    pub(super) fn holds(&self) {
        run(&["verify", &self.write(), "--key", &GROUND.key]).expect("it holds");
    }

    pub(super) fn is_refused(&self, words: &str) {
        self.is_refused_by(&GROUND.key, words);
    }

    pub(super) fn is_refused_by(&self, key: &str, words: &str) {
        let failure = run(&["verify", &self.write(), "--key", key]).expect_err("it is refused");
        assert_eq!(failure.code(), 1, "{failure:?}");
        assert!(failure.sentence().contains(words), "{failure:?} doesn't say “{words}”");
    }

    /// Refused as it is, and also under a manifest that names the changed file.
    pub(super) fn refused_twice(self, file: &str, words: &str) {
        self.is_refused(&format!("{file}: it isn't the file that manifest.json names"));
        self.named_anew().is_refused(words);
    }

    /// The position of the entry that states the newer value.
    pub(super) fn newer(&self) -> u64 {
        let manifest = self.manifest();
        manifest
            .entries
            .iter()
            .filter(|entry| entry.chosen)
            .map(|entry| entry.position)
            .max()
            .expect("one")
    }
}
