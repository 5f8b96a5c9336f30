# Статистика: диаграммы, их заголовки и то, что стоит рядом с ними.
statistics-month = Месяц
statistics-shown = Показано на { $day }
statistics-earlier = Месяцем раньше
statistics-later = Месяцем позже
statistics-years = Конец года
statistics-play = Проиграть
statistics-pause = Остановить
statistics-failed = Не удалось получить данные. Проверьте связь и повторите.

chart-table = Таблица
chart-files = Скачать
chart-cite = Как сослаться
chart-cited = «{ $finding }» // Карта кластеров России. Статистика: { $subject }. По состоянию на { $day }, позиция журнала { $position }.
chart-cited-before = Карта кластеров России. Статистика: { $subject }. По состоянию на { $day }: в журнале ещё не было записей.
chart-cited-empty = Карта кластеров России. Статистика: { $subject }. Журнал пока пуст.
chart-permanent = Постоянная ссылка
chart-absent = Информация не представлена
chart-absent-part = не представлено
chart-source = Карта кластеров России, { $day }, позиция журнала { $position }
chart-in-words = { $subject }: { $rows }.

growth-title = Рост реестра
growth-note = Число кластеров со статусом «в реестре» на конец каждого месяца или квартала и на показанный день.
behind-several = Строки ведут к кластерам, у которых такое есть; у одного кластера их бывает несколько, поэтому кластеров может быть меньше, чем посчитано здесь.
base-of-clusters = по данным { $stated_text } из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}
base-of-bodies = по данным { $stated_text } из { $of_text } { $of ->
    [one] органа управления
   *[other] органов управления
}
bulletins-title = Бюллетени
bulletins-lead = Статистика дня, опубликованная событием: позиция, до которой посчитаны показатели, и их дайджест записаны в журнал, и каждый может посчитать их заново.
bulletins-none = На эту дату бюллетеней ещё не публиковали.
bulletins-day = День
bulletins-position = Посчитано до позиции
bulletins-digest = Дайджест показателей
bulletins-data = Данные
regions-invited = Центр кластерного развития там уже есть; кластеры могут рассказать о себе первыми.

