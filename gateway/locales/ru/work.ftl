# Анкета: за кого говорит человек, список дел, вопросы, проверка, ежегодное обновление.
work = Мои кластеры
work-organisations = Мои организации
work-regions = Мои регионы
work-daily = Моя работа
work-nothing = В этой роли вы пока ни за кого не говорите.
work-other-role = Выбрать другую роль
work-by-right = Основание
work-tasks = Анкета
work-level = Уровень
work-profile = Как видят все
work-history = История
work-soon = Что скоро устареет
work-filled = Заполнено { $filled } из { $of }
work-done = Записано
work-change = Изменить
work-fill = Заполнить
work-by-officer = Указывает куратор реестра
work-until = Действует до { $day }
work-items = { $n ->
    [one] { $shown } запись
    [few] { $shown } записи
   *[other] { $shown } записей
}
work-renewed = { $n ->
    [one] Спасибо! Подтверждено { $shown } сведение: оно верно на сегодня.
    [few] Спасибо! Подтверждены { $shown } сведения: они верны на сегодня.
   *[other] Спасибо! Подтверждено { $shown } сведений: они верны на сегодня.
}
work-still-to-change = Осталось исправить то, с чего вы сняли отметку:
stand-filled = Заполнено
stand-stale = Нужно обновить
stand-disputed = Оспаривается
stand-awaiting = Ожидает подтверждения
stand-not-provided = Не представлено
stand-not-applicable = Неприменимо
coach-needed = Для этого нужно:
coach-one-of = И что-то одно из этого:
coach-choices = Подойдут любые из этих признаков:
coach-more = Подробнее об уровне и признаках

# Вопрос.
work-example = Пример
work-why = Зачем это спрашивают
work-mark-required = Без этого кластер не попадает в реестр: это нужно уже для начального уровня.
work-mark-medium = Учитывается на пути к среднему уровню.
work-mark-high = Учитывается на пути к высокому уровню.
work-mark-optional = На уровень не влияет, но делает профиль понятнее.
work-seen-registered = Ответ увидят только те, кто вошёл в реестр.
work-seen-officer = Ответ увидят только кураторы реестра.
work-stands = Сейчас в реестре
work-answer = Ответ
work-in-russian = По-русски
work-in-english = По-английски
work-yes = Да
work-no = Нет
work-codes = Коды через пробел или каждый с новой строки
work-texts = Каждое с новой строки. Перевод на английский — после черты: «Сушка | Drying»
work-urls = Каждый адрес с новой строки
work-amount = Сумма
work-currency = Валюта
work-lat = Широта
work-lng = Долгота
work-precision = Точность точки
work-postal-code = Индекс
work-locality = Населённый пункт
work-street = Улица, дом
work-inn = ИНН
work-ogrn = ОГРН
work-name = Наименование
work-said = Что сообщить
work-said-value = Ответ указан выше
work-said-not-provided = Нет данных
work-said-not-applicable = Неприменимо
work-said-withheld = Не раскрываем
work-said-zero = Нет: этого у кластера нет
work-said-wrong = Выберите, что сообщить: ответ или почему его нет
work-value-wrong = Впишите ответ или выберите ниже, почему его нет
work-kind = Что произошло
work-kind-hint = Изменение: раньше было так, теперь иначе. Исправление: прежняя запись была неверной.
work-described-on = На какую дату это верно
work-described-on-hint = День, который описывает ответ, например конец года отчёта.
work-source = Откуда это известно
work-source-url = Адрес источника
work-evidence = Ссылки на подтверждение
work-evidence-hint = Каждая с новой строки. Со ссылкой сведение весит больше: оно «подтверждено документом».
work-leave = Не менять
work-meanwhile = Пока вы отвечали, это поле изменилось
work-meanwhile-do = Ваш ответ сохранён ниже. Сравните: если он вернее, продолжайте — он заменит то, что записано сейчас.

# Проверка.
work-check = Проверьте ответ
work-check-lead = После отправки ответ станет частью открытой истории кластера.
work-field = Поле
work-before = Было
work-after = Станет
work-kind-short = Что произошло
work-described-on-short = На дату
work-evidence-short = Подтверждений приложено
work-send = Отправить
work-edit = Исправить

# Ежегодное обновление.
renewal = Ежегодное обновление
renewal-lead = Всё, что известно о кластере, на одной странице. Снимите отметку с того, что изменилось, остальное подтвердите одним нажатием.
renewal-begin = Просмотреть и подтвердить
renewal-how = Отмечено то, что со временем устаревает. Снимите отметки с того, что изменилось: это вы исправите следом. Остальное подтвердите одной кнопкой внизу.
renewal-none = Сейчас нет сведений, которые устаревают: подтверждать нечего.
renewal-nothing = Оставьте отметку хотя бы у одного сведения, которое верно
renewal-send = Остальное верно на сегодня,
renewal-meanwhile = Пока вы читали, часть сведений изменилась
renewal-meanwhile-do = Ничего не записано. Ниже сведения, как они стоят сейчас: посмотрите на те, что остались без отметки, и отправьте снова.
