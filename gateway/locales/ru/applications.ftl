# Заявки для заявителя и квитанции обо всём, что человек сделал.
applications = Заявки
application = Заявка
application-unnamed = Кластер без названия
application-draft = Черновик
application-submitted = На рассмотрении
application-returned = Возвращена на доработку
application-listed = В реестре
application-withdrawn = Отозвана
application-start = Новая заявка
application-start-lead = Содержание заявки видите только вы, а после отправки и кураторы реестра. Открытым оно станет, когда кластер попадёт в реестр.
entering = Заявка на новый кластер
entering-lead = Заявку подают в роли представителя кластера. Вы получите право подавать заявки; говорить от имени кластера вы сможете, когда куратор внесёт его в реестр. Прежняя роль останется у вас: сменить её можно на странице «Учётная запись».
entering-held = Заявку подают в роли представителя кластера. Она у вас есть: перейдите в неё. Вернуться к прежней роли можно на странице «Учётная запись».
entering-do = Перейти и начать
application-right = Почему вы говорите от имени кластера
application-right-hint = Например: «Работаю в управляющей компании кластера, доверенность № 12 от 03.02.2026». Это прочтёт куратор.
application-right-anew = Дополнить или приложить доверенность
application-letter = Письмо или доверенность
application-letter-hint = PDF, PNG или JPEG до 20 МБ: подписанное письмо или доверенность. Увидят кураторы и аудиторы, а после включения в реестр и администраторы. Если документ есть, право в реестре будет основано на нём.
application-letter-brought = Приложено письмо или доверенность
application-letter-none = Письмо или доверенность не приложены
application-begin = Начать заявку
application-form = Что нужно заполнить
application-form-lead = Здесь только то, без чего кластер не попадает в реестр. Остальное вы добавите потом, в анкете. Отвечайте в любом порядке: каждый ответ сохраняется сразу, вернуться можно в любой день.
application-contact-hint = Общий ящик, на который отвечает дирекция. Имена людей указывать не нужно.
application-members-hint = Первой строкой могут стоять заголовки. Без них порядок любой: наименование, ИНН или ОГРН, тип участника, роль, дата вступления — через точку с запятой или столбцами из таблицы. Например: ООО «Белая сосна»; 7707083893; малые предприятия. Типы: { $types }.
application-line = Строка
application-step = Вопрос { $number } из { $of }
application-to-list = К списку
application-matter-open = Ещё не заполнено
application-matter-partly = Нужно дополнить
application-matter-mend = Исправить
application-matter-optional = По желанию
application-members-lines = Участники, каждый с новой строки
application-members-count = { $n ->
    [one] { $shown } участник
    [few] { $shown } участника
   *[other] { $shown } участников
}
application-status-lead = Если у кластера есть официальный статус, назовите его. Со статусом из этого списка кластер попадает в реестр, даже если участники и численность ещё не собраны: на них есть { $days } отсрочки. Её дают: { $statuses }. Куратор сверит статус с документом.
application-status-hint = Выберите один; другие статусы куратор внесёт позже.
application-status-none = Официального статуса нет
application-submit-waived = Кластер попадёт в реестр с отсрочкой по официальному статусу. Куратор рассмотрит заявку за пять рабочих дней.
open-requirements = Что выполнить, чтобы запись осталась активной
open-requirements-lead = Кластер в реестре, но эти требования ещё открыты. Пока они открыты, уровень остаётся начальным; после последнего дня запись станет неактивной. Она оживёт, как только требования будут выполнены.
open-requirement-until = до { $day }
application-or = Если численность не раскрывается
application-save = Сохранить и продолжить
application-check = Проверить
application-submit = Отправить на рассмотрение
application-submit-lead = Все требования выполнены. Куратор рассмотрит заявку за пять рабочих дней.
application-submitted-lead = Заявку рассматривает куратор реестра. Обычно это занимает до пяти рабочих дней. Пока она на рассмотрении, изменить её нельзя.
application-listed-lead = Кластер в реестре. Теперь его профиль ведёте вы.
application-returned-heading = Что нужно доработать
application-withdraw = Отозвать заявку
application-withdrawal-reason = Почему вы её отзываете
unmet-minimum-marker = Требование { $marker } «{ $label }» не выполнено
unmet-not_borne_out = Сведение не подтверждается тем, что приложено
unmet-not_borne_out-marker = Требование { $marker } «{ $label }»: сведение не подтверждается тем, что приложено
unmet-right_to_speak = Право говорить от имени кластера не показано
unmet-already_listed = Этот кластер уже есть в реестре
requirements = Минимальные требования
requirements-met = Выполнено { $met } из { $of }
requirements-waived = У кластера есть официальный статус «{ $status }». Требования с отметкой «отсрочка» можно выполнить уже после включения в реестр: на это есть { $days }. Если кластер внесут сегодня, последний день — { $until }.
application-needs-met = Выполнено
application-needs-open = Ещё не выполнено
application-needs-waived = отсрочка
alike = Похожие кластеры уже есть в реестре
alike-lead = Если это тот же кластер, вторая заявка не нужна: право вести его профиль дадут куратор или те, кто его уже ведёт.
alike-write = Написать кластеру
alike-tell = Сообщить куратору
alike-name = похожее название
alike-region = тот же регион
alike-common = { $n ->
    [one] { $shown } общий участник
    [few] { $shown } общих участника
   *[other] { $shown } общих участников
}

