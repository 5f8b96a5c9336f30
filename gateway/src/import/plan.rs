//! What an import will do: a command for each cluster that differs, checked by the rules in advance.

use std::collections::BTreeSet;

use anyhow::Result;
use registry_core::access::Caller;
use registry_core::command::{Command, EnterCluster, RenameOrganisation, StateClaims};
use registry_core::name::normalise;
use registry_core::profile::Profile;
use registry_core::profile::changes::Changes;
use registry_events::claim::{ClaimKind, Source};
use registry_events::dictionary::Regions;
use registry_events::ids::{ClusterId, Digest, StreamVersion};
use registry_events::path::FieldPath;
use registry_events::stream::StreamId;
use registry_events::value::Language;

use super::bad_cells::{BadCells, Place};
use super::cells::{Content, Vocabulary};
use super::check::{Checker, Headers};
use super::differences::{Comparison, Differences, Origins};
use super::directory::Directory;
use super::groups::{Group, Grouping};
use super::organisations::{Mention, Organisations};
use super::reader::Reader;
use super::rows::{ClusterRow, MembershipRow, Reference, Statement};
use super::shadow::{Editions, Shadow, as_cluster};
use super::sheet::{Inputs, Sheet};
use super::{Progress, reasons};

/// What an import was asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The only cluster that rows may be about; they needn't name it then.
    pub only: Option<ClusterId>,
    /// Where the file comes from.
    pub source: Source,
    /// Whether what differs became so, or had been so.
    pub kind: ClaimKind,
}

impl Default for Options {
    fn default() -> Self {
        Self { only: None, source: Source::OWN, kind: ClaimKind::Change }
    }
}

/// One commit to make.
#[derive(Debug)]
pub(super) struct Step {
    /// What is asked of the registry.
    pub(super) command: Command,
    /// What makes the request the same one when it is repeated.
    pub(super) key: String,
}

/// Everything an import will do, and what it found.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The commits, in their order.
    pub(super) steps: Vec<Step>,
    /// The figures of the import.
    pub(super) summary: Summary,
    /// What each row does, in the order of rows.
    pub(super) effects: Vec<(Place, Effect)>,
}

/// What a row does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It opens an item.
    Added,
    /// It states something else of a field.
    Changed(FieldPath),
    /// It closes an item.
    Closed,
}

/// How many of what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Clusters that enter the registry.
    pub entered: usize,
    /// Clusters of which something else is stated.
    pub changed: usize,
    /// Clusters of which nothing new is stated.
    pub unchanged: usize,
    /// Memberships that begin.
    pub joined: usize,
    /// Memberships that end.
    pub left: usize,
    /// Organisations whose name is corrected.
    pub renamed: usize,
}

/// Reads, compares and checks the tables; bad cells mean that the plan must not be carried out.
///
/// # Errors
/// When the log can't be read.
pub(super) async fn plan(
    shadow: &mut Shadow<'_>,
    caller: Caller,
    inputs: &Inputs,
    options: &Options,
    bad: &mut BadCells,
    progress: &dyn Progress,
) -> Result<Plan> {
    let editions = shadow.editions().await?;
    let words = Vocabulary::of(editions.in_force()?);
    let Some(tables) = Tables::read(inputs, &editions, (&words, options.only), bad)? else {
        return Ok(Plan::default());
    };
    let organisations = Organisations::of(&tables.mentions(), shadow, bad).await?;
    let groups = tables.groups(shadow, editions.in_force()?.regions, bad).await?;
    let mut planner =
        Planner { shadow, caller, inputs, options, organisations: &organisations, bad, progress };
    let plan = planner.plan(&groups, &tables.headers, &editions).await?;
    Ok(plan)
}

/// The rows of both tables.
struct Tables {
    headers: Headers,
    clusters: Vec<ClusterRow>,
    unreadable: BTreeSet<String>,
    memberships: Vec<MembershipRow>,
    incomplete: BTreeSet<Reference>,
}

