//! What a demonstration cluster is like: shapes that the plan fills in and the stage plays.

use jiff::civil::Date;
use registry_core::profile::changes::{
    Changes, ClaimInput, FieldInput, ItemInput, OpenInput, Said,
};
use registry_events::claim::ClaimKind;
use registry_events::claim::Source;
use registry_events::path::FieldPath;
use registry_events::value::{
    Code, Decimal, Email, InvalidValue, NamedOrganisation, Point, Text, Value, Year,
};

use super::statements::{link, organisation, shares};

/// A cluster as it applies.
#[derive(Clone)]
pub(super) struct ClusterSpec {
    pub(super) name: Text,
    pub(super) summary: Text,
    pub(super) region: Code,
    pub(super) point: Point,
    pub(super) specialisation: &'static str,
    pub(super) year_created: i64,
    pub(super) employees: i64,
    pub(super) participants: Vec<ParticipantSpec>,
    pub(super) bodies: Vec<BodySpec>,
    pub(super) projects: Vec<ProjectSpec>,
    /// What it states beside these: of the cluster itself, and further items.
    pub(super) further: Changes,
    /// Whether gates come with a link.
    pub(super) documented: bool,
    /// A number for addresses.
    pub(super) number: usize,
}

/// A participant.
#[derive(Clone)]
pub(super) struct ParticipantSpec {
    pub(super) organisation: NamedOrganisation,
    pub(super) participant_type: &'static str,
    pub(super) joined_on: Date,
}

/// A governing body.
#[derive(Clone)]
pub(super) struct BodySpec {
    pub(super) body_type: &'static str,
    pub(super) organisation: Option<NamedOrganisation>,
    pub(super) year_selected: i64,
    pub(super) lag_years: i64,
    pub(super) staff_fte: Option<Decimal>,
    pub(super) funding: &'static [&'static str],
}

/// A joint project; participants by their place in the cluster's list.
#[derive(Clone)]
pub(super) struct ProjectSpec {
    pub(super) title: Text,
    pub(super) stage: &'static str,
    pub(super) spheres: Vec<&'static str>,
    pub(super) participants: Vec<usize>,
    pub(super) start: Date,
    /// Whether it tells its dates.
    pub(super) detailed: bool,
}

impl ClusterSpec {
    /// Everything the application states, as known on a day.
    pub(super) fn changes(&self, on: Date) -> Result<Changes, InvalidValue> {
        let mut open = vec![self.contact()?];
        for (index, participant) in self.participants.iter().enumerate() {
            open.push(participant.open(Some(label(index)))?);
        }
        for body in &self.bodies {
            open.push(body.open(self.documented, self.number, on)?);
        }
        for project in &self.projects {
            open.push(project.open(self.documented, self.number)?);
        }
        open.extend(self.further.open.iter().cloned());
        let mut claims = self.claims(on)?;
        claims.extend(self.further.claims.iter().cloned());
        Ok(Changes { claims, open, ..Changes::default() })
    }

    fn claims(&self, on: Date) -> Result<Vec<ClaimInput>, InvalidValue> {
        Ok(vec![
            claim("official_name", Value::Text(self.name.clone()), None)?,
            claim("summary", Value::Text(self.summary.clone()), None)?,
            claim("regions", Value::Codes(vec![self.region.clone()]), None)?,
            claim("location", Value::Point(self.point), None)?,
            claim("specialisation_key", Value::Code(Code::parse(self.specialisation)?), None)?,
            claim("year_created", Value::Year(Year::new(self.year_created)?), None)?,
            claim("employees_total", Value::Integer(self.employees), Some(on))?,
        ])
    }

    fn contact(&self) -> Result<OpenInput, InvalidValue> {
        let mailbox = format!("office@cluster-{:03}.example", self.number);
        let role = both("Дирекция кластера (демо)", "The cluster’s office (demo)");
        Ok(OpenInput {
            collection: Code::parse("contacts")?,
            label: None,
            claims: vec![
                field("role", Value::Text(role))?,
                field("email", Value::Email(Email::parse(&mailbox)?))?,
            ],
        })
    }
}

impl ParticipantSpec {
    pub(super) fn open(&self, label: Option<String>) -> Result<OpenInput, InvalidValue> {
        Ok(OpenInput {
            collection: Code::parse("participants")?,
            label,
            claims: vec![
                organisation("organisation", self.organisation.clone())?,
                field("participant_type", Value::Code(Code::parse(self.participant_type)?))?,
                field("joined_on", Value::Date(self.joined_on))?,
            ],
        })
    }
}

