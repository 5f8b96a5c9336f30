//! What can be wrong with statements, items and the whole of a profile.

use super::table;

table! {
    "claim.path-malformed" 422:
        "Путь сведения не читается" / "The path of a statement can't be read",
        "Путь — «поле» или «список/номер/поле», например participants/17/organisation; у записи — «список/номер»."
            / "A path is `field` or `list/number/field`, e.g. participants/17/organisation; of an item `list/number`.";
    "claim.version-needed" 422:
        "Не сказано, какая версия" / "Which version isn't said",
        "Сведение {0} подтверждают в той версии, которую видели. Добавьте рядом с path число version: оно стоит у сведения в карточке."
            / "The statement {0} is confirmed in the version that was seen. Add the number version beside path: it stands with the statement on the card.";
    "field.unknown" 422:
        "Такого поля нет" / "No such field",
        "Поля «{0}» в анкете нет. Все поля — в /api/v1/catalogue."
            / "The profile has no field “{0}”. All fields are in /api/v1/catalogue.";
    "collection.unknown" 422:
        "Такого списка нет" / "No such list",
        "Списка «{0}» в анкете нет. Все списки — в /api/v1/catalogue."
            / "The profile has no list “{0}”. All lists are in /api/v1/catalogue.";
    "claim.value-needed" 422:
        "Не сказано, что именно" / "What is stated is missing",
        "Пришлите value или, если значения нет, absence."
            / "Send value or, where there is none, absence.";
    "claim.value-and-absence" 422:
        "Сказано и то и другое" / "Both are stated",
        "Пришлите что-то одно: value или absence."
            / "Send one of them: value or absence.";
    "claim.needed" 422:
        "Это сведение обязательно" / "This is needed",
        "«{0:field}» нельзя оставить без значения."
            / "“{0:field}” can't be left without a value.";
    "claim.masked" 422:
        "Скрыто по закону" / "Hidden by law",
        "Прежнее значение «{0:field}» скрыто по закону. Если оно изменилось, внесите новое; повторить прежнее нельзя."
            / "What was stated of “{0:field}” is hidden by law. State a new value where it changed; the former one can't be said again.";
    "claim.not-countable" 422:
        "Здесь не бывает «нет»" / "There can't be none of this",
        "«Нет» говорят о числе, сумме или списке, а «{0:field}» — не они. Напишите «не указано» или «не применимо»."
            / "“None” is said of a number, an amount or a list; “{0:field}” isn't one. Say that it isn't provided or isn't applicable.";
    "list.by-items" 422:
        "Список заполняют записями" / "A list is filled item by item",
        "У «{0:collection}» нет значения: добавьте записи или сообщите, почему их нет."
            / "“{0:collection}” has no value: open its items, or say why there are none.";
    "list.not-empty" 422:
        "В списке есть записи" / "There are items in the list",
        "В списке «{0:collection}» есть открытые записи. Закройте их, и тогда можно сообщить, что таких нет."
            / "There are open items in “{0:collection}”. Close them, then it can be said that there are none.";
    "claim.stated-twice" 422:
        "Сведение повторено" / "Stated twice",
        "«{0:field}» стоит в запросе дважды. Оставьте одно."
            / "“{0:field}” stands twice in the request. Leave one.";
    "claim.date-needed" 422:
        "Нужна дата сведения" / "The date of the statement is needed",
        "«{0:field}» меняется со временем. Укажите в described_on день, на который это верно."
            / "“{0:field}” changes with time. Give in described_on the day for which it holds.";
    "item.not-open" 422:
        "Такой записи нет или она закрыта" / "The item isn't there or is closed",
        "Открытой записи {0} нет. Сверьтесь с карточкой и назовите открытую."
            / "There is no open item {0}. Read the card and name one that is open.";
    "item.field-needed" 422:
        "У записи не хватает поля" / "A field of the item is missing",
        "Без поля «{0:field}» запись не открыть. Добавьте его."
            / "The item can't be opened without “{0:field}”. Add it.";
    "item.stated-twice" 422:
        "Такая запись уже есть" / "The item is there already",
        "То же самое уже названо в записи {0}. Измените её или закройте."
            / "The same is named in item {0} already. Change or close that one.";
    "item.referenced" 422:
        "На запись ссылаются" / "The item is referred to",
        "На неё ссылается запись {0}. Сначала измените ту."
            / "Item {0} refers to it. Change that one first.";
    "collection.too-many" 422:
        "Список переполнен" / "The list is full",
        "В списке «{0:collection}» — не больше {1} открытых записей. Закройте ненужные."
            / "The list “{0:collection}” has at most {1} open items. Close those that are past.";
    "project.too-few-participants" 422:
        "У совместного проекта мало участников" / "A joint project needs more participants",
        "Совместный проект ведут не меньше трёх участников кластера, здесь {0}. Добавьте остальных."
            / "A joint project has at least three participants of the cluster, here are {0}. Add the others.";
    "project.not-a-participant" 422:
        "В проекте назван не участник" / "The project names somebody who isn't a participant",
        "Записи {0} нет среди участников кластера. Сначала добавьте участника."
            / "There is no {0} among the cluster's participants. Add the participant first.";
    "project.costs-not-shared" 422:
        "Проект без общих затрат" / "A project without shared costs",
        "Проект совместный, когда участники делят затраты. Подтвердите это полем cost_sharing."
            / "A project is joint when its participants share the costs. Say so in cost_sharing.";
    "project.ends-before-it-starts" 422:
        "Проект кончается раньше, чем начинается" / "The project ends before it starts",
        "Проверьте даты начала и окончания проекта."
            / "Check the dates of the project's start and end.";
    "project.implemented-without-result" 422:
        "У завершённого проекта нет результата" / "An implemented project without a result",
        "Проект отмечен как реализованный. Расскажите о его результате."
            / "The project is marked as implemented. Tell its result.";
    "project.planned-after-its-start" 422:
        "Планируемый проект уже начат" / "A planned project has begun",
        "Проект отмечен как планируемый, а день его начала прошёл. Исправьте стадию или дату."
            / "The project is marked as planned, and the day of its start has passed. Correct the stage or the date.";
    "project.in-progress-before-its-start" 422:
        "Проект идёт, не начавшись" / "The project runs before its start",
        "Проект отмечен как реализуемый, а день его начала ещё не наступил. Исправьте стадию или дату."
            / "The project is marked as in progress, and the day of its start is still to come. Correct the stage or the date.";
    "project.in-progress-after-its-end" 422:
        "Проект идёт после окончания" / "The project runs after its end",
        "Проект отмечен как реализуемый, а день его окончания прошёл. Исправьте стадию или дату."
            / "The project is marked as in progress, and the day of its end has passed. Correct the stage or the date.";
    "project.implemented-before-its-end" 422:
        "Проект завершён до окончания" / "The project is implemented before its end",
        "Проект отмечен как реализованный, а день его окончания ещё не наступил. Исправьте стадию или дату."
            / "The project is marked as implemented, and the day of its end is still to come. Correct the stage or the date.";
    "period.reversed" 422:
        "Конец раньше начала" / "The end is before the beginning",
        "«{0:field}» не может быть позже, чем «{1:field}». Исправьте одно из двух."
            / "“{0:field}” can't be later than “{1:field}”. Correct one of them.";
    "link.one-other-side" 422:
        "У связи одна другая сторона" / "A link has one other side",
        "Назовите либо кластер реестра (cluster), либо тот, которого в реестре нет (foreign_cluster)."
            / "Name either a cluster of the registry (cluster) or one that isn't in it (foreign_cluster).";
    "body.organisation-needed" 422:
        "Не названо, кто ведёт кластер" / "Who runs the cluster isn't named",
        "Координатор и управляющая компания — это организация: назовите её. Слово того, кто ведёт кластер, не подтверждает его сведений."
            / "A coordinator or a management company is an organisation: name it. The word of whoever runs the cluster confirms nothing of it.";
    "collection.not-renewable" 422:
        "Этот список не обновляют целиком" / "This list isn't renewed as a whole",
        "Записи списка «{0}» не устаревают или стареют от своей даты: обновите нужную запись."
            / "Items of the list “{0}” don't age, or age from a date of their own: state the item anew.";
    "partner.is-participant" 422:
        "Партнёр уже участник" / "The partner is a participant",
        "Эта организация — участник кластера, запись {0}. Партнёры — те, кто в кластер не входит."
            / "This organisation is a participant of the cluster, item {0}. Partners are those who don't belong to it.";
    "participant.is-partner" 422:
        "Участник уже партнёр" / "The participant is a partner",
        "Эта организация записана партнёром, запись {0}. Сначала закройте её там."
            / "This organisation is on record as a partner, item {0}. Close it there first.";
    "membership.organisation-ended" 422:
        "Организации больше нет" / "The organisation has ended",
        "Эта организация прекращена, новое членство с ней не начинается. Укажите преемника: организацию {0}."
            / "This organisation has ended, so no membership begins with it. Name its successor, organisation {0}.";
    "membership.branch-unknown" 422:
        "У организации нет такого филиала" / "The organisation has no such branch",
        "У этой организации нет действующего филиала с КПП {0}. Сначала внесите филиал в реестр: POST /api/v1/organisations/{1}/branches."
            / "This organisation has no open branch with KPP {0}. Record the branch first: POST /api/v1/organisations/{1}/branches.";
    "membership.denied" 422:
        "Организация говорит, что не участвует" / "The organisation says that it takes no part",
        "Эта организация сообщила, что не участвует в кластере. Снова назвать её участником можно, когда она это отзовёт."
            / "This organisation said that it takes no part in the cluster. It can be named again once it takes that back.";
    "person.consent-needed" 422:
        "Нужно согласие человека" / "The person's consent is needed",
        "Имя человека указывают только с его согласия. Отметьте «{0:field}» или уберите имя."
            / "A person is named only with consent. State “{0:field}” or leave the name out.";
    "minimum.open" 422:
        "Не выполнено обязательное требование" / "A minimum requirement is open",
        "Осталось: {0:marker}. Добавьте это и пришлите снова."
            / "Still open: {0:marker}. Add it and send again.";
    "return.requirement-needed" 422:
        "Не названо требование" / "No requirement is named",
        "Заявку возвращают только из-за невыполненного требования. Назовите его рядом с причиной."
            / "An application is returned only for a requirement that isn't met. Name it beside the reason.";
    "return.requirement-kind" 422:
        "Такого основания для возврата нет" / "An application isn't returned for this",
        "Основание для возврата — одно из: {0}."
            / "An application is returned for one of: {0}.";
    "return.requirement-unknown" 422:
        "Такого минимального требования нет" / "No such minimum requirement",
        "{0} нет среди минимальных требований Правил. Заявку возвращают только из-за них."
            / "{0} is none of the minimum requirements of the rulebook. An application is returned for those alone.";
    "return.requirement-met" 422:
        "Требование выполнено" / "The requirement is met",
        "Требование «{0:marker}» по заявленному выполнено или отсрочено. Если сведение не подтверждается тем, что приложено, верните заявку с замечанием к этому сведению."
            / "The requirement “{0:marker}” is met by what is stated, or waived. If a statement isn't borne out by what is attached, return the application for that statement.";
    "return.requirement-of-another-field" 422:
        "Требование не об этом сведении" / "The requirement isn't about this statement",
        "Требование «{0:marker}» не опирается на сведение «{1:field}». Выберите требование этого поля."
            / "The requirement “{0:marker}” doesn't rest on the statement “{1:field}”. Choose a requirement of this field.";
    "return.cluster-not-alike" 422:
        "У кластера с заявкой нет общего" / "The cluster has nothing in common with the application",
        "Вернуть заявку как повторную можно, если у неё с кластером {0} похожее название, не меньше трёх общих организаций либо тот же регион и хотя бы одна общая организация: участник или управляющая. Проверьте, тот ли кластер назван."
            / "An application can be returned as a second entry of cluster {0} if both have similar names, three or more organisations in common, or the same region and at least one organisation in common, a participant or a managing one. Check that it is the cluster you mean.";
    "return.member-of-another" 422:
        "Это относится к другой причине" / "This belongs to another reason",
        "У причины «{0}» такого поля нет: уберите его или назовите другую причину."
            / "A reason `{0}` has no such member: remove it, or name another reason.";
    "return.right-shown" 422:
        "Право говорить от имени кластера уже показано" / "The right to speak for the cluster is shown already",
        "У заявителя есть роль представителя организации, которая управляет кластером: его право показано и без письма. Назовите другое невыполненное требование или внесите кластер в реестр."
            / "The applicant holds a role for the organisation that manages the cluster, which shows the right without a letter. Name another requirement that isn't met, or list the cluster.";
    "return.statement-needed" 422:
        "Не названо сведение" / "No statement is named",
        "Назовите сведение заявки, которое не подтверждается тем, что приложено."
            / "Name the statement of the application that isn't borne out by what is attached.";
    "application.too-large" 422:
        "Заявка слишком велика" / "The application is too large",
        "Кластер вносится в реестр одной записью: этой заявке нужно {0} событий, а помещается {1}. Участник — это одно событие; если организации ещё нет в реестре, то ещё по одному на неё и на каждый её номер. Уберите часть участников и добавьте их, когда кластер будет в реестре."
            / "A cluster is listed in one commit: this application needs {0} events and {1} fit. A participant is one event; an organisation new to the registry adds one for itself and one for each of its numbers. Take out some participants and add them once the cluster is listed.";
    "application.too-long" 422:
        "Заявка слишком длинна" / "The application is too long",
        "Кластер вносится в реестр одной записью: сведения этой заявки занимают {0} КиБ, а помещается {1}. Сократите тексты и ссылки или уберите часть участников и добавьте их, когда кластер будет в реестре."
            / "A cluster is listed in one commit: what this application says takes {0} KiB and {1} fit. Shorten texts and links, or take out some participants and add them once the cluster is listed.";
    "reason.needed" 422:
        "Нужна причина" / "A reason is needed",
        "Напишите причину словами: не пусто и не длиннее 2000 знаков."
            / "Give the reason in words: not empty and at most 2000 characters.";
    "confirmation.not-second-party" 422:
        "Своё сведение не подтверждают" / "One's own statement can't be confirmed",
        "Подтверждает вторая сторона: другой человек и другая организация, не заявитель и не управляющая компания кластера."
            / "A second party confirms: another person and another organisation, neither the claimant nor the cluster's managing organisation.";
    "confirmation.not-entitled" 422:
        "Об этом судит другой" / "Somebody else can tell",
        "Участник подтверждает своё участие и свои проекты; партнёр — своё партнёрство; другой кластер — связь с ним; ЦКР и орган власти региона — поддержку и место, органы управления, стратегию и сайт. Остальное подтверждает куратор."
            / "A participant confirms its membership and its projects; a partner its partnership; another cluster the link to it; a development centre or regional authority support and place, governing bodies, the strategy and the site. The rest is an officer's.";
    "confirmation.evidence-needed" 422:
        "Назовите, с чем сверено" / "Say what it was held against",
        "Куратор подтверждает по реестру или документу: приложите хотя бы одну ссылку или документ."
            / "An officer confirms against a register or a document: name at least one address or document.";
    "dispute.own-claim" 422:
        "Это сведения вашей стороны" / "Your own party said this",
        "Оспорить можно то, что сказали другие. Своё сведение просто исправьте."
            / "You contest what others say; what your party said you can simply state anew.";
    "dispute.source-needed" 422:
        "Нужен источник" / "A source is needed",
        "Возражение допускают, если в нём назван источник: приложите ссылку или документ. Источника нет — отклоните возражение с причиной."
            / "A dispute is admitted when it names a source: add a link or a document, or refuse it with a reason.";
    "cluster.merged-into-itself" 422:
        "Это тот же кластер" / "It is the same cluster",
        "Кластер не может войти в состав самого себя. Укажите другой."
            / "A cluster can't become part of itself. Name another one.";
    "identifier.ends-before-it-begins" 422:
        "Конец раньше начала" / "The end is before the beginning",
        "Последний день номера раньше дня, с которого он действует. Проверьте дату."
            / "The number's last day is before the day since which it holds. Check the date.";
    "identifier.ends-before-numbers" 422:
        "Таких номеров тогда ещё не было" / "There were no such numbers then",
        "Раньше {0} такого номера быть не могло. Проверьте последний день."
            / "There can’t have been such a number before {0}. Check the last day.";
    "size.unknown" 422:
        "Такого размера нет" / "No such size",
        "Размер «{0}» не принимается: large — крупная, medium — средняя, small — малая."
            / "The size “{0}” isn't accepted: large, medium or small.";
    "succession.into-itself" 422:
        "Преемник — сама организация" / "The successor is the organisation itself",
        "Организация не может стать преемником самой себе. Укажите другую."
            / "An organisation can't follow itself. Name another one.";
    "succession.number-not-held" 422:
        "Такого номера у неё нет" / "It has no such number",
        "Перейти может только номер, который сейчас записан за предшественником."
            / "Only a number that the predecessor has on record now can pass over.";
    "succession.personal-number" 422:
        "ИНН человека не переходит" / "A person's INN doesn't pass over",
        "ИНН предпринимателя принадлежит человеку и к преемнику не переходит."
            / "A sole trader's INN belongs to the person and doesn't pass to a successor.";
    "scope.wrong-kind" 422:
        "Роль даётся не на это" / "The role isn't held for that",
        "Эта роль даётся на другой предмет: кластер, организацию, регион или весь реестр."
            / "This role is held for something else: a cluster, an organisation, a region or the whole registry.";
    "edition.disagrees" 422:
        "Редакция не согласуется с остальными" / "The edition disagrees with the others",
        "Редакция расходится с другими редакциями в силе или с правилами: {0}. Исправьте текст или сначала примите другую редакцию."
            / "The edition disagrees with the others in force or with the rules: {0}. Correct the text, or adopt the other edition first.";
    "edition.name-malformed" 422:
        "Такого имени у редакции быть не может" / "An edition can't have that name",
        "Имя «{0}» не принимается: до 40 латинских букв, цифр, точек и дефисов, первой — буква или цифра."
            / "The name “{0}” isn't accepted: at most 40 Latin letters, digits, dots and dashes, a letter or digit first.";
    "edition.unreadable" 422:
        "Редакция не читается" / "The edition can't be read",
        "Текст не читается: {0}. Исправьте его и пришлите снова."
            / "The text can't be read: {0}. Correct it and send again.";
}