impl Tables {
    /// Reads the rows; none while headings are bad, since every row would be.
    fn read(
        inputs: &Inputs,
        editions: &Editions,
        (words, only): (&Vocabulary, Option<ClusterId>),
        bad: &mut BadCells,
    ) -> Result<Option<Self>> {
        let catalogue = editions.in_force()?.catalogue;
        let mut reader = |sheet| {
            inputs.table(sheet).map(|table| Reader::new(table, catalogue, (words, only), bad))
        };
        let (clusters, members) = (reader(Sheet::Clusters), reader(Sheet::Participants));
        if !bad.is_empty() {
            return Ok(None);
        }
        let (rows, unreadable) =
            clusters.as_ref().map(|reader| reader.clusters(bad)).unwrap_or_default();
        let (memberships, incomplete) =
            members.as_ref().map(|reader| reader.memberships(bad)).unwrap_or_default();
        let headers = Headers::new(clusters, members);
        Ok(Some(Self { headers, clusters: rows, unreadable, memberships, incomplete }))
    }

    fn mentions(&self) -> Vec<Mention<'_>> {
        let of_members =
            self.memberships.iter().map(|row| (&row.organisation, row.organisation_cells));
        let statements = self.clusters.iter().flat_map(|row| row.own.iter().chain(&row.contact));
        let further = self.memberships.iter().flat_map(|row| &row.statements);
        let of_statements = statements.chain(further).filter_map(|statement| mention(statement));
        of_members.chain(of_statements).collect()
    }

    async fn groups(
        &self,
        shadow: &Shadow<'_>,
        regions: &Regions,
        bad: &mut BadCells,
    ) -> Result<Vec<Group<'_>>> {
        let mut grouping = Grouping::new(Directory::new(shadow, regions), self.unreadable.clone());
        for row in &self.clusters {
            grouping.take_cluster(row, bad).await?;
        }
        for row in &self.memberships {
            grouping.take_member(row, bad).await?;
        }
        grouping.take_incomplete(&self.incomplete);
        Ok(grouping.finish())
    }
}

/// The organisation that a statement names.
pub(super) fn mention(statement: &Statement) -> Option<Mention<'_>> {
    match &statement.content {
        Content::Organisation(cells) => Some((cells, statement.cells)),
        _ => None,
    }
}

/// Plans group after group.
struct Planner<'p, 'r> {
    shadow: &'p mut Shadow<'r>,
    caller: Caller,
    inputs: &'p Inputs,
    options: &'p Options,
    organisations: &'p Organisations,
    bad: &'p mut BadCells,
    progress: &'p dyn Progress,
}

