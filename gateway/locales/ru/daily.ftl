# Ожидаются на Карте.
expected = Ожидаются на Карте
expected-lead = Кластеры, о которых известно, но в реестре их ещё нет. Список открыт всем; что кластер подал заявку, видят куратор, аудитор и ЦКР его региона.
expected-public = Как его видят все
expected-public-lead = Кластеры, о которых известно из открытых источников, но записи о них в реестре ещё нет: их сведений здесь никто не подтверждал, уровня у них нет. Список ведут кураторы реестра и центры кластерного развития.
expected-own = Это ваш кластер?
expected-apply = Подайте заявку на включение в реестр
expected-open-account = Заведите учётную запись и подайте заявку
expected-keep = Вести этот список
expected-document = подтверждение
expected-nothing = Таких кластеров нет
expected-count = { $n ->
    [one] { $shown } кластер
    [few] { $shown } кластера
   *[other] { $shown } кластеров
}
expected-cluster = Кластер
expected-standing = Состояние
expected-known = Известен
expected-invited = Приглашён
expected-applied = Заявка
expected-registered = В реестре
expected-removed = Больше не ожидается
expected-source-self = сообщил сам кластер
expected-source-document = документ
expected-source-register = реестр или перечень
expected-source-press = публикация
expected-invited-on = Приглашения
expected-not-invited = ещё не приглашали
expected-application = Заявка
expected-add = Добавить кластер
expected-add-lead = Запишите кластер, которого ещё нет в реестре. Имя, регион, источник и дата станут видны всем.
expected-add-send = Добавить
expected-name = Название кластера
expected-name-hint = Как его называет источник, например «Кластер станкостроения Томской области».
expected-name-wrong = Напишите название кластера
expected-name-en = Название по-английски
expected-name-en-hint = Если источник его приводит.
expected-region = Субъект РФ
expected-region-wrong = Выберите субъект РФ
expected-source = Источник
expected-source-hint = Откуда известно, что такой кластер есть.
expected-source-wrong = Выберите источник
expected-url = Адрес источника
expected-url-hint = Например, https://press.example/news/1. Нужен он или ссылка на документ ниже.
expected-url-wrong = Напишите адрес целиком: он начинается с https://
expected-evidence = Ссылки на документы
expected-evidence-hint = Каждая с новой строки.
expected-evidence-wrong = Напишите каждую ссылку целиком: она начинается с https://
expected-known-since = Известен с
expected-known-since-hint = День, когда источник о нём сообщил.
expected-known-since-wrong = Укажите день, когда источник сообщил о кластере
expected-done-noted = Кластер добавлен в список ожидаемых.
expected-done-invitation = Приглашение отправлено: письмо уйдёт в ближайшую минуту.
expected-done-unsent = Приглашение записано, но письмо не ушло: очередь писем полна. Отправьте его позже ещё раз.
expected-done-application = Заявка связана с кластером.
expected-done-registration = Записано: кластер в реестре.
expected-done-unmarked = Кластер внесён в реестр, но эту запись раньше уже отметил кто-то другой. Посмотрите, не внесён ли кластер дважды.
expected-done-removal = Записано: кластер больше не ожидается.
expected-letter = Текст письма
expected-invite = Пригласить
expected-invite-lead = Кластеру уйдёт письмо со ссылкой на регистрацию. В журнал попадёт только день приглашения, адрес туда не записывается.
expected-invite-field = Электронная почта кластера
expected-invite-hint = Открытый адрес из источника, например office@cluster.example.
expected-invite-wrong = Напишите адрес целиком, например office@cluster.example
expected-invite-send = Отправить приглашение
expected-link = Связать с заявкой
expected-link-lead = Укажите, какую заявку подал этот кластер. До внесения в реестр связь видят куратор и ЦКР региона.
expected-both = Выбрано одно, а вписано другое: оставьте что-то одно
expected-link-likely = Заявка из очереди
expected-link-likely-hint = Сначала заявки того же региона и с похожим названием.
expected-link-field = Номер другой заявки
expected-link-hint = Если её нет в списке выше: номер или адрес страницы заявки.
expected-link-wrong = Выберите заявку или вставьте её номер целиком
expected-link-send = Связать
expected-register = Отметить, что он в реестре
expected-register-lead = Укажите профиль, под которым кластер внесён в реестр.
expected-register-likely = Кластер этого региона
expected-register-likely-hint = Сначала те, чьё название похоже.
expected-register-field = Другой кластер реестра
expected-register-hint = Если его нет в списке выше: название, номер, например 3z5k0a7c41, или адрес страницы. По названию реестр предложит выбор.
expected-register-wrong = Такого кластера в реестре нет: выберите из списка, проверьте название или вставьте номер из десяти знаков
expected-register-send = Отметить
expected-remove = Больше не ожидается
expected-remove-lead = Кластер уйдёт из списка; причина останется видна всем.
expected-remove-field = Причина
expected-remove-hint = Одной фразой, например «Записан дважды». Если ошиблись в записи, снимите её и добавьте верную.
expected-remove-wrong = Напишите причину
expected-remove-send = Снять с ожидания
mail-expected-subject = Приглашение на Карту кластеров России
mail-expected =
    Здравствуйте!

    Кластер «{ $cluster }» приглашают на Карту кластеров России — открытый реестр, где кластеры рассказывают о себе сами и у каждого сведения видно, кто его подтвердил.

    Чтобы подать заявку, заведите учётную запись:

    { $address }

    Что это за реестр и как он устроен: { $about }

    Если письмо пришло по ошибке, ничего делать не нужно.

