//! What is decided about this cluster: the right to it, its version, its state.

use super::table;

table! {
    "access.no-grant" 403:
        "Нет полномочий" / "No grant",
        "У вас нет полномочий: {0:thing}. Попросите администратора выдать их."
            / "You hold no grant for this: {0:thing}. Ask the administrator for one.";
    "grant.by-administrator" 409:
        "Эту роль выдаёт администратор" / "An administrator gives this role",
        "Куратор выдаёт и отзывает только роли представителей. Роли куратора, аудитора и администратора — дело администратора."
            / "An officer gives and takes back the roles of representatives only. Those of officers, auditors and administrators are an administrator's matter.";
    "grant.by-mailbox" 409:
        "Ящик проверяет реестр" / "The registry itself checks a mailbox",
        "По рабочему ящику право говорить за организацию получает тот, кто откроет ссылку из письма: её отправляет реестр. Укажите другое основание: письмо или доверенность."
            / "A right that rests on a work mailbox is given to who follows the link that the registry sends there. Name another basis, such as a letter.";
    "grant.own" 409:
        "Себе роли не выдают" / "Nobody gives a role to themselves",
        "Роль вам выдаёт другой человек: попросите другого куратора или администратора."
            / "Somebody else gives you a role: ask another officer or an administrator.";
    "grant.domain-not-tied" 409:
        "Домен ящика не привязан к организации" / "The mailbox's domain isn't tied to the organisation",
        "Почтовый домен этого ящика сейчас не привязан к организации, поэтому ящик не показывает, что пишут от её имени. Домен привязывает куратор по публичному источнику или документу."
            / "The domain of this mailbox isn't tied to the organisation now, so the mailbox doesn't show that somebody writes in its name. An officer ties a domain by a public source or a document.";
    "grant.kept-apart" 409:
        "Эти роли не совмещают" / "These roles are kept apart",
        "Администратор ведёт учётные записи и Правила и не работает со сведениями кластеров. Выдайте роль другой учётной записи или сначала отзовите прежнюю."
            / "An administrator keeps accounts and rules and has no hand in what is told of clusters. Give the role to another account, or take the other one back first.";
    "grant.audits-apart" 409:
        "Аудитор не участвует в том, что проверяет" / "An auditor has no hand in what is audited",
        "Аудитор читает всё и ничего не меняет: он не бывает ни куратором, ни представителем. Выдайте роль другой учётной записи или сначала отзовите прежнюю."
            / "An auditor reads all and changes nothing, and so is neither an officer nor a representative. Give the role to another account, or take the other one back first.";
    "grant.last-administrator" 409:
        "Это последний администратор" / "This is the last administrator",
        "Без администратора некому выдавать роли. Сначала назначьте другого."
            / "Without an administrator nobody could give roles. Appoint another one first.";
    "version.passed" 412:
        "Запись успела измениться" / "It has changed meanwhile",
        "Вы видели версию {0}, сейчас {1}. Прочтите её и решите снова."
            / "You saw version {0}, now it is {1}. Read it and decide again.";
    "claim.replaced" 409:
        "Сведение успели заменить" / "The statement was replaced meanwhile",
        "Сведение {0} уже другое: его значение в current, ваше в proposed. Прочтите и решите снова."
            / "The statement {0} is another one now: current has its value, proposed yours. Read it and decide again.";
    "claim.needs-officer" 409:
        "Это меняет куратор" / "An officer changes this",
        "Наименование и регионы кластера в реестре меняет куратор. Назовите ему документ: «Сообщить об ошибке» у этого сведения на профиле."
            / "Name and regions of a listed cluster are changed by an officer. Name the document to him: “Report a mistake” at this statement on the profile.";
    "claim.by-officer" 409:
        "Об этом говорит куратор" / "An officer speaks of this",
        "Это сведение вносит куратор реестра, например официальный статус. Назовите ему документ: «Сообщить об ошибке» на профиле кластера."
            / "An officer of the registry states this, an official status for example. Name the document to him: “Report a mistake” on the cluster’s profile.";
    "application.draft" 409:
        "Заявка ещё не подана" / "The application isn't submitted yet",
        "Заявка ещё черновик. Сначала её подаёт заявитель."
            / "The application is still a draft. Its applicant submits it first.";
    "application.submitted" 409:
        "Заявка на рассмотрении" / "The application is under review",
        "Заявка на рассмотрении, менять её нельзя. Дождитесь ответа куратора или отзовите её."
            / "The application is under review and can't be changed. Wait for the officer, or withdraw it.";
    "application.returned" 409:
        "Заявка возвращена на доработку" / "The application was returned",
        "Куратор уже вернул заявку заявителю. Решать о ней снова можно, когда заявитель дополнит её и подаст ещё раз."
            / "An officer has returned the application to its applicant already. It is decided about again once the applicant has completed and submitted it.";
    "application.applicant-without-role" 409:
        "У заявителя больше нет роли" / "The applicant no longer holds the role",
        "Роль заявителя отозвана, поэтому кластер не включить в реестр. Сначала подтвердите право говорить за кластер."
            / "The applicant's role was revoked, so the cluster can't be listed. Settle the right to speak for it first.";
    "application.listed" 409:
        "Кластер уже в реестре" / "The cluster is listed already",
        "По этой заявке куратор уже внёс кластер в реестр: отозвать, вернуть или изменить её нельзя. Сведения меняют в профиле кластера."
            / "An officer has listed the cluster of this application already: it can't be withdrawn, returned or changed. What is said is changed in the cluster's profile.";
    "application.withdrawn" 409:
        "Заявка отозвана" / "The application was withdrawn",
        "Заявитель отозвал эту заявку, и по ней больше ничего не решают. Кластер вносят по новой заявке."
            / "Its applicant withdrew this application, and nothing more is decided about it. A cluster is listed by a new application.";
    "cluster.name-taken" 409:
        "Наименование занято" / "The name is taken",
        "В одном из этих регионов уже есть кластер с таким наименованием, русским или английским. Выберите другое или проверьте, не тот ли это кластер."
            / "A cluster of one of these regions has that name already, Russian or English. Choose another, or see whether it is the same cluster.";
    "cluster.suspended" 409:
        "Запись кластера приостановлена" / "The cluster's record is suspended",
        "Пока запись приостановлена, её не меняют. Причина — в истории кластера; куратору пишут через «Сообщить об ошибке» на профиле."
            / "A suspended record isn't changed. The reason stands in the cluster's history; the officer is written to by “Report a mistake” on the profile.";
    "cluster.not-suspended" 409:
        "Запись кластера не приостановлена" / "The cluster's record isn't suspended",
        "Возобновлять нечего: запись действует."
            / "There is nothing to resume: the record is in force.";
    "cluster.withdrawn" 409:
        "Кластер исключён из реестра" / "The cluster has left the register",
        "Кластер исключён из реестра, его карточка только читается. Чтобы вернуться, подайте заявку."
            / "The cluster has left the register, its card can only be read. Apply anew to return.";
    "cluster.merged" 409:
        "Кластер вошёл в состав другого" / "The cluster became part of another one",
        "Кластер стал частью другого, его карточка только читается. Меняйте карточку того кластера."
            / "Its card can only be read now. Change the card of the other cluster.";
    "cluster.target-not-listed" 409:
        "Присоединить не к чему" / "The other cluster isn't listed",
        "Кластер, к которому присоединяют, должен быть действующим в реестре. Сначала приведите в порядок его запись."
            / "The cluster that takes the other one over must be listed and active. Settle its record first.";
    "clerk.nothing-due" 409:
        "Отмечать нечего" / "Nothing is due",
        "На сегодня у кластера ничего не истекло."
            / "Nothing of this cluster has run out by today.";
    "confirmation.already-given" 409:
        "Уже подтверждено вами" / "You have confirmed it already",
        "Ваша сторона это уже подтвердила. Второй раз не нужно."
            / "Your party has confirmed this already. Once is enough.";
    "confirmation.seen-too-long-ago" 422:
        "Увидено слишком давно" / "Seen too long ago",
        "Подтверждение сведения {0:field} действует столько месяцев с того дня, когда его видели: {1}. Посмотрите ещё раз и укажите этот день."
            / "A confirmation of {0:field} holds for so many months from the day it was seen: {1}. Look again and state that day.";
    "confirmation.seen-before-described" 422:
        "Увидено раньше, чем описано" / "Seen before the day described",
        "Сведение {0:field} описывает {1} — то, что увидели раньше, его не подтверждает. Укажите день не раньше этого."
            / "The statement of {0:field} describes {1}; what was seen before that doesn't confirm it. State that day or a later one.";
    "confirmation.superseded" 409:
        "Это подтверждение уже заменено" / "This confirmation has been replaced",
        "Ваша сторона подтвердила это сведение позже ещё раз, и прежнее подтверждение не действует. Отзовите последнее."
            / "Your party has confirmed the statement again since, and the older confirmation doesn't count. Take back the latest one.";
    "membership.already-denied" 409:
        "Вы это уже сообщили" / "You have said so already",
        "Ваша организация уже сообщила, что не участвует, и членство закрыто. Второй раз не нужно."
            / "Your organisation has said that it takes no part, and the membership is closed. Once is enough.";
    "membership.ended" 409:
        "Членство уже закрыто" / "The membership has ended already",
        "Запись об участии закрыта раньше. Возражать не против чего."
            / "The membership was closed before. There is nothing to deny.";
    "membership.not-denied" 409:
        "Отзывать нечего" / "There is nothing to take back",
        "Ваша организация не сообщала, что не участвует, или уже отозвала это."
            / "Your organisation didn't say that it takes no part, or has taken that back already.";
    "mask.already" 409:
        "Уже скрыто" / "It is hidden already",
        "Это сведение уже скрыто по закону. Второй раз не нужно."
            / "This statement is hidden by law already. Once is enough.";
    "subject.already-forgotten" 409:
        "Уже стёрто" / "It is erased already",
        "Эти ключи уже стёрты. Прочесть запечатанное ими больше нельзя."
            / "These keys are erased already. What they sealed can be read no more.";
    "subject.unknown" 422:
        "Стирать нечего" / "There is nothing to erase",
        "Не названо ни одного ключа. Список ключей покажет clustermap forget --list."
            / "No key was named. clustermap forget --list shows which there are.";
    "ckr.already-open" 409:
        "ЦКР уже открыт" / "The centre is open already",
        "Эта организация уже записана центром кластерного развития региона."
            / "This organisation is on record as the region's cluster development centre.";
    "ckr.not-open" 409:
        "ЦКР не действует" / "The centre isn't open",
        "Ваш центр кластерного развития не записан как действующий в регионе кластера. Обратитесь к куратору."
            / "Your centre isn't on record as open in the cluster's region. Ask the officer.";
    "ckr.not-supporting" 409:
        "ЦКР не поддерживает кластер" / "The centre doesn't support the cluster",
        "Подтверждать сведения может ЦКР, который поддерживает кластер: названный в карточке или выдавший действующий статус поддержки. Попросите кластер указать ваш центр."
            / "A centre confirms for a cluster that it supports: one named on the card, or the issuer of a status of support that holds. Ask the cluster to name your centre.";
    "organisation.same-name" 409:
        "Название то же самое" / "The name is the same",
        "Организация уже так называется. Менять нечего."
            / "The organisation is called so already. There is nothing to change.";
    "edition.already-adopted" 409:
        "Редакция уже принята" / "The edition was adopted already",
        "Редакция с таким именем уже принята. Дайте новой другое имя."
            / "An edition of that name was adopted. Give the new one another name.";
    "bulletin.already-published" 409:
        "Статистика этого дня уже опубликована" / "The statistics of that day are published",
        "Выпуск статистики за этот день уже есть, и его не меняют. Назовите другой день."
            / "There is a bulletin of that day, and it isn't changed. Name another day.";
    "publication.already-recorded" 409:
        "Публикация уже записана" / "The publication is on record",
        "Такая публикация уже есть: тот же документ либо тот же вид и день с тем же названием или адресом. Исправьте записанную."
            / "There is such a publication: the same document, or one of that kind and day under that title or at that address. Correct the one on record.";
    "estimate.unchanged" 409:
        "Эта оценка уже записана" / "This estimate is on record already",
        "Последняя записанная оценка точно такая же: то же число, тот же источник и день. Записывать её ещё раз не нужно."
            / "The estimate that was recorded last is exactly this one: the same number, source and day. It needn’t be recorded again.";
    "publication.unchanged" 409:
        "Исправлять нечего" / "Nothing is corrected",
        "О публикации сказано то же самое. Измените то, что неверно."
            / "The same is said of the publication already. Change what is wrong.";
    "publication.withdrawn" 409:
        "Публикация отозвана" / "The publication was withdrawn",
        "Публикация отозвана, и её запись не меняют. Если она нужна, запишите её заново."
            / "The publication was withdrawn, and its record isn't changed. Record it anew where it is needed.";
    "assessment.unchanged" 409:
        "Оценка та же" / "The assessment is the same",
        "По действующим правилам ничего не изменилось. Записывать нечего."
            / "Nothing changes under the rulebook in force. There is nothing to record.";
    "registry.already-open" 409:
        "Реестр уже открыт" / "The registry is open already",
        "Реестр открывают один раз."
            / "A registry is opened once.";
    "registry.not-open" 409:
        "Реестр ещё не открыт" / "The registry isn't open yet",
        "Журнал пуст. Его открывает оператор командой clustermap."
            / "The log is empty. The operator opens it with clustermap.";
    "request.too-much-for-one-commit" 422:
        "Слишком много для одной записи" / "Too much for one commit",
        "За раз записывается не больше 5000 событий и 4 МиБ. Разделите запрос на несколько."
            / "At most 5,000 events and 4 MiB are recorded at once. Split the request.";
}
