//! Control samples: what each is called and by which rule it finds; the rules in full stand in
//! `docs/samples.md`.

use registry_projections::samples::Sample;

use super::Said;

/// What a sample is called.
pub const fn label(sample: Sample) -> Said {
    match sample {
        Sample::GatesByOneOrganisation => {
            Said::new("Условия уровня от одной организации", "Gates confirmed by one organisation")
        }
        Sample::Bursts => Said::new("Подтверждения подряд", "Bursts of confirmations"),
        Sample::RiseBeforeSupport => {
            Said::new("Уровень вырос перед статусом", "A level rose before a status")
        }
        Sample::WaiversOverdue => {
            Said::new("Отсрочки дольше 90 дней", "Waivers of more than 90 days")
        }
        Sample::ApplicationsOverdue => {
            Said::new("Заявки без решения", "Applications without a decision")
        }
        Sample::LateFacts => Said::new("Факты задним числом", "Facts recorded late"),
        Sample::SharedMailDomain => Said::new("Почта в одном домене", "Mailboxes of one domain"),
        Sample::EvidenceUnopened => {
            Said::new("Документ не открывали", "Confirmed without opening the document")
        }
    }
}

/// By which rule it finds.
pub const fn rule(sample: Sample) -> Said {
    match sample {
        Sample::GatesByOneOrganisation => Said::new(
            "Обязательное условие нынешнего уровня подтвердила только одна организация.",
            "Only one organisation confirmed a gate of the level that a cluster has.",
        ),
        Sample::Bursts => Said::new(
            "Больше десяти раз за десять минут подтверждала одна учётная запись; сколько сведений подтверждено за один раз, не важно.",
            "One account confirmed more than ten times within ten minutes; how much it confirmed each time doesn't count.",
        ),
        Sample::RiseBeforeSupport => Said::new(
            "Уровень повышен не раньше чем за 30 дней до официального статуса или начала поддержки.",
            "A level rose within 30 days before an official status or support began.",
        ),
        Sample::WaiversOverdue => Said::new(
            "Отсрочка обязательного признака действует дольше 90 дней.",
            "The waiver of a minimum requirement has been open for more than 90 days.",
        ),
        Sample::ApplicationsOverdue => Said::new(
            "Заявка подана и ждёт решения дольше пяти рабочих дней.",
            "An application was submitted and has waited for more than five working days.",
        ),
        Sample::LateFacts => Said::new(
            "Факт внесён в реестр больше чем через год после даты, к которой он относится.",
            "A fact was recorded more than a year after the day it describes.",
        ),
        Sample::SharedMailDomain => Said::new(
            "Почта того, кто подтвердил сведение, и почта того, кто его внёс, в одном домене. Общедоступные почтовые службы не в счёт, если домен целиком не привязан к организации.",
            "The mailboxes of who confirmed a claim and of who stated it are of one domain. Public mail services don’t count, unless the whole domain is tied to an organisation.",
        ),
        Sample::EvidenceUnopened => Said::new(
            "Куратор подтвердил сведение, к которому приложен документ, и до этого не открыл ни одного из приложенных документов.",
            "An officer confirmed a claim that documents show, and had opened none of these documents before.",
        ),
    }
}