impl Planner<'_, '_> {
    async fn plan(
        &mut self,
        groups: &[Group<'_>],
        headers: &Headers,
        editions: &Editions,
    ) -> Result<Plan> {
        let checker = Checker { headers, in_force: editions.in_force()? };
        let mut plan = Plan::default();
        for (index, group) in (0..).zip(groups) {
            if self.bad.is_full() {
                break;
            }
            self.progress.show("checking clusters", index, groups.len() as u64);
            self.take(group, &checker, &mut plan).await?;
        }
        match self.options.only {
            Some(_) => check_names(self.organisations, self.shadow, self.bad).await?,
            None => self.rename(&mut plan).await?,
        }
        Ok(plan)
    }

    async fn take(
        &mut self,
        group: &Group<'_>,
        checker: &Checker<'_>,
        plan: &mut Plan,
    ) -> Result<()> {
        let version = self.version(group).await?;
        let found = self.differences(group, checker).await?;
        if found.is_empty() && group.known.is_some() {
            plan.summary.unchanged += 1;
            return Ok(());
        }
        let Differences { changes, origins, joined, left } = found;
        let command: Command = match group.known {
            Some(cluster) => StateClaims { cluster, changes, expected: Some(version) }.into(),
            None => EnterCluster { changes }.into(),
        };
        let answer = self.shadow.decide(self.caller, &command).await?;
        checker.check(group, &origins, answer, self.bad);
        plan.effects.extend(effects(&changes_of(&command), &origins));
        plan.summary.joined += joined;
        plan.summary.left += left;
        match group.known {
            Some(_) => plan.summary.changed += 1,
            None => plan.summary.entered += 1,
        }
        plan.steps.push(Step { command, key: self.key(group, version) });
        Ok(())
    }

    async fn differences(
        &mut self,
        group: &Group<'_>,
        checker: &Checker<'_>,
    ) -> Result<Differences> {
        let loaded = match group.known {
            Some(id) => Some(self.shadow.cluster(id).await?),
            None => None,
        };
        let nothing = Profile::default();
        let known = loaded.as_ref().and_then(as_cluster);
        let comparison = Comparison {
            profile: known.map_or(&nothing, |cluster| &cluster.profile),
            organisations: self.organisations,
            regions: checker.in_force.regions,
            source: &self.options.source,
            kind: self.options.kind,
        };
        Ok(comparison.differences(group, self.bad))
    }

    /// The version of what a group was compared with: the cluster's, else its name's.
    async fn version(&self, group: &Group<'_>) -> Result<StreamVersion> {
        let by_name = group.row.and_then(|row| Some((row.region.clone()?, row.names.first()?)));
        let stream = match (group.known, by_name) {
            (Some(id), _) => StreamId::cluster(id),
            (None, Some((region, name))) => StreamId::name(&region, name),
            (None, None) => return Ok(StreamVersion::EMPTY),
        };
        Ok(self.shadow.load(&stream).await?.version)
    }

    /// The same rows against the same state are the same request; once the cluster has changed,
    /// they are another one.
    fn key(&self, group: &Group<'_>, version: StreamVersion) -> String {
        let mut text = format!("{:?}\n{version}\n{:?}\n", group.known, self.options);
        for place in group.places() {
            let row = self.inputs.table(place.sheet).and_then(|table| table.row(place.row));
            let cells = row.map(|row| row.cells.join("\u{1f}")).unwrap_or_default();
            text.push_str(&cells);
            text.push('\n');
        }
        format!("import: cluster {}", Digest::of(text.as_bytes()))
    }

    /// Corrects the names of organisations that the registry spells otherwise.
    async fn rename(&mut self, plan: &mut Plan) -> Result<()> {
        for organisation in self.organisations.iter() {
            let Some(name) = organisation.renamed(self.shadow).await? else { continue };
            let Some(id) = organisation.known else { continue };
            let version = self.shadow.load(&StreamId::organisation(id)).await?.version;
            let key = format!("import: organisation {id} {version}");
            let kind = ClaimKind::Correction;
            let command: Command = RenameOrganisation { organisation: id, name, kind }.into();
            if let Err(refusal) = self.shadow.decide(self.caller, &command).await? {
                let place: Place = organisation.place;
                self.bad.add(place, super::reasons::of_rejection(&refusal));
            }
            plan.summary.renamed += 1;
            plan.steps.push(Step { command, key });
        }
        Ok(())
    }
}

/// Who speaks for a cluster doesn't rename organisations: another name means another organisation, or a
/// slip in its number.
///
/// # Errors
/// When the log can't be read.
pub(super) async fn check_names(
    organisations: &Organisations,
    shadow: &Shadow<'_>,
    bad: &mut BadCells,
) -> Result<()> {
    for organisation in organisations.iter() {
        let Some(given) = organisation.renamed(shadow).await? else { continue };
        let Some(id) = organisation.known else { continue };
        let known = shadow.organisation_name(id).await?.unwrap_or_default();
        let [given, known] = [&given, &known].map(|name| name.in_language_or_other(Language::Ru));
        if normalise(given) != normalise(known) {
            bad.add(organisation.place, reasons::named_otherwise(known));
        }
    }
    Ok(())
}

/// What a command changes of a cluster.
fn changes_of(command: &Command) -> Changes {
    match command {
        Command::StateClaims(state) => state.changes.clone(),
        Command::EnterCluster(enter) => enter.changes.clone(),
        _ => Changes::default(),
    }
}

/// What each row does.
pub(super) fn effects(changes: &Changes, origins: &Origins) -> Vec<(Place, Effect)> {
    let row = |place: Place| place.at(None);
    let claims = changes.claims.iter().zip(&origins.claims);
    let restated = claims.map(|(claim, it)| (row(it.value), Effect::Changed(claim.path.clone())));
    let added = origins.open.iter().map(|(place, _)| (row(*place), Effect::Added));
    let closed = origins.close.iter().map(|place| (row(*place), Effect::Closed));
    let mut effects: Vec<_> = restated.chain(added).chain(closed).collect();
    effects.sort_by_key(|(place, _)| *place);
    effects
}
