//! Forgetting on a real disk: once a key is erased, neither the value nor the key is in any file of the
//! data folder, and nothing that is restored or rebuilt brings it back.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;
use registry_core::access::Caller;
use registry_core::command::{
    Against, ConfirmClaims, EnterCluster, ForgetSubject, MaskValue, StateClaims, Target,
};
use registry_core::testing::Sketch;
use registry_core::testing::statements::{path, ru, says, texts};
use registry_events::actor::Role;
use registry_events::claim::{ClaimRef, Evidence, Stated};
use registry_events::event::Scope;
use registry_events::ids::{ClusterId, Digest};
use registry_events::seal::{KeyId, SealPlace};
use registry_events::stream::StreamId;
use registry_events::value::Value;
use registry_gateway::clock::SystemEntropy;
use registry_gateway::data_folder::DataFolder;
use registry_gateway::follow::fold_all;
use registry_gateway::private::{PrivateStore, SPARE};
use registry_gateway::registry::Registry;
use registry_ops::cli::Cli;
use registry_ops::command;
use registry_projections::views::{Hidden, Views};
use tempfile::TempDir;

use crate::installation::{cluster_of, execute, officer, open, speaker};

const SECRET: &str = "Секретарёва Анна (демо)";
const SCAN: &[u8] = b"%PDF-1.7 a scan of her consent";
/// What another saw who confirmed the name.
const SEEN: &[u8] = b"%PDF-1.7 her passport, as the officer saw it";
const PUBLIC: &str = "Общеизвестная технология (демо)";

/// A data folder whose registry knows one cluster, with a person's name and a public value.
struct Ground {
    _parent: TempDir,
    folder: DataFolder,
    cluster: ClusterId,
}

/// What the key of the name is made of: as it is used, and as the private store keeps it.
struct KeyBytes {
    id: KeyId,
    secret: [u8; 32],
    kept: Vec<u8>,
}

impl Ground {
    async fn set() -> Self {
        let parent = tempfile::tempdir().expect("a folder");
        let folder = DataFolder::new(parent.path().join("data"));
        let registry = open(&folder).await;
        registry.open_if_new(true, "Europe/Moscow").await.expect("opened");
        let registry = open_again(registry, &folder).await;
        let officer = officer(&registry).await;
        let changes = Sketch::new("Белая сосна").minimal();
        let entered = execute(&registry, officer, EnterCluster { changes }).await;
        let cluster = entered.iter().find_map(cluster_of).expect("a cluster");
        let kept = registry.documents().keep(SCAN).await.expect("kept").expect("a document");
        let mut name = says("head_name", ru(SECRET));
        name.evidence.push(Evidence::Document(kept));
        let changes = registry_core::profile::changes::Changes::default()
            .stating(name)
            .stating(says("head_consent", Value::Flag(true)))
            .stating(says("technologies", texts([PUBLIC])));
        let speaks = (Role::ClusterRepresentative, Scope::Cluster(cluster));
        let representative = speaker(&registry, speaks.0, speaks.1).await;
        execute(&registry, representative, StateClaims { cluster, changes, expected: None }).await;
        confirm_name(&registry, officer, cluster).await;
        Self { _parent: parent, folder, cluster }
    }

    fn key(&self) -> KeyId {
        KeyId(format!("value/cluster/{}/head_name", self.cluster))
    }

    fn private(&self) -> PathBuf {
        self.folder.path().join("private.sqlite")
    }

    fn spare(&self) -> PathBuf {
        self.folder.path().join(SPARE)
    }

    /// Both copies of the keys, as files.
    fn copies(&self) -> [PathBuf; 2] {
        [self.spare(), self.private()]
    }

    /// The key, looked up by hand.
    fn key_bytes(&self) -> KeyBytes {
        let id = self.key();
        let (store, _) = self.folder.open_private(&SystemEntropy).expect("a private store");
        let secret = store.key(&id);
        let secret = secret.expect("it answers").expect("a key");
        let database = rusqlite::Connection::open(self.private()).expect("a database");
        let find = "select sealed from subject_key where id = ?1";
        let kept = database.query_row(find, [&id.0], |row| row.get(0)).expect("a row");
        KeyBytes { id, secret, kept }
    }
}

/// An officer confirms the name with a document that nothing else names.
async fn confirm_name(registry: &Registry, officer: Caller, cluster: ClusterId) {
    let seen = registry.documents().keep(SEEN).await.expect("kept").expect("a document");
    let views = rebuilt(registry).await;
    let card = views.card(cluster).expect("a card");
    let version = card.claim(&path("head_name")).expect("a claim").place.version;
    let target = Target::Claim(ClaimRef { path: path("head_name"), version });
    let evidence = vec![Evidence::Document(seen)];
    let (targets, against) = (vec![target], Against::default());
    let confirm = ConfirmClaims { cluster, targets, against, evidence, note: None, seen_on: None };
    execute(registry, officer, confirm).await;
}

