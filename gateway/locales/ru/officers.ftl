# Ежедневная работа кураторов: сообщения об ошибках, почтовые домены организаций, полномочия.
queue-reports = Сообщения об ошибках
queue-reports-passed = Сообщения об ошибках, переданные вам
report-of-mistake = Сообщение об ошибке
report-about = О чём
report-came = Поступило
report-said = Что неверно
report-said-erased = Слова автора стёрты
report-stands = Сейчас указано
report-stated = Указано { $day }, { $ago }
report-days-ago = { $n ->
    [0] сегодня
    [one] { $shown } день назад
    [few] { $shown } дня назад
   *[other] { $shown } дней назад
}
report-changed = После сообщения это сведение изменили.
report-history = История этого сведения
report-decide = Решение
report-mend-lead = Если сообщение верно и вам есть на чём основаться, сначала исправьте сведение, затем запишите решение.
report-mend = Исправить сведение
report-holds = Если всё верно и так, отметьте это в обновлении:
report-holds-renewal = «Остальное верно на сегодня»
report-outcome = Что решено
report-outcome-wrong = Выберите решение
report-outcome-corrected = Исправлено: ошибка была, сведение уже верно
report-outcome-corrected-hint = Сведение исправили вы или кластер.
report-outcome-declined = Отклонить: это не ошибка
report-outcome-declined-hint = Сведение остаётся как есть.
report-outcome-passed_to_cluster = Передать кластеру
report-outcome-passed_to_cluster-hint = Представители кластера увидят сообщение в своей очереди, но без слов автора.
report-reason = Почему
report-decide-send = Записать решение

# Почтовые домены организации.
domains = Почтовые домены
domains-lead = Кто отвечает с ящика на привязанном домене, говорит от имени организации: подтверждает участие без учётной записи. Домен привязывает куратор по публичному источнику или документу. Слова самого кластера для этого мало.
domains-none = Ни один домен пока не привязан.
domains-since = Привязан { $day }: { $role }, учётная запись { $account }
domains-until = Освобождён { $day }: { $role }, учётная запись { $account }
domains-release = Освободить домен
domains-release-lead = Роли, которые получены с ящиков на этом домене, закончатся. Сказанное с них останется.
domains-reason = Почему { $domain } больше не принадлежит организации
domains-tie = Привязать домен
domains-former = Освобождённые домены
domains-domain = Домен
domains-domain-hint = То, что стоит после @ в рабочих адресах, например works.example. Бесплатные почтовые службы не подходят.
domains-domain-wrong = Укажите домен без имени ящика, например works.example
domains-shared = Домен общий
domains-shared-yes = Да, у этих организаций общая почта
domains-shared-hint = Этот домен уже привязан: { $names }. Общий домен бывает у организаций одного холдинга: тогда с любого ящика на нём можно говорить от имени каждой.
domains-shared-wrong = Подтвердите, что домен у этих организаций общий, или укажите другой
domains-source = Откуда это известно
domains-source-wrong = Выберите, откуда это известно
domains-source-register = Государственный реестр
domains-source-document = Документ
domains-source-press = Открытая публикация
domains-url = Адрес источника
domains-url-hint = Страница, где домен назван, например https://reestr.example/1. Нужен он или подтверждение ниже.
domains-url-wrong = Укажите адрес страницы целиком, например https://reestr.example/1
domains-files = Приложить документ
domains-files-hint = PDF, PNG или JPEG до 20 МБ, например письмо организации. Его увидят только кураторы и аудиторы.
letters-kept = Приложено
letters-one = Нужен один документ. Выберите один файл или объедините страницы в один PDF
letters-enough-today = За сутки можно приложить документов: { $documents }, всего до { $size } МБ. «{ $name }» не сохранён, приложите его завтра. Остальное можно отправить уже сейчас
letters-too-many = Всего можно приложить документов: { $documents }, до { $size } МБ. «{ $name }» не сохранён. Опишите его в пояснении: куратор подскажет, как его передать

# Кто кого представляет.
representatives = Представители
representatives-lead = Кто говорит от имени кластеров, организаций и регионов и на чём основано его право. Имён здесь нет: они есть только у администратора.
representatives-of = Кого представляют
representatives-of-hint = Номер кластера, адрес страницы кластера или организации либо код региона, например RU-TOM.
representatives-none = Таких представителей нет.
representatives-applicant = подаёт заявку
representatives-account = Учётная запись
representatives-more = { $n ->
    [one] И ещё { $shown } роль: уточните, кого представляют.
    [few] И ещё { $shown } роли: уточните, кого представляют.
   *[other] И ещё { $shown } ролей: уточните, кого представляют.
}
representatives-email = Электронная почта человека
representatives-email-hint = Ящик, с которым человек зарегистрирован в реестре, например anna@works.example.
representatives-unknown = С таким ящиком никто не зарегистрирован. Попросите человека зарегистрироваться на странице /register и дайте роль снова
grant-letter = Письмо или доверенность
grant-letter-hint = PDF, PNG или JPEG до 20 МБ: подписанное письмо или доверенность. Его увидят только кураторы, аудиторы и администраторы.
grant-letter-needed = Приложите письмо или доверенность, на которых основано право
grant-letter-basis = Приложен документ: выберите основание «Письмо или доверенность» или уберите документ
grant-letter-open = открыть письмо