impl BodySpec {
    pub(super) fn open(
        &self,
        documented: bool,
        number: usize,
        on: Date,
    ) -> Result<OpenInput, InvalidValue> {
        let code = Value::Code(Code::parse(self.body_type)?);
        let mut claims = vec![evidenced(field("type", code)?, documented, number)?];
        if let Some(named) = &self.organisation {
            claims.push(organisation("organisation", named.clone())?);
            let created = Year::new(self.year_selected - self.lag_years)?;
            claims.push(field("year_organisation_created", Value::Year(created))?);
        }
        let selected = Year::new(self.year_selected)?;
        claims.push(field("year_selected", Value::Year(selected))?);
        if let Some(staff) = self.staff_fte {
            let staff = field("staff_fte", Value::Decimal(staff))?;
            let staff = FieldInput { described_on: Some(on), ..staff };
            claims.push(evidenced(staff, documented, number)?);
        }
        if !self.funding.is_empty() {
            claims.push(field("funding_sources", shares(self.funding)?)?);
        }
        Ok(OpenInput { collection: Code::parse("governing_bodies")?, label: None, claims })
    }
}

impl ProjectSpec {
    pub(super) fn open(&self, documented: bool, number: usize) -> Result<OpenInput, InvalidValue> {
        let members = self.participants.iter().map(|place| ItemInput::Label(label(*place)));
        self.open_with(members.collect(), documented, number)
    }

    pub(super) fn open_with(
        &self,
        members: Vec<ItemInput>,
        documented: bool,
        number: usize,
    ) -> Result<OpenInput, InvalidValue> {
        let spheres = self.spheres.iter().map(|key| Code::parse(key)).collect::<Result<_, _>>()?;
        let stage = field("stage", Value::Code(Code::parse(self.stage)?))?;
        let members =
            FieldInput { said: Said::Items(members), ..field("participants", Value::Flag(true))? };
        let mut claims = vec![
            evidenced(field("title", Value::Text(self.title.clone()))?, documented, number)?,
            evidenced(stage, documented, number)?,
            field("spheres", Value::Codes(spheres))?,
            members,
            field("cost_sharing", Value::Flag(true))?,
        ];
        if self.detailed {
            claims.push(field("start", Value::Date(self.start))?);
        }
        if self.stage == "implemented" {
            let results = vec![
                accepted(),
                both(
                    "Обучены специалисты участников (демо)",
                    "The participants’ staff are trained (demo)",
                ),
            ];
            claims.push(field("results", Value::Texts(results))?);
        }
        Ok(OpenInput { collection: Code::parse("projects")?, label: None, claims })
    }
}

/// What came of a project.
pub(super) fn accepted() -> Text {
    both(
        "Результат принят всеми участниками проекта (демо)",
        "All participants of the project accepted the result (demo)",
    )
}

fn both(ru: &str, en: &str) -> Text {
    Text { ru: Some(ru.into()), en: Some(en.into()) }
}

/// The label under which an application opens a participant.
fn label(place: usize) -> String {
    format!("participant-{place}")
}

/// A statement about one of the cluster's own fields.
pub(super) fn claim(
    key: &str,
    value: Value,
    described_on: Option<Date>,
) -> Result<ClaimInput, InvalidValue> {
    Ok(ClaimInput {
        path: FieldPath::of_cluster(Code::parse(key)?),
        said: Said::Value(value),
        described_on,
        kind: ClaimKind::Change,
        source: Source::OWN,
        evidence: Vec::new(),
        replaces: None,
    })
}

/// A statement about a field of an item.
pub(super) fn field(key: &str, value: Value) -> Result<FieldInput, InvalidValue> {
    Ok(FieldInput {
        field: Code::parse(key)?,
        said: Said::Value(value),
        described_on: None,
        source: Source::OWN,
        evidence: Vec::new(),
    })
}

fn evidenced(
    input: FieldInput,
    documented: bool,
    number: usize,
) -> Result<FieldInput, InvalidValue> {
    if !documented {
        return Ok(input);
    }
    Ok(FieldInput { evidence: link(number, input.field.as_str())?, ..input })
}
