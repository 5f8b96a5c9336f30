# Что ждёт человека: очередь, рассмотрение заявки, подтверждения, споры, состояние кластера в реестре.
queue = Очередь
queue-empty = Сейчас вас ничего не ждёт.
queue-since = с
queue-until = до { $day }
queue-target = Цель: решить за { $days } рабочих дней
queue-waived = отсрочка по официальному статусу
queue-waited = { $n ->
    [0] Ждёт меньше дня
    [one] Ждёт { $shown } рабочий день
    [few] Ждёт { $shown } рабочих дня
   *[other] Ждёт { $shown } рабочих дней
}
queue-statements = { $n ->
    [one] { $shown } сведение
    [few] { $shown } сведения
   *[other] { $shown } сведений
}
queue-applications = Заявки
queue-returned = Заявки, возвращённые на доработку
queue-disputes-to-admit = Споры: принять или отказать
queue-disputes-to-resolve = Споры: решить
queue-disputes-to-answer = Споры: ответить
queue-confirmations = Сведения, которые ждут подтверждения
queue-proposals = Предложения по анкете и правилам
queue-unpublished = ещё не опубликовано

# Рассмотрение заявки.
review-submitted = Отправлена
review-target = Решить до
review-right = Почему заявитель говорит от имени кластера
review-cluster = О кластере
review-note = Замечание
review-reason = Что исправить: { $field }
review-unmet = Что не выполнено: { $field }
review-remark = Право говорить от имени кластера
review-remark-hint = Например: «Приложите доверенность». Заполните, если это право не показано.
review-requirements = Невыполненные требования
review-already = Этот кластер уже есть в реестре
review-already-reason = Что сделать заявителю
review-already-hint = Например: «Попросите право вести профиль этого кластера».
review-already-wrong = Назовите кластер, который уже есть в реестре
review-already-other = Другой кластер, который уже есть в реестре
review-already-other-hint = Название, номер или адрес страницы кластера. У него с заявкой должно быть общее: похожее название либо тот же регион и общий участник или управляющая организация.
review-already-unknown = Кластера с таким названием в реестре нет. Впишите его номер или адрес его страницы.
review-already-several = Так называются несколько кластеров. Впишите номер или адрес страницы того, который имеете в виду.
review-right-shown = Право показано ролью представителя организации «{ $organisation }», которая управляет кластером (основание: { $basis }). Из-за него заявку не возвращают.
review-list = Внести в реестр
review-list-lead = Содержание заявки станет открытым, а заявитель — представителем кластера.
review-return = Вернуть на доработку
review-return-lead = Вернуть заявку можно только из-за невыполненного требования. Замечания впишите рядом со сведениями выше или здесь: требование к каждому уже выбрано, его можно сменить. Заявитель увидит и требование, и ваши слова.

# Подтверждения.
confirmations = Подтверждения
confirmations-lead = Кластеры рассказывают о себе сами, а вы подтверждаете то, что знаете. Ваше слово поднимает подтверждённость сведений.
confirmations-lead-officer = Сведения с приложенными документами, которых ещё никто из кураторов не сверил.
confirmations-none = Сейчас подтверждать нечего.
confirmations-none-here = По этому кластеру всё, что вы могли подтвердить, подтверждено.
confirm = Подтверждаю
confirm-membership = Подтверждаю участие
confirm-deny = Мы не участвуем
confirm-inexact = Есть неточность
confirm-on = на
confirm-shown-by = Приложен документ:
confirm-by-document = { $n ->
    [one] { $shown } сведение по одному документу
    [few] { $shown } сведения по одному документу
   *[other] { $shown } сведений по одному документу
}
confirm-more = С чем сверено
confirm-against = Сверено с
confirm-original = подлинником документа
confirm-register = государственным реестром
confirm-seen-on = Когда вы это видели
confirm-seen-on-hint = Если не сегодня.
confirm-note = Примечание
confirm-note-hint = Его увидят все.
confirm-none = Отметьте хотя бы одно сведение, которое подтверждаете
confirm-day-wrong = Укажите день целиком, например 30.06.2026
denial-lead = Вы говорите за свою организацию: её участие в кластере закончится, и уровень кластера пересчитают. Снова назвать вас участником кластер сможет, только если вы возьмёте эти слова назад.
denial-since = С какого дня не участвуете
denial-since-hint = Если это известно.
denial-reason = Почему
given = Вы подтвердили
given-lead = Эти подтверждения в силе. Если вы ошиблись или всё изменилось, отзовите подтверждение: что оно было, в истории останется.
given-last = последнее
given-older = Более ранние подтверждения
given-withdraw = Отозвать подтверждение
given-withdraw-lead = Подтверждение перестанет учитываться, и уровень кластера пересчитают. Причину увидят все рядом с записью в истории.
given-withdrawal-reason = Почему вы отзываете подтверждение
given-cluster = Кластер
given-said = Подтверждено
given-by-colleague = { $day }, другой представитель той же стороны
given-changed = С тех пор кластер заявил иначе: { $now }. Ваше подтверждение прежних сведений учитывается до { $until }.
given-gone = Это подтверждение уже отозвано { $day }. Второй раз отзывать нечего.
given-past = Это подтверждение больше не учитывается: с тех пор сведения изменились или подтверждены заново. Отзывать нечего.
given-back = К подтверждениям
denials = Вы сообщили, что не участвуете
denials-lead = Пока эти слова стоят, кластер не может назвать вас участником. Если вы снова участвуете, возьмите их назад.
denial-withdraw = Взять слова назад
denial-gone = Эти слова ваша организация уже взяла назад { $day }. Второй раз брать нечего.
denial-withdraw-lead = После этого кластер сможет снова назвать вашу организацию участником; само участие от этого не начнётся.
denial-withdrawal-reason = Почему вы берёте слова назад
denial-cluster = Кластер
denial-organisation = Ваша организация
denial-said = Сказано