found-levels = Начальный уровень — { $initial ->
    [0] ни у одного
   *[other] у { $initial_text }
} из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}, средний — { $medium ->
    [0] ни у одного
   *[other] у { $medium_text }
}, высокий — { $high ->
    [0] ни у одного
   *[other] у { $high_text }
}
found-support = Выше начального уровня — { $above_text } из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}
found-support-none = Все кластеры пока на начальном уровне: { $of_text }
found-support-pilot = Выше начального уровня — { $above_text } из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}; чаще всего среди пилотных: { $n_text } из { $all_text }
found-support-ckr = Выше начального уровня — { $above_text } из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}; чаще всего среди поддержанных ЦКР: { $n_text } из { $all_text }
found-support-independent = Выше начального уровня — { $above_text } из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}; чаще всего среди самостоятельных: { $n_text } из { $all_text }
found-ages = Выше начального уровня чаще всего те, кому { $age }: { $n_text } из { $of_text }
found-participants = { $n_text } { $n ->
    [one] участие
    [few] участия
   *[other] участий
} в кластерах у { $organisations_text } { $organisations ->
    [one] организации
   *[other] разных организаций
}
found-employees = У участников кластеров { $n ->
    [one] работает { $n_text } человек
    [few] работают { $n_text } человека
   *[other] работают { $n_text } человек
}
found-invited = Приглашаем на карту кластеры ещё { $n_text } { $n ->
    [one] субъекта
   *[other] субъектов
} РФ, где есть ЦКР
found-types = Самый частый тип участника — { $label }: { $n_text } из { $of_text }
found-leaders = На { $n_text } { $n ->
    [one] кластер
    [few] кластера
   *[other] кластеров
} с наибольшим числом участников приходится { $share_text } % всех участий
found-specialisation = Самая частая специализация — { $label }: { $n_text } из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}
found-specialisations = { $n ->
    [one] Представлена { $n_text } специализация
    [few] Представлены { $n_text } специализации
   *[other] Представлено { $n_text } специализаций
} из { $of_text }
found-stages = { $total_text } { $total ->
    [one] совместный проект
    [few] совместных проекта
   *[other] совместных проектов
} у { $stated_text } { $stated ->
    [one] кластера
   *[other] кластеров
}; ещё { $silent_text } { $silent ->
    [one] кластер пока не представил
    [few] кластера пока не представили
   *[other] кластеров пока не представили
} информацию
found-stages-all = { $total_text } { $total ->
    [one] совместный проект
    [few] совместных проекта
   *[other] совместных проектов
} у { $stated_text } { $stated ->
    [one] кластера
   *[other] кластеров
}: информацию представили все
found-stages-none = Информацию о совместных проектах пока не представил ни один из { $of_text } { $of ->
    [one] кластера
   *[other] кластеров
}
found-spheres-in = Чаще всего совместные проекты — в сфере { $label }: { $n_text } из { $of_text }
found-spheres = Самая частая сфера совместных проектов — «{ $label }»: { $n_text } из { $of_text }
found-priorities = Важнее всего — «{ $label }»: высокий приоритет у { $n_text } из { $of_text } { $of ->
    [one] ответившего кластера
   *[other] ответивших кластеров
}
found-partners = Российские партнёры есть у { $russian_text } { $russian ->
    [one] кластера
   *[other] кластеров
}, зарубежные — { $foreign ->
    [0] ни у одного
   *[other] у { $foreign_text }
}
found-bodies = Самый частый орган управления — { $label }: { $n_text } из { $of_text }
found-staff = Средняя численность сотрудников, управляющих кластером, — { $mean }
found-chosen = { $n ->
    [0] Ни один из { $of_text }
   *[other] { $n_text } из { $of_text }
} { $of ->
    [one] органа
   *[other] органов
} управления { $n ->
    [0] не выбран из организаций, которым было два года и больше
    [one] выбран из организаций, которым было два года и больше
   *[other] выбраны из организаций, которым было два года и больше
}
found-financing = Только взносы или доходы от услуг — { $fees ->
    [0] ни у одного
   *[other] у { $fees_text }
} из { $of_text } { $of ->
    [one] органа
   *[other] органов
} управления, только бюджет — { $budgets ->
    [0] ни у одного
   *[other] у { $budgets_text }
}
found-regions = Кластеры есть в { $n_text } из { $of_text } { $of ->
    [one] субъекта
   *[other] субъектов
} РФ, где созданы ЦКР
found-ckr-leaders = Больше всего кластеров среди регионов с ЦКР — { $label }: { $n_text }
found-coverage = В реестре { $n_text } { $n ->
    [one] кластер
    [few] кластера
   *[other] кластеров
}
found-coverage-of = В реестре { $n_text } { $n ->
    [one] кластер
    [few] кластера
   *[other] кластеров
}; по оценке, в стране их около { $of_text }
found-growth = На { $day } в реестре { $n_text } { $n ->
    [one] кластер
    [few] кластера
   *[other] кластеров
}, а на { $ago } было { $then_text }
found-growth-first = На { $day } в реестре { $n_text } { $n ->
    [one] кластер
    [few] кластера
   *[other] кластеров
}

behind-age = возраст: { $value }
behind-participants = есть участники: { $value }
behind-projects = есть совместные проекты{ $value }
behind-no-projects = проекты не представлены{ $value }
behind-stage = стадия проекта: { $value }
behind-sphere = сфера проекта: { $value }
behind-rated = оценён приоритет: { $value }
behind-priority = приоритет: { $value }
behind-foreign = есть зарубежные партнёры{ $value }
behind-russian = есть российские партнёры{ $value }
behind-body = орган управления: { $value }
behind-chosen = время от создания до выбора: { $value }
behind-managing = есть управляющая организация{ $value }
behind-source = источник финансирования: { $value }
behind-fees = только взносы или доходы от услуг{ $value }
behind-budgets = только бюджетные средства{ $value }