async fn open_again(registry: Registry, folder: &DataFolder) -> Registry {
    drop(registry);
    open(folder).await
}

/// The files under a path that hold some bytes.
fn holding(path: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    if path.is_dir() {
        let files = fs::read_dir(path).expect("a folder");
        return files.flat_map(|file| holding(&file.expect("a file").path(), bytes)).collect();
    }
    let content = fs::read(path).expect("readable");
    let found = content.windows(bytes.len()).any(|window| window == bytes);
    found.then(|| path.to_path_buf()).into_iter().collect()
}

fn forgetting(id: &KeyId) -> ForgetSubject {
    let (law, reason) = ("152-ФЗ, статья 21 (демо)".into(), "По заявлению (демо)".into());
    ForgetSubject { keys: vec![id.clone()], law, reason }
}

/// Whether the name is opened for somebody who may see everything.
async fn opens(registry: &Registry, ground: &Ground, views: &Views) -> bool {
    let card = views.card(ground.cluster).expect("a card");
    let current = card.claim(&path("head_name")).expect("a claim");
    let Stated::Sealed(sealed) = &current.claim.stated else { panic!("it isn't sealed") };
    let stream = StreamId::cluster(ground.cluster);
    let place = SealPlace { stream: &stream, version: current.place.version };
    registry.keys().open_value(sealed, place).await.is_some()
}

async fn rebuilt(registry: &Registry) -> Views {
    fold_all(&**registry.log(), |_| ()).await.expect("folded")
}