# Споры.
dispute = Спор
dispute-file = Оспорить сведение
dispute-file-lead = Куратор решит за пять рабочих дней, принять ли спор. До этого о нём знаете только вы и кураторы.
dispute-grounds = Что неверно
dispute-grounds-hint = Коротко и по существу. Например: «По отчёту за тот же год работников вдвое меньше».
dispute-send = Подать
dispute-due = Следующий шаг нужен до
dispute-admit = Принять спор
dispute-admit-lead = С этого дня спор открыт для всех. Назовите источник, на который он опирается.
dispute-admit-text = Что оспаривается и почему
dispute-refuse = Отказать в рассмотрении
dispute-answer-act = Ответить
dispute-answer-text = Ответ кластера
dispute-resolve = Решить спор
dispute-reason = Обоснование
dispute-outcome = Решение
dispute-meanwhile = Ваше действие не записано: до него по этому спору уже записано «{ $step }» — { $day }, { $who }.
dispute-outcome-wrong = Выберите решение
dispute-upheld = Спор обоснован: сведение не действует
dispute-rejected = Спор не обоснован: сведение остаётся
dispute-step-filed = Подан
dispute-step-refused = В рассмотрении отказано
dispute-step-admitted = Принят
dispute-step-answered = Ответ кластера
dispute-step-missed = Срок прошёл без ответа
dispute-step-upheld = Спор обоснован
dispute-step-rejected = Спор не обоснован
dispute-step-lifted = Сведение снова действует

# Состояние кластера в реестре.
standing-heading = Состояние в реестре
standing-now = Сейчас:
standing-act = Что сделать
standing-act-wrong = Выберите, что сделать
standing-nothing = В этом состоянии изменить ничего нельзя.
standing-suspend = Приостановить
standing-resume = Возобновить
standing-withdraw = Исключить из реестра
standing-merge = Объединить с другим кластером
standing-suspend-follows = Профиль останется открытым с отметкой «приостановлен», изменить его будет нельзя.
standing-resume-follows = Кластер снова сможет вести свой профиль.
standing-withdraw-follows = Кластер покинет реестр насовсем. Его история останется открытой.
standing-merge-follows = Дальше за него говорит другой кластер. История обоих останется открытой.
standing-reason = Почему
standing-merger = Для объединения
standing-into = В какой кластер
standing-into-hint = Номер кластера или адрес его страницы.
standing-merged-on = С какого дня
standing-check = Проверьте перед записью

# На профиле кластера.
contest = Оспорить

# С чего начинается день куратора и аудитора.
today-waits = Ждёт вас
today-late = Срок прошёл: { $count }
today-oldest = самое давнее ждёт с { $day }
today-since = Со вчерашнего дня, { $day }
today-received = Поступило заявок, сообщений и споров
today-decided = Решено
today-listed = Внесено кластеров в реестр
today-updated = Профилей изменилось
