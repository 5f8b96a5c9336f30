# Что стоит вокруг каждой страницы.
site-name = Карта кластеров России
motto = Кластеры рассказывают о себе сами; у каждого сведения видно, кто его подтвердил
to-content = К содержанию
sections = Разделы
all-sections = Все разделы
menu = Меню
other-language = English
weak-sight = Версия для слабовидящих
section-map = Карта
section-register = Реестр
section-statistics = Статистика
section-open-data = Открытые данные
section-about = О проекте
section-accessibility = Доступность
demonstration-band = Демонстрационные данные: все кластеры и организации вымышлены. Демонстрационная дата: { $day }
table-of = Таблица
demonstration-label = О данных
as-of-label-short = Показанная дата
as-of-band = По состоянию на { $moment }.
as-of-position = По состоянию на позицию журнала { $position }, { $moment }.
on-band = Показано, что действовало { $day }.
show-now = Показать как сейчас
as-of-choose = Показать на дату
as-of-other = На другую дату
as-of-label = Показать, что было в реестре на дату
show = Показать
source = Источник: журнал реестра до позиции { $position }, последняя запись { $day }.
source-empty = В реестре пока ничего не записано.
credits = Данные открыты по лицензии { $licence }. Контуры субъектов: Natural Earth. Города: GeoNames, CC BY 4.0.
transliterated = транслитерация

clusters-count = { $n ->
    [one] { $shown } кластер
    [few] { $shown } кластера
   *[other] { $shown } кластеров
}
participants-count = { $n ->
    [one] { $shown } участник
    [few] { $shown } участника
   *[other] { $shown } участников
}

# Страница ошибки.
find-in-register = Найти кластер в реестре
problem-code = Код
request-number = Номер запроса

# Доступность.
look-heading = Как показывать страницы
look-size = Размер текста
look-size-100 = обычный
look-size-125 = крупный, 125 %
look-size-150 = очень крупный, 150 %
look-contrast = Цвета
look-contrast-usual = обычные
look-contrast-black-on-white = чёрным по белому
look-contrast-white-on-black = белым по чёрному
look-spacing = Расстояния между буквами и строками
look-spacing-usual = обычные
look-spacing-wide = увеличенные
look-apply = Применить
look-cookie = Выбор хранится в вашем браузере один год и больше нигде.
statement-heading = О доступности сайта
statement-aim = Страницы сделаны по WCAG 2.2, уровень AA, и ГОСТ Р 52872.
statement-keyboard = Всё доступно с клавиатуры, место фокуса видно.
statement-script = Всё работает без сценариев: списки, таблицы, карта и графики приходят с сервера готовыми.
statement-colour = Цвет нигде не несёт смысл один: рядом стоят знак и слово.
statement-twin = У каждой карты и каждого графика есть те же данные списком или таблицей.