# Кластер, который куратор вносит по источнику.
entry = Внести кластер по источнику
entry-lead = Кластер встанет в реестр сразу, без заявки; у каждого сведения будет указан этот источник. Вести профиль пока некому: это право вы дадите представителям кластера, когда они найдутся.
entry-source-hint = Откуда взяты сведения.
entry-url-hint = Например, https://press.example/news/1. По нему источник откроет любой, кто захочет проверить.
entry-retrieved-on = Когда вы открывали источник
entry-retrieved-on-wrong = Этот день ещё не наступил: укажите, когда вы открывали источник
entry-expected = По списку ожидаемых; запись в нём будет отмечена сама
entry-expected-over = Эта запись больше не ждёт: по ней уже подана заявка, кластер внесён в реестр или снят с ожидания. Откройте её и посмотрите, как обстоит дело
entry-alike-lead = Проверьте, не тот же ли это кластер. Если тот же, дополните его профиль: вторая запись не нужна.
entry-alike-answer = Вы проверили?
entry-other = Да, это другой кластер
entry-other-wrong = Посмотрите похожие кластеры и отметьте, что этот — другой
entry-send = Внести в реестр

# Квитанции.
receipt = Квитанция с доказательством
acted-done = Записано
acted-ApplicationListed = Кластер внесён в реестр
acted-ApplicationReturned = Заявка возвращена на доработку
acted-ApplicationStarted = Заявка начата
acted-ApplicationSubmitted = Заявка отправлена на рассмотрение
acted-ApplicationWithdrawn = Заявка отозвана
acted-ClaimConfirmed = Сведения подтверждены
acted-ClusterAbsorbed = Кластеры объединены
acted-ClusterListed = Кластер внесён в реестр
acted-ClusterMerged = Кластеры объединены
acted-ClusterResumed = Запись кластера возобновлена
acted-ClusterSuspended = Запись кластера приостановлена
acted-ClusterWithdrawn = Кластер исключён из реестра
acted-EnquiryAnswered = Отмечено, что на обращение ответили
acted-ConfirmationWithdrawn = Подтверждение отозвано
acted-DisputeAdmitted = Спор принят к рассмотрению
acted-DisputeAnswered = Ответ на спор записан
acted-DisputeFiled = Спор подан
acted-DisputeRefused = В рассмотрении спора отказано
acted-DisputeResolved = Спор решён
acted-MembershipDenied = Записано, что организация не участвует в кластере
acted-MembershipDenialWithdrawn = Слова о том, что организация не участвует, взяты назад
acted-ReportFiled = Отправлено кураторам
acted-ReportDecided = Решение по сообщению об ошибке записано
acted-RightToSpeakStated = Право говорить от имени кластера записано
acted-RoleGranted = Роль дана
acted-RoleRevoked = Роль отозвана
acted-MailboxDomainTied = Почтовый домен привязан
acted-MailboxDomainReleased = Почтовый домен освобождён
acted-OrganisationRenamed = Имя организации записано
acted-IdentifierRecorded = Номер организации записан
acted-IdentifierRetired = Конец номера записан
acted-OrganisationSucceeded = Правопреемник записан
acted-CkrOpened = Открытие центра записано
acted-CkrClosed = Закрытие центра записано
acted-PublicationRecorded = Публикация записана
acted-PublicationCorrected = Исправление публикации записано
acted-PublicationWithdrawn = Публикация отозвана
acted-EstimateStated = Оценка числа кластеров записана
acted-ValueMasked = Сведение скрыто по закону
acted-MaskLifted = Сведение снова показано
acted-lead = Это ваша квитанция: запись стоит в журнале реестра, и никто не уберёт её незаметно.
acted-position = Номер записи
acted-at = Когда записано
acted-proof = Доказательство
acted-others = { $n ->
    [one] Вместе с ней записано ещё { $shown } событие
    [few] Вместе с ней записано ещё { $shown } события
   *[other] Вместе с ней записано ещё { $shown } событий
}
acted-check = Доказательство готово через секунду и проверяется без нашего сервера.
acted-verify = Как проверить
acted-next = Дальше

# Части форм.
acts-evidence = Ссылки на подтверждение
acts-evidence-hint = Каждая с новой строки, например https://cluster.example/report
acts-files = Приложить документ
acts-files-hint = PDF, PNG или JPEG до 20 МБ. Откроют его кураторы, аудиторы и представители кластера; все остальные увидят только, что документ есть.
confirm-show = Приложить ссылку или документ
dispute-files = Приложить документ
dispute-files-hint = PDF, PNG или JPEG до 20 МБ. Откроют его кураторы и аудиторы. Кластер откроет его, только если куратор приложит его, допуская спор.
dispute-admit-files = Приложить документ
dispute-admit-files-hint = PDF, PNG или JPEG до 20 МБ. Приложенное откроют представители кластера и тот, кто оспорил сведение; документ, приложенный к его возражению, — только если отметить его здесь.
dispute-answer-files = Приложить документ
dispute-answer-files-hint = PDF, PNG или JPEG до 20 МБ. Откроют его кураторы, аудиторы, представители кластера и тот, кто оспорил сведение; все остальные увидят только, что документ есть.
acts-link-wrong = Это не адрес страницы: { $link }
acts-reason-hint = Эти слова увидят все: пишите по существу и без имён людей.
