//! What kinds of entries are called where only the kind is known, as on the page that checks proofs.

use super::Said;

/// The name of an event's type, in the words of the journal; none of a type that isn't known.
pub fn entry_type(name: &str) -> Option<Said> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, said)| *said)
}

const NAMES: [(&str, Said); 79] = [
    ("AccountOpened", Said::new("Учётная запись открыта", "Account opened")),
    ("RoleGranted", Said::new("Роль выдана", "Role given")),
    ("RoleRevoked", Said::new("Роль отозвана", "Role taken back")),
    (
        "DisputeTaken",
        Said::new("Спор о сведении принят к счёту", "A dispute counts for an account"),
    ),
    (
        "DisputeSettled",
        Said::new("Спор о сведении окончен", "A dispute no longer counts for an account"),
    ),
    ("ApplicationStarted", Said::new("Заявка начата", "An application was begun")),
    ("ApplicationSubmitted", Said::new("Заявка подана", "An application was submitted")),
    ("ApplicationReturned", Said::new("Заявка возвращена", "An application was returned")),
    ("ApplicationListed", Said::new("Заявка принята", "An application was accepted")),
    ("ApplicationWithdrawn", Said::new("Заявка отозвана", "An application was withdrawn")),
    (
        "RightToSpeakStated",
        Said::new("Названо право говорить за кластер", "The right to speak was explained"),
    ),
    ("ClusterListed", Said::new("Кластер внесён в реестр", "The cluster was listed")),
    ("ClaimConfirmed", Said::new("Сведение подтверждено", "A claim was confirmed")),
    ("ConfirmationWithdrawn", Said::new("Подтверждение отозвано", "A confirmation was withdrawn")),
    ("MembershipDenied", Said::new("Участие отрицается", "Membership was denied")),
    (
        "MembershipDenialWithdrawn",
        Said::new("Отрицание участия отозвано", "The denial of membership was withdrawn"),
    ),
    ("ClaimLapsed", Said::new("Срок сведения истёк", "A claim lapsed")),
    ("LevelAssessed", Said::new("Уровень определён", "The level was assessed")),
    ("AssessmentCorrected", Said::new("Уровень исправлен", "The level was corrected")),
    (
        "RequirementOpened",
        Said::new("Начат срок обязательного признака", "The term of a minimum requirement began"),
    ),
    (
        "RequirementClosed",
        Said::new("Срок обязательного признака окончен", "The term of a minimum requirement ended"),
    ),
    ("ClusterSuspended", Said::new("Запись приостановлена", "The record was suspended")),
    ("ClusterResumed", Said::new("Запись снова в реестре", "The record is listed again")),
    (
        "ClusterDeactivated",
        Said::new("Кластер не ведёт деятельности", "The cluster became inactive"),
    ),
    ("ClusterReactivated", Said::new("Кластер снова действует", "The cluster is active again")),
    (
        "ClusterMerged",
        Said::new("Кластер присоединён к другому", "The cluster was merged into another"),
    ),
    (
        "ClusterAbsorbed",
        Said::new("К кластеру присоединён другой", "Another cluster was merged into it"),
    ),
    ("ClusterWithdrawn", Said::new("Кластер исключён из реестра", "The cluster left the register")),
    ("ValueMasked", Said::new("Значение скрыто по закону", "A value was hidden by law")),
    ("MaskLifted", Said::new("Значение снова открыто", "A value is shown again")),
    ("DisputeFiled", Said::new("Сведение оспорено", "A claim was disputed")),
    (
        "DisputeRefused",
        Said::new("Возражение отклонено без рассмотрения", "The dispute was refused"),
    ),
    ("DisputeAdmitted", Said::new("Возражение принято к рассмотрению", "The dispute was admitted")),
    ("DisputeAnswered", Said::new("На возражение отвечено", "The dispute was answered")),
    (
        "DisputeDeadlineMissed",
        Said::new("Срок ответа на возражение пропущен", "The deadline of a dispute was missed"),
    ),
    ("DisputeResolved", Said::new("Возражение рассмотрено", "The dispute was resolved")),
    ("DisputeLifted", Said::new("Возражение снято", "The dispute was lifted")),
    ("EnquiryReceived", Said::new("Получено обращение", "An enquiry was received")),
    ("EnquiryAnswered", Said::new("На обращение отвечено", "An enquiry was answered")),
    (
        "ExpectedClusterNoted",
        Said::new("Отмечен ожидаемый кластер", "An expected cluster was noted"),
    ),
    (
        "ExpectedClusterInvited",
        Said::new("Ожидаемый кластер приглашён", "An expected cluster was invited"),
    ),
    (
        "ExpectedClusterApplied",
        Said::new("Ожидаемый кластер подал заявку", "An expected cluster applied"),
    ),
    (
        "ExpectedClusterRegistered",
        Said::new("Ожидаемый кластер внесён в реестр", "An expected cluster was registered"),
    ),
    (
        "ExpectedClusterRemoved",
        Said::new("Ожидаемый кластер снят с учёта", "An expected cluster was removed"),
    ),
    ("NameHeld", Said::new("Название занято", "Name taken")),
    ("NameReleased", Said::new("Название свободно", "Name released")),
    ("IdentifierTaken", Said::new("Номер занят", "Number taken")),
    ("IdentifierReleased", Said::new("Номер свободен", "Number released")),
    ("OrganisationRegistered", Said::new("Организация записана", "Organisation recorded")),
    ("OrganisationRenamed", Said::new("Организация переименована", "Organisation renamed")),
    (
        "IdentifierRecorded",
        Said::new("Номер организации записан", "Number of an organisation recorded"),
    ),
    (
        "IdentifierRetired",
        Said::new(
            "Номер больше не принадлежит организации",
            "Number is the organisation’s no more",
        ),
    ),
    ("BranchOpened", Said::new("Филиал открыт", "Branch opened")),
    ("BranchClosed", Said::new("Филиал закрыт", "Branch closed")),
    (
        "OrganisationSizeStated",
        Said::new("Размер организации указан", "Size of an organisation stated"),
    ),
    (
        "OrganisationDetailsStated",
        Said::new("Сведения об организации указаны", "Details of an organisation stated"),
    ),
    (
        "OrganisationSucceeded",
        Said::new("У организации есть преемник", "The organisation was succeeded"),
    ),
    ("PredecessorRecorded", Said::new("Записана предшественница", "A predecessor was recorded")),
    (
        "MailboxDomainTied",
        Said::new(
            "Почтовый домен привязан к организации",
            "A mail domain was tied to an organisation",
        ),
    ),
    (
        "MailboxDomainReleased",
        Said::new("Почтовый домен отвязан от организации", "A mail domain was released"),
    ),
    ("ClaimsStated", Said::new("Сведения внесены", "Claims were stated")),
    ("ItemOpened", Said::new("Внесена строка списка", "An item of a list was opened")),
    ("ItemClosed", Said::new("Строка списка закрыта", "An item of a list was closed")),
    ("ProposalMade", Said::new("Внесено предложение", "A proposal was made")),
    ("ProposalPublished", Said::new("Предложение опубликовано", "A proposal was published")),
    ("ProposalAnswered", Said::new("На предложение отвечено", "A proposal was answered")),
    ("PublicationRecorded", Said::new("Публикация внесена", "A publication was recorded")),
    ("PublicationCorrected", Said::new("Публикация исправлена", "A publication was corrected")),
    ("PublicationWithdrawn", Said::new("Публикация отозвана", "A publication was withdrawn")),
    (
        "CkrOpened",
        Said::new("Центр кластерного развития открыт", "A cluster development centre was opened"),
    ),
    (
        "CkrClosed",
        Said::new("Центр кластерного развития закрыт", "A cluster development centre was closed"),
    ),
    ("RegistryOpened", Said::new("Реестр открыт", "The registry was opened")),
    (
        "EditionTextRecorded",
        Said::new("Записан текст редакции правил", "The text of an edition was recorded"),
    ),
    ("EditionAdopted", Said::new("Редакция правил принята", "An edition was adopted")),
    ("StatisticsPublished", Said::new("Статистика опубликована", "Statistics were published")),
    ("EstimateStated", Said::new("Внесена оценка", "An estimate was stated")),
    ("SubjectForgotten", Said::new("Сведения о ком-то стёрты", "Somebody’s data was erased")),
    ("ReportFiled", Said::new("Сообщено об ошибке", "An error was reported")),
    ("ReportDecided", Said::new("Сообщение об ошибке рассмотрено", "A report was decided")),
];

#[cfg(test)]
mod tests {
    use registry_events::event::Event;

    use super::*;

    #[test]
    fn every_type_of_event_has_a_name() {
        for (name, _) in Event::types() {
            assert!(entry_type(name).is_some(), "{name} has none");
        }
    }
}