# Наполнение.
completeness = Наполнение
completeness-lead = Как заполнены анкеты по разделам; самые пустые первыми. Считаются поля и списки, которые к кластеру применимы.
completeness-nothing = Таких кластеров нет
completeness-state = В анкете есть
completeness-without = Не представлено
completeness-section = В разделе
completeness-since = Изменения с даты
completeness-changed = С этой даты
completeness-changed-any = не важно
completeness-changed-true = что-то менялось
completeness-changed-false = ничего не менялось
completeness-share = Полнота
completeness-changes = Изменений с
completeness-updated = обновлён
completeness-last = напоминали { $day }
completeness-pick = Выбрать:
completeness-sum = Всего по найденным
completeness-filled = { $filled } из { $of }
completeness-stale = обновить: { $count }
completeness-disputed = оспаривается: { $count }
completeness-not-provided = нет: { $count }
completeness-not-applicable = неприменимо
completeness-choose = Отметьте хотя бы один кластер
completeness-remind-heading = Напомнить представителям
completeness-remind-lead = Каждому, кто говорит за кластер, уйдёт письмо: что обновить, чего не хватает и где это заполнить. О том же кластере человеку пишут не чаще раза в неделю.
completeness-remind = Напомнить отмеченным
completeness-remind-all = { $n ->
    [one] Напомнить найденному
   *[other] Напомнить всем найденным: { $shown }
}
completeness-reminded = { $n ->
    [0] Новых писем нет.
    [one] Отправлено { $shown } письмо.
    [few] Отправлены { $shown } письма.
   *[other] Отправлено { $shown } писем.
}
completeness-before = { $n ->
    [one] Ещё { $shown } человеку напоминали на этой неделе.
   *[other] Ещё { $shown } людям напоминали на этой неделе.
}
completeness-nobody = { $n ->
    [one] У { $shown } кластера пока нет представителя с электронной почтой.
   *[other] У { $shown } кластеров пока нет представителей с электронной почтой.
}
mail-reminder-subject = Анкета кластера «{ $cluster }»: что стоит дополнить
mail-reminder =
    Здравствуйте, { $name }!

    В анкете кластера «{ $cluster }» на Карте кластеров России:

    нужно обновить — { $stale };
    оспаривается — { $disputed };
    не представлено — { $missing }.

    Дополнить можно здесь:

    { $address }

    Если всё верно, подтвердите это одной кнопкой в «Ежегодном обновлении» на той же странице.
