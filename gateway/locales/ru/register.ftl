# Карта и реестр: поиск, фильтры, списки.
map-title = Карта
map-heading = Карта кластеров России
register-heading = Реестр кластеров
where-clusters-are = Где находятся кластеры
whole-country = Вся Россия
european-part = Европейская часть
map-views = Что показывает карта
map-words = { $n ->
    [one] Карта России: { $shown } кластер.
    [few] Карта России: { $shown } кластера.
   *[other] Карта России: { $shown } кластеров.
}
map-list-whole = Те же кластеры стоят в списке рядом.
map-list-first = Первые { $listed } стоят в списке рядом, все — в таблице реестра.
list-first = Здесь первые { $listed } из { $total }, все — в таблице.
more-filters = Фильтры
figure-clusters = кластеры
legend-initial = начальный
legend-medium = средний
legend-high = высокий уровень
legend-region = регион с кластерами
legend-size = площадь круга — число участников
clusters = Кластеры
filters = Поиск и фильтры
search-label = Название, продукция, технология, участник
search-example = например, фармацевтика
filter-level = Уровень оргразвития
filter-support = Поддержка
filter-specialisation = Ключевая специализация
filter-district = Федеральный округ
filter-region = Субъект РФ
filter-status = Статус записи
filter-english = Язык
filter-participants = Число участников
from = от
to = до
sort-label = Сначала
apply = Показать
more-values = { $n ->
    [one] Ещё { $shown }
    [few] Ещё { $shown }
   *[other] Ещё { $shown }
}
choose-of = { $n ->
    [one] Выбрать из { $shown }
    [few] Выбрать из { $shown }
   *[other] Выбрать из { $shown }
}
figure-projects-short = проекты
chosen = Выбрано
lift = снять
lift-all = Снять все условия
chip-words = слова: { $value }
chip-participants-min = участников не меньше { $value }
chip-participants-max = участников не больше { $value }
chip-official-status = официальный статус
chip-on = на день { $value }
chip-organisation = участник: одна организация
nothing-found = Таких кластеров в реестре нет
outside-register = { $n ->
    [one] и ещё { $shown } вне реестра
    [few] и ещё { $shown } вне реестра
   *[other] и ещё { $shown } вне реестра
}
lift-a-condition = Снимите одно из условий выше.
other-words = Попробуйте другие слова или меньше слов: ищем по названиям, продукции, технологиям, участникам и предложениям.
rows-of = Строки { $rows } из { $total }
row-of = Строка { $rows } из { $total }
to-first = К началу
to-next = Дальше
all-as-table = Все в таблице
download = Скачать
column-cluster = Кластер
column-level = Уровень
column-specialisation = Специализация
column-region = Субъект РФ
column-participants = Участники
column-employees = Работники
column-projects = Совместные проекты
column-updated = Обновлён
former-name = Прежнее название
register-feed = Подписаться на изменения (Atom)
feed-more = { $n ->
    [one] и ещё { $shown } изменение
    [few] и ещё { $shown } изменения
   *[other] и ещё { $shown } изменений
}
noun-clusters = { $n ->
    [one] кластер
    [few] кластера
   *[other] кластеров
}
noun-participants = { $n ->
    [one] участник
    [few] участника
   *[other] участников
}
noun-employees = { $n ->
    [one] работник
    [few] работника
   *[other] работников
}
noun-projects = { $n ->
    [one] совместный проект
    [few] совместных проекта
   *[other] совместных проектов
}
noun-projects-short = { $n ->
    [one] проект
    [few] проекта
   *[other] проектов
}
noun-memberships = { $n ->
    [one] участие в кластере
    [few] участия в кластерах
   *[other] участий в кластерах
}
figure-memberships = участия в кластерах
figure-base = по данным { $stated } из { $of }
figure-not-counted = нужно обновить или оспаривается
