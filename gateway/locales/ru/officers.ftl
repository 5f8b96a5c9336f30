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
representatives-of-hint = Название или номер кластера, название организации, адрес страницы либо код региона, например RU-TOM.
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
representatives-unknown = С таким ящиком никто не зарегистрирован. Пошлите человеку ссылку под этим полем и, когда он зарегистрируется, дайте роль снова
representatives-register = Страница, на которой человек регистрируется сам
grant-letter = Письмо или доверенность
grant-letter-hint = PDF, PNG или JPEG до 20 МБ: подписанное письмо или доверенность. Его увидят только кураторы, аудиторы и администраторы.
grant-letter-needed = Приложите письмо или доверенность, на которых основано право
grant-letter-basis = Приложен документ: выберите основание «Письмо или доверенность» или уберите документ
grant-letter-open = открыть письмо

# Запись об организации.
officers-day-wrong = Укажите день
record = Запись об организации
record-lead = Имя, номера и правопреемство. Всё, что вы запишете, останется в журнале; прежнее останется видно на странице организации.
record-rename = Имя
record-rename-send = Записать имя
record-name = Полное имя
record-name-en = Имя по-английски
record-kind = Что произошло
record-kind-change = Организация переименована
record-kind-correction = Имя было записано с ошибкой
record-kind-wrong = Выберите, переименована организация или исправлена ошибка
record-identify = Ещё один номер
record-identify-send = Записать номер
record-number = Номер
record-number-hint = ИНН, ОГРН или ОГРНИП цифрами; для иностранной организации — её номер в реестре той страны.
record-country-hint = Только для иностранного номера.
record-since = С какого дня
record-retire = Номер больше не принадлежит организации
record-retire-send = Записать конец номера
record-until = Последний день
record-sealed = ИНН предпринимателя (закрыт)
record-succeed = Правопреемник
record-succeed-send = Записать правопреемника
record-succeed-lead = После слияния, присоединения и преобразования организация прекращается: её номера будут закрыты, отменить это нельзя. Членство в кластерах останется прежним, пока кластеры не заявят его заново.
record-successor = Организация реестра
record-successor-hint = Название, ИНН, ОГРН или адрес страницы. По названию и номеру реестр предложит выбор.
record-successor-wrong = Такой организации реестр не знает: проверьте название или номер либо впишите новую ниже
record-successor-name = Или новая организация: полное имя
record-successor-name-hint = Если реестр её ещё не знает.
record-successor-number = ИНН или ОГРН новой организации
record-successor-number-hint = Не нужен, если к ней переходит номер прежней.
record-form = Форма реорганизации
record-form-wrong = Выберите форму реорганизации
record-on = День реорганизации
record-passing = Какие номера переходят
record-passing-hint = Остальные номера закрываются этим днём.

# Центр кластерного развития региона.
ckr-keep = Центры кластерного развития
ckr-keep-lead = Запишите, что регион открыл или закрыл центр кластерного развития. Документ и причина станут видны всем.
ckr-open = Центр открыт
ckr-open-send = Записать открытие
ckr-organisation = Организация реестра
ckr-name = Или новая организация: полное имя
ckr-number = ИНН или ОГРН новой организации
ckr-number-wrong = Назовите организацию: выберите из реестра или впишите имя и номер
ckr-opened-on = С какого дня
ckr-close = Центр закрыт
ckr-close-send = Записать закрытие
ckr-closed-on = С какого дня его больше нет
ckr-stands = { $name }, открыт { $day }
ckr-regions = Центры кластерного развития регионов
ckr-regions-lead = Выберите регион: на его странице записывают открытие и закрытие центра.

# Оценка числа кластеров.
estimate = Оценка числа кластеров
estimate-lead = Сколько кластеров в стране по чьей-то оценке. Последняя записанная стоит в статистике рядом с числом кластеров реестра, со своим источником.
estimate-state = Новая оценка
estimate-state-send = Записать оценку
estimate-clusters = Сколько кластеров
estimate-clusters-wrong = Напишите число
estimate-source = Чья это оценка
estimate-source-hint = Словами для всех, например «Минпромторг России».
estimate-stated-for = На какой день

# Публикации, как их ведёт куратор.
publication-new = Записать публикацию
publication-new-lead = Отчёт, обзор, рейтинг или объявление. Его увидят все; исправление и отзыв тоже останутся видны.
publication-keep = Исправить или отозвать
publication-keep-lead = Исправление пишет всё заново; прежнее останется в журнале.
publication-record = Что сказано о публикации
publication-record-send = Записать
publication-correct = Исправить
publication-correct-send = Записать исправление
publication-withdraw = Отозвать
publication-withdraw-send = Отозвать
publication-withdraw-lead = Публикация уйдёт из списка и ленты; что она была и почему отозвана, останется видно.
publication-kind-wrong = Выберите вид публикации
publication-title = Название
publication-title-en = Название по-английски
publication-title-wrong = Напишите название
publication-summary = О чём она, в нескольких фразах
publication-summary-en = То же по-английски
publication-published-on = Вышла
publication-now = Сейчас в реестре: { $field } — { $value }
publication-now-nothing = не указано
publication-url = Где её прочесть
publication-url-hint = Адрес страницы или файла; или приложите документ ниже. Объявление обходится без адреса.
publication-url-wrong = Напишите адрес целиком: он начинается с https://
publication-url-both = Есть и адрес, и документ: оставьте что-то одно
publication-files = Документ
publication-files-hint = PDF, PNG или JPEG до 20 МБ; его сможет скачать каждый.
publication-regions-hint = Ничего не отмечено — о всех регионах.
publication-specialisations-hint = Ничего не отмечено — о всех специализациях.
publication-reason = Почему исправляется
publication-withdrawal-reason = Почему отзывается

# Скрытое по закону.
masks = Скрытое по закону
masks-lead = Скрытое сведение исчезает со всех страниц и из всех ответов, о прошлом тоже; уровень и журнал остаются прежними, и видно, с какого дня и по какому закону оно скрыто.
masks-from-history = Выбрать, что скрыть, в истории кластера
masks-hide = Скрыть по закону
masks-hide-send = Скрыть
masks-which = Что скрыть
masks-which-wrong = Выберите, что скрыть
masks-one = Только это сказанное значение
masks-always = Всё, что об этом сказано, и что скажут дальше
masks-law = Закон
masks-law-hint = Словами для всех, например «149-ФЗ, статья 10».
masks-show = Снова показать
masks-lifted = Это сведение уже снова показал кто-то другой.
masks-show-send = Показать

# Редакции, как их видит администратор.
editions = Редакции правил и анкеты
editions-lead = Какие редакции действуют, с какого дня и какие предложения в них вошли.
editions-how = Новую редакцию принимают на сервере: по ней заново оценивают каждый кластер, поэтому её текст сначала проверяют на всём реестре. Проверка скажет, что и у кого изменится, и ничего не запишет. Номера предложений, которые редакция принимает, стоят на их страницах:
editions-none = Редакций пока нет
editions-unreadable = Текст этой редакции не читается: действует предыдущая.
editions-proposals = Вошли предложения
editions-check = Проверить:
editions-adopt = Принять:
editions-rulebook = Правила уровней
editions-catalogue = Анкета
editions-dictionaries = Словари
editions-regions = Регионы