#[tokio::test(flavor = "multi_thread")]
async fn an_erased_value_is_in_no_file_and_no_backup_brings_it_back() {
    let ground = Ground::set().await;
    let key = ground.key_bytes();
    let backups = ground.copies().map(|copy| fs::read(copy).expect("a backup"));
    let mut kept = holding(ground.folder.path(), &key.kept);
    kept.sort();
    assert_eq!(kept, ground.copies(), "the search finds both copies");
    let [document] = &*holding(ground.folder.path(), SCAN) else { panic!("a file has it") };
    let document = document.clone();
    let seen = document.with_file_name(Digest::of(SEEN).to_string());
    assert_eq!(fs::read(&seen).expect("a file"), SEEN);
    let registry = open(&ground.folder).await;
    assert!(opens(&registry, &ground, &rebuilt(&registry).await).await);

    let (_, erased) = registry.forget(Caller::PROGRAM, forgetting(&key.id)).await.expect("done");
    assert_eq!(erased, 1);
    drop(registry);
    check_gone(&ground, &key).await;

    for restored in [&[][..], &[0], &[1], &[0, 1]] {
        for copy in restored {
            fs::write(&ground.copies()[*copy], &backups[*copy]).expect("restored");
        }
        // The log names them beside what is sealed, so they are known without the keys too.
        fs::write(&document, SCAN).expect("restored");
        fs::write(&seen, SEEN).expect("restored");
        assert_eq!(holding(ground.folder.path(), &key.kept).len(), restored.len(), "they are back");
        drop(open(&ground.folder).await);
        check_gone(&ground, &key).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restored_document_that_nothing_names_is_given_out_to_nobody_until_it_is_handed_in_anew()
{
    const STRAY: &[u8] = b"%PDF-1.7 an application of somebody who was forgotten";
    let ground = Ground::set().await;
    let registry = open(&ground.folder).await;
    let stray = registry.documents().keep(STRAY).await.expect("kept").expect("a document");
    let registry = open_again(registry, &ground.folder).await;
    let read = registry.documents().read(stray.digest).await.expect("readable");
    assert!(read.is_some(), "nothing was forgotten yet");
    registry.forget(Caller::PROGRAM, forgetting(&ground.key())).await.expect("done");
    let registry = open_again(registry, &ground.folder).await;
    assert_eq!(registry.documents().read(stray.digest).await.expect("readable"), None);
    registry.documents().keep(STRAY).await.expect("kept").expect("a document");
    assert!(registry.documents().read(stray.digest).await.expect("readable").is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_store_that_is_lost_or_older_gets_its_keys_from_the_spare() {
    let ground = Ground::set().await;
    let private = fs::read(ground.private()).expect("a store");
    let later = KeyId("application/later".into());
    let (store, _) = ground.folder.open_private(&SystemEntropy).expect("a private store");
    store.add_key(&later, &[7; 32]).expect("added");
    drop(store);
    fs::write(ground.private(), &private).expect("an older copy is restored");
    let (store, _) = ground.folder.open_private(&SystemEntropy).expect("a private store");
    assert_eq!(store.key(&later).expect("it answers"), Some([7; 32]));
    drop(store);
    fs::copy(ground.spare(), ground.private()).expect("the spare takes the place of a lost store");
    let registry = open(&ground.folder).await;
    assert!(opens(&registry, &ground, &rebuilt(&registry).await).await);
}

/// Neither the name nor its key is in any file, and rebuilt views say that it was erased.
async fn check_gone(ground: &Ground, key: &KeyBytes) {
    let secret: &[&[u8]] = &[SECRET.as_bytes(), &key.secret, &key.kept, SCAN, SEEN];
    for bytes in secret {
        assert_eq!(holding(ground.folder.path(), bytes), Vec::<PathBuf>::new());
    }
    let registry = open(&ground.folder).await;
    let views = rebuilt(&registry).await;
    assert!(!opens(&registry, ground, &views).await);
    let claim = views.card(ground.cluster).expect("a card").claim(&path("head_name"));
    let stated = &claim.expect("a claim").claim.stated;
    assert!(matches!(views.why_hidden(stated), Some(Hidden::Erased(_))));
}

/// Publishes the log of a folder and restores it into another, beside the private files that are given.
async fn restored(ground: &Ground, private: &[u8]) -> DataFolder {
    let (data, published) =
        (ground.folder.path(), ground.folder.path().with_file_name("published"));
    clustermap(&["publish", &told(&published), "--data", &told(data)]).await;
    let folder = DataFolder::new(data.with_file_name("restored"));
    let key = told(&published.join("key"));
    let to = told(folder.path());
    clustermap(&["restore", &told(&published), "--key", &key, "--data", &to]).await;
    for file in ["master.key", "checkpoint.key"] {
        fs::copy(data.join(file), folder.path().join(file)).expect("copied");
    }
    fs::write(folder.path().join("private.sqlite"), private).expect("an old backup");
    folder
}

fn told(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

async fn clustermap(args: &[&str]) {
    let cli = Cli::try_parse_from([&["clustermap"], args].concat()).expect("a command line");
    command(cli).await.expect("done");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_restored_from_its_published_folder_brings_no_erased_value_back() {
    let ground = Ground::set().await;
    let key = ground.key_bytes();
    let backup = fs::read(ground.private()).expect("a backup");
    let data = told(ground.folder.path());
    clustermap(&["key", "new", "--origin", "restored.invalid/log", "--data", &data]).await;
    let registry = open(&ground.folder).await;
    registry.forget(Caller::PROGRAM, forgetting(&key.id)).await.expect("done");
    drop(registry);
    let ground = Ground { folder: restored(&ground, &backup).await, ..ground };
    assert!(!holding(ground.folder.path(), &key.kept).is_empty(), "the old backup has the key");
    drop(open(&ground.folder).await);
    check_gone(&ground, &key).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_log_restored_from_its_published_folder_shows_no_masked_value() {
    let ground = Ground::set().await;
    let backup = fs::read(ground.private()).expect("a backup of before the mask");
    let data = told(ground.folder.path());
    clustermap(&["key", "new", "--origin", "restored.invalid/log", "--data", &data]).await;
    let registry = open(&ground.folder).await;
    mask_technologies(&registry, ground.cluster).await;
    drop(registry);
    let folder = restored(&ground, &backup).await;
    check_masked(&open(&folder).await, ground.cluster).await;
}

async fn mask_technologies(registry: &Registry, cluster: ClusterId) {
    let (law, reason) = ("149-ФЗ (демо)".into(), "По решению суда (демо)".into());
    let path = path("technologies");
    let mask = MaskValue { cluster, path, version: None, law, reason, expected: None };
    execute(registry, Caller::PROGRAM, mask).await;
}

/// Neither the card nor the history of rebuilt views tells the value.
async fn check_masked(registry: &Registry, cluster: ClusterId) {
    let views = rebuilt(registry).await;
    let card = views.card(cluster).expect("a card");
    let stated = &card.claim(&path("technologies")).expect("a claim").claim.stated;
    assert!(matches!(views.why_hidden(stated), Some(Hidden::Masked(_))));
    let history = views.history(cluster).expect("a history");
    let told = format!("{:?} {card:?}", history.lines().collect::<Vec<_>>());
    assert!(!told.contains(PUBLIC));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_masked_value_stays_in_the_log_and_no_rebuilt_view_shows_it() {
    let ground = Ground::set().await;
    let registry = open(&ground.folder).await;
    mask_technologies(&registry, ground.cluster).await;
    let registry = open_again(registry, &ground.folder).await;
    check_masked(&registry, ground.cluster).await;
    assert!(!holding(&ground.folder.log_path(), PUBLIC.as_bytes()).is_empty());
}
